import { Agent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { type Introduced, type Introduction, parse, type Session } from '#schemas'
import { AuthenticationError } from './authentication-error.ts'
import type { EngineClient, Patience } from './engine-client.ts'
import { type Answered, type Connection, exchange } from './exchange.ts'
import { failClosed } from './fail-closed.ts'

/** Where an engine that runs apart listens: a Unix socket on this machine, or a URL. */
export type EngineAddress =
  | { readonly socket: string }
  /** `https:`, or `http:` on loopback alone. `ca`: PEM text. */
  | { readonly url: string; readonly ca?: string }

/** An engine in another process: beside what every client can, a part introduces itself to it when it starts. */
export interface RemoteEngine extends EngineClient {
  /**
   * Enrolls this process's event log and answers the keys that it works with. Safe to repeat. Rejects with AuthenticationError `refused` where the engine does not know the enrolled key or takes no
   * such log, `unavailable` where it does not answer.
   */
  introduce(introduction: Introduction): Promise<Introduced>
}

const MOST_SOCKETS = 64
// Below the 72 s that the engine keeps an idle connection, so that it is we who close it.
const KEEP_MS = 60_000

/**
 * An engine in another process, over HTTP with kept connections. Throws TypeError for an address that
 * would carry tokens in the clear beyond this machine.
 */
export function httpClient({
  address,
  token,
  ...patience
}: Patience & {
  readonly address: EngineAddress
  /** A fresh token of this enforcer, signed with its enrolled key. */
  readonly token: () => Promise<string>
}): RemoteEngine {
  const connection = connectionTo(address)

  async function call(method: 'POST' | 'DELETE', path: string, body: unknown, signal: AbortSignal): Promise<Answered> {
    return exchange(connection, { method, path, body, token: await token(), signal })
  }

  return {
    authenticate: async (credential, peer) => {
      const answered = await call('POST', '/v1/sessions', { credential, peer }, deadline(patience)).catch(unavailable)
      return sessionOf(answered)
    },
    decide: failClosed(async (request, { signal }) => {
      const { status, document } = await call('POST', '/access/v1/evaluation', request, signal)
      if (status !== 200) throw new Error(`the engine answered ${status}`)
      return document
    }, patience),
    introduce: async (introduction) => {
      const answered = await call('POST', '/v1/introductions', introduction, deadline(patience)).catch(unavailable)
      return introducedOf(answered)
    },
    closeSession: async (id) => {
      const path = `/v1/sessions/${encodeURIComponent(id)}`
      // The session ends by itself when its token does.
      await call('DELETE', path, undefined, deadline(patience)).catch(() => undefined)
    },
    close: () => connection.options.agent.destroy(),
  }
}

function deadline({ deadlineMs }: Patience): AbortSignal {
  return AbortSignal.timeout(deadlineMs)
}

function unavailable(cause: unknown): never {
  throw new AuthenticationError('unavailable', { cause })
}

const REFUSED_CODE = 'credential_refused'
const FULL_CODE = 'evidence_full'
const CROWDED_CODE = 'sessions_full'

// 401 is about the enforcer's own token: no fault of the client who shows a credential.
function sessionOf({ status, document }: Answered): Session {
  const { code } = (document ?? {}) as { code?: unknown }
  if (status === 403 && code === REFUSED_CODE) throw new AuthenticationError('refused')
  if (status === 503 && code === FULL_CODE) throw new AuthenticationError('full')
  if (status === 503 && code === CROWDED_CODE) throw new AuthenticationError('crowded')
  if (status !== 201) return unavailable(new Error(`the engine answered ${status}`))
  try {
    return parse('session', document)
  } catch (cause) {
    return unavailable(cause)
  }
}

function introducedOf({ status, document }: Answered): Introduced {
  const { code } = (document ?? {}) as { code?: unknown }
  const why = new Error(`the engine answered ${status}${typeof code === 'string' ? ` (${code})` : ''}`)
  if (status === 401 || status === 403 || status === 409) throw new AuthenticationError('refused', { cause: why })
  if (status !== 200) return unavailable(why)
  try {
    return parse('introduced', document)
  } catch (cause) {
    return unavailable(cause)
  }
}

/** Where and how an engine is reached. Throws TypeError for an address that would carry tokens in the clear beyond this machine. */
export function connectionTo(address: EngineAddress): Connection {
  const keep = { keepAlive: true, maxSockets: MOST_SOCKETS, timeout: KEEP_MS, scheduling: 'lifo' } as const
  if ('socket' in address)
    return { secure: false, options: { socketPath: address.socket, host: 'localhost', agent: new Agent(keep) } }
  const { protocol, hostname, port } = new URL(address.url)
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  if (protocol === 'https:') {
    const { ca } = address
    const options = { host, port: port || 443, agent: new TlsAgent(keep), ...(ca === undefined ? {} : { ca }) }
    return { secure: true, options }
  }
  if (protocol !== 'http:' || !isLoopback(host))
    throw new TypeError('the engine is reached over https, on loopback, or on a Unix socket: change its address')
  return { secure: false, options: { host, port: port || 80, agent: new Agent(keep) } }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
