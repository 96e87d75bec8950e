import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { buildServer, type Listening, listenEngine } from '#engine'
import { type DocumentName, type Documents, parse } from '#schemas'
import { HOLD, PEER, type Rig, rig } from './fixture.ts'
import { type Answer, send } from './wire.ts'

export const EVALUATION = '/access/v1/evaluation'

/** An engine that holds every question, behind its API on a free port and a Unix socket. */
export interface Served extends Rig {
  readonly listening: Listening
  readonly port: number
  readonly pg: string
  readonly post: (path: string, body: unknown, token?: string, headers?: Record<string, string>) => Promise<Answer>
  readonly get: (path: string, token?: string) => Promise<Answer>
  readonly open: (token?: string) => Promise<string>
}

export async function served(reasons: string[] = []): Promise<Served> {
  const parts = rig(HOLD)
  const server = buildServer({ engine: parts.engine, readiness: () => reasons, logBytes: () => 4096 })
  const socket = join(parts.folder, 'run', 'engine.sock')
  const listening = await listenEngine(server, { port: 0, socket })
  const port = listening.port ?? 0
  running.push({ listening, end: parts.end })
  const pg = await parts.enforcerToken('pg')
  const call = (
    method: string,
    path: string,
    token: string | undefined,
    headers: Record<string, string>,
    body?: string,
  ) =>
    send(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      },
      body,
    )
  const post: Served['post'] = (path, body, token = pg, headers = {}) =>
    call(
      'POST',
      path,
      token,
      { 'content-type': 'application/json', ...headers },
      typeof body === 'string' ? body : JSON.stringify(body),
    )
  return {
    ...parts,
    listening,
    port,
    pg,
    post,
    get: (path, token) => call('GET', path, token, {}),
    open: async (token) => {
      const opened = await post('/v1/sessions', { credential: token ?? (await parts.agentToken()), peer: PEER })
      assert.is(opened.status, 201, opened.text)
      return String(opened.json()['id'])
    },
  }
}

// A test that fails must not leave a server that holds the run.
const running: { readonly listening: Listening; readonly end: () => void }[] = []

/** Ends every server that a test of this file left; after each. */
export async function endAll(): Promise<void> {
  for (const { listening, end } of running.splice(0)) {
    await listening.close()
    end()
  }
}

/** The answer is a problem document of this status and code. */
export function isProblem(answer: Answer, status: number, code: string): void {
  assert.is(answer.status, status, answer.text)
  assert.is(answer.headers['content-type'], 'application/problem+json')
  const document = parse('problem', answer.json())
  assert.equal([document.status, document.code], [status, code])
}

/** The document that the answer holds, checked by its schema. */
export function document<Name extends DocumentName>(answer: Answer, name: Name, status = 200): Documents[Name] {
  assert.is(answer.status, status, answer.text)
  return parse(name, answer.json())
}
