import type { Duplex } from 'node:stream'
import type { Session } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import { SEARCH_PATH_SQL } from './search-path.ts'
import { askToken, type Greeting, StartupError } from './startup.ts'
import { type ClientParameters, checkParameters } from './startup-parameters.ts'
import { logIn, type Upstream, UpstreamError, type UpstreamTarget } from './upstream.ts'

/** A client that is known, and its own connection upstream. */
export interface LoggedIn {
  readonly socket: Duplex
  /** What the client sent ahead. */
  readonly ahead: Buffer
  readonly session: Session
  readonly client: ClientParameters
  readonly upstream: Upstream
  readonly schemas: readonly string[]
}

export interface LoginParts {
  readonly name: string
  readonly guarded: string
  readonly target: UpstreamTarget
  readonly authenticate: EnforcerContext['authenticate']
  readonly signal: AbortSignal
  /** Told when the login upstream failed. */
  readonly upstreamFailed: () => void
}

export type SessionGreeting = Extract<Greeting, { kind: 'session' }>

/**
 * From a startup message to two logged-in ends. The token ends here: upstream Cordon shows its own credentials.
 * Rejects with StartupError, which says what the client is told.
 */
export async function login(greeting: SessionGreeting, parts: LoginParts): Promise<LoggedIn> {
  const { socket, intake, transport, parameters } = greeting
  if (transport === 'plain')
    throw new StartupError(
      '28000',
      'a token is taken over TLS only: connect with sslmode=require',
      'Set sslmode=require.',
    )
  const client = checkParameters(parameters, parts.target.database)
  const token = await askToken(socket, intake)
  const session = await authenticate(token, greeting, parts)
  const { upstream, schemas } = await connect(client, parts)
  return { socket, ahead: intake.release(), session, client, upstream, schemas }
}

async function authenticate(token: string, { transport }: SessionGreeting, parts: LoginParts): Promise<Session> {
  try {
    return await parts.authenticate(token, { enforcer: parts.name, target: parts.guarded, transport })
  } catch (error) {
    // Why exactly is recorded by the engine; here it would help a forger.
    const { code } = error as { readonly code?: unknown }
    if (code === 'refused')
      throw new StartupError(
        '28P01',
        'the token given as password was not accepted: it may have expired, or not be made for an agent',
        'Get a new one with cordon token issue, and give it as the password.',
      )
    if (code === 'full')
      throw new StartupError(
        '53100',
        'nobody can log in now: the log of evidence has no room, and what cannot be recorded may not pass',
        'Tell who runs Cordon: it goes on by itself when there is room.',
      )
    if (code === 'crowded')
      throw new StartupError(
        '53300',
        'too many sessions are open, of yours or of everybody',
        'Close some, or try again later.',
      )
    throw new StartupError('57P03', 'nobody can log in now: the engine does not answer', 'Try again later.')
  }
}

async function connect(
  { settings }: ClientParameters,
  { target, signal, upstreamFailed }: LoginParts,
): Promise<{ upstream: Upstream; schemas: readonly string[] }> {
  let upstream: Upstream | null = null
  try {
    upstream = await logIn(target, settings, signal)
    checkServer(upstream)
    const rows = await upstream.query(SEARCH_PATH_SQL)
    return { upstream, schemas: rows.map(([schema]) => schema ?? '') }
  } catch (error) {
    upstream?.socket.destroy()
    if (!(error instanceof UpstreamError)) throw error
    upstreamFailed()
    throw new StartupError('08006', `the guarded database cannot be used: ${error.message}`, 'Ask who runs Cordon.')
  }
}

// What the parser and the masks take for granted.
function checkServer({ parameters }: Upstream): void {
  if (parameters.get('is_superuser') === 'on')
    throw new UpstreamError('refused', 'upstream.user is a superuser, which could read files and take any role')
  if (parameters.get('standard_conforming_strings') === 'off' || parameters.get('client_encoding') !== 'UTF8')
    throw new UpstreamError('refused', 'the role sets standard_conforming_strings or client_encoding: remove that')
}
