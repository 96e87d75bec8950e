import { request as requestPlain } from 'node:http'
import { type RequestOptions, request as requestSecure } from 'node:https'
import { CommandError } from './io.ts'

const TIMEOUT_MS = 10_000
const MOST_BYTES = 64 * 1024 * 1024

/** Where an engine's API is. */
export interface EnginePlace {
  /** As people know it: a path or a URL. */
  readonly name: string
  readonly secure: boolean
  /** Of Node's `request`; each call has a connection of its own. */
  readonly options: RequestOptions
}

/** A caller of the engine's API. */
export interface Api {
  /** The parsed answer of a 2xx. Throws CommandError with the problem's own words otherwise. */
  readonly call: (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>
}

/** The engine behind a Unix socket of this machine. */
export function engineAtSocket(socketPath: string): EnginePlace {
  return { name: socketPath, secure: false, options: { socketPath, host: 'localhost', agent: false } }
}

export function createApi(engine: EnginePlace, token: string): Api {
  return {
    call: async (method, path, body) => {
      const { status, text } = await callEngine(engine, { method, path, body, token })
      const answer = text === '' ? {} : parseAnswer(text, engine)
      if (status >= 200 && status < 300) return answer
      const { title, detail, code } = (answer ?? {}) as { title?: string; detail?: string; code?: string }
      throw new CommandError(`${detail ?? title ?? `the engine answered ${status}`}${code ? ` (${code})` : ''}`)
    },
  }
}

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object | undefined
  readonly token?: string
  /** How long nothing may come; 10 000 where absent. */
  readonly timeoutMs?: number
}

/** One call, whatever its status. Follows no redirect: a token goes to the place that was named. Throws CommandError where there is no answer. */
export function callEngine(
  { name, secure, options }: EnginePlace,
  { method, path, body, token, timeoutMs = TIMEOUT_MS }: Call,
): Promise<{ status: number; text: string }> {
  const content = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(content === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
  }
  return new Promise((resolve, reject) => {
    const send = secure ? requestSecure : requestPlain
    const outgoing = send({ ...options, method, path, headers, timeout: timeoutMs }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MOST_BYTES) response.destroy(new CommandError('the engine answered more than this command takes'))
        else chunks.push(chunk)
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
      response.on('error', (cause) => reject(unreachable(name, cause)))
    })
    outgoing.on('timeout', () =>
      outgoing.destroy(new CommandError(`the engine at ${name} did not answer within ${timeoutMs / 1000} s`)),
    )
    outgoing.on('error', (cause) => reject(unreachable(name, cause)))
    outgoing.end(content)
  })
}

/** Codes of Node and OpenSSL for a certificate that nobody vouches for. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
])

function unreachable(name: string, cause: NodeJS.ErrnoException): CommandError {
  if (cause instanceof CommandError) return cause
  const { code = cause.message } = cause
  return new CommandError(`${whatFailed(name, code)} (${code})`, { cause })
}

function whatFailed(name: string, code: string): string {
  if (UNTRUSTED.has(code))
    return `the certificate of ${name} is not signed by a CA that is trusted here, so nothing was sent: name the right CA with --ca`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate of ${name} is for other names, so nothing was sent: use a name that it has`
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `the certificate of ${name} is not valid today, so nothing was sent: renew it, or check the clocks`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return `${name} does not speak TLS as it should: is it the API's address?`
  return `the engine cannot be reached at ${name}: is Cordon running?`
}

function parseAnswer(text: string, { name }: EnginePlace): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CommandError(`${name} answered something that is no JSON: is another program there?`, { cause })
  }
}
