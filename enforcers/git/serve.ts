import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { faultOf } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Behind } from './behind.ts'
import { readToken } from './credential.ts'
import { GitError } from './git-error.ts'
import type { Client } from './listener.ts'
import { refuseFetch } from './refuse.ts'
import { begin, sayText, send } from './reply.ts'
import { drain, openPush, readBody } from './request-body.ts'
import { type GitRoute, readRoute } from './route.ts'
import type { ServePush } from './serve-backend-push.ts'
import type { SessionLedger } from './session-ledger.ts'
import { type Reading, Visitor, type VisitorParts } from './visitor.ts'

export interface ServeParts extends VisitorParts {
  readonly behind: Behind
  readonly pushBytes: number
  readonly push: (push: ServePush) => Promise<void>
  /** What clients are told that the server can do, changed where Cordon must. */
  readonly advertise: (body: AsyncIterable<Buffer>) => AsyncIterable<Buffer>
}

const MOST_ASKED_BYTES = 64 * 1024 * 1024
const CHALLENGE = { 'www-authenticate': 'Basic realm="Cordon: a token as password", charset="UTF-8"' }
const WANT_TOKEN = 'Cordon: a token is wanted as password: get one with cordon token issue, or from who runs Cordon.'
const NOT_SMART = 'Cordon: only the smart HTTP protocol of Git is spoken here: use a git of this century.'

/** Serves one connection. */
export function serveClient(socket: Socket, parts: ServeParts): Client {
  const visitor = new Visitor(socket, parts)
  return {
    serve: (request, response) => {
      visitor
        .during(() => serve({ request, response, visitor }, parts))
        .catch((error: unknown) => explain(error, request, response, parts.context.log))
    },
    leave: (reason) => visitor.leave(reason),
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly visitor: Visitor
}

async function serve({ request, response, visitor }: Exchange, parts: ServeParts): Promise<void> {
  const token = readToken(request)
  if (token === null) return afterAll(request, () => sayText(response, 401, WANT_TOKEN, CHALLENGE))
  const ledger = await visitor.enter(token)
  const route = readRoute(request.method ?? '', request.url ?? '')
  if (route === null) return afterAll(request, () => sayText(response, 403, NOT_SMART))
  if (route.service === 'git-receive-pack') return receive({ request, response, route, ledger }, parts)
  const reading = await visitor.read(ledger, route.repository)
  if (!reading.allowed) return afterAll(request, () => sayText(response, 403, refuseFetch(reading.decision)))
  const body = route.step === 'refs' ? null : readBody(request, MOST_ASKED_BYTES)
  await pass({ response, route, body, reading, protocol: protocolOf(request) }, parts)
}

async function receive(
  {
    request,
    response,
    route,
    ledger,
  }: Omit<Exchange, 'visitor'> & { readonly route: GitRoute; readonly ledger: SessionLedger },
  parts: ServeParts,
): Promise<void> {
  const protocol = protocolOf(request)
  if (route.step === 'refs') return pass({ response, route, body: null, reading: null, protocol }, parts)
  const opened = await openPush(readBody(request, parts.pushBytes))
  // A lone flush is git's probe whether it may send a large push.
  if (opened.head.commands.length === 0)
    return pass({ response, route, body: opened.body, reading: null, protocol }, parts)
  await parts.push({ request, response, route, protocol, ledger, opened })
}

async function pass(
  {
    response,
    route,
    body,
    reading,
    protocol,
  }: {
    readonly response: ServerResponse
    readonly route: GitRoute
    readonly body: AsyncIterable<Buffer> | null
    readonly reading: Reading | null
    readonly protocol: string
  },
  { behind, advertise }: ServeParts,
): Promise<void> {
  const answer = await behind.call({ route, protocol, body, env: {} })
  begin(response, answer.status, answer.type)
  const isRefs = route.step === 'refs' && route.service === 'git-receive-pack' && answer.status === 200
  for await (const chunk of isRefs ? advertise(answer.body) : answer.body) {
    if (!(await send(response, chunk))) break
    if (reading !== null) reading.bytes += chunk.length
  }
  response.end()
}

// An answer before the end of the question is lost on git.
async function afterAll(request: IncomingMessage, answer: () => void): Promise<void> {
  await drain(request)
  answer()
}

function protocolOf({ headers }: IncomingMessage): string {
  const asked = headers['git-protocol']
  return typeof asked === 'string' && /^[\w=:.-]{1,100}$/.test(asked) ? asked : ''
}

function explain(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  log: EnforcerContext['log'],
): void {
  if (error instanceof GitError && error.code === 'closed') {
    response.destroy()
    return
  }
  const { status, text } = answerTo(error)
  if (status === 500) log.error('a request to the Git enforcer failed', faultOf(error))
  else log.info('a request to the Git enforcer was not answered', { status, why: text })
  void drain(request).then(() => sayText(response, status, text, status === 401 ? CHALLENGE : {}))
}

const STATUS = { protocol: 400, 'too-large': 413, git: 502, upstream: 502, files: 500, closed: 400 } as const

function answerTo(error: unknown): { readonly status: number; readonly text: string } {
  if (error instanceof GitError) return { status: STATUS[error.code], text: `Cordon: ${error.message}` }
  const code = (error as { readonly code?: unknown }).code
  if (code === 'refused')
    return { status: 401, text: 'Cordon: the token given as password was not accepted: get a new one.' }
  if (code === 'crowded')
    return { status: 503, text: 'Cordon: too many sessions are open, of yours or of everybody. Try again later.' }
  if (code === 'full')
    return { status: 503, text: 'Cordon: nobody can log in now, for evidence has no room. Tell who runs Cordon.' }
  if (code === 'unavailable') return { status: 503, text: 'Cordon: nobody can log in now. Try again later.' }
  return { status: 500, text: 'Cordon failed, so nothing is let through. Its log has the details.' }
}
