import type { EnforcerContext } from '../enforcer.ts'
import type { ErrorFacts } from './error-fields.ts'
import type { SessionState } from './session-state.ts'

export interface ClockParts {
  readonly context: Pick<EnforcerContext, 'now' | 'signal'>
  readonly expiresAt: string
  readonly idleMs: number
}

export interface SessionClock {
  /** The client did something. */
  busy(): void
  /** Nothing is owed: the moment to end a session whose time is up. */
  idle(): void
}

const MOST_TIMER_MS = 2 ** 31 - 1
const SHUTDOWN: ErrorFacts = { severity: 'FATAL', code: '57P01', message: 'Cordon is shutting down' }
const IDLE: ErrorFacts = {
  severity: 'FATAL',
  code: '57P05',
  message: 'the session was idle for too long: log in again',
}
const EXPIRED: ErrorFacts = {
  severity: 'FATAL',
  code: '57P01',
  message: "the agent's token has expired: get a new one and log in again",
}

/**
 * Ends a session when its time is up: the token's end at the next idle moment, idleness (164.312(a)(2)(iii)),
 * and the end of the process. What runs is let run to its end, except at a shutdown.
 */
export function watchClock(state: SessionState, { context, expiresAt, idleMs }: ClockParts): SessionClock {
  const until = Date.parse(expiresAt)
  const expire = (): void => {
    if (context.now() >= until && state.expected.length === 0) state.end('token expired', EXPIRED)
  }
  const expiry = setTimeout(expire, Math.min(MOST_TIMER_MS, Math.max(0, until - context.now())))
  const idleness = setTimeout(() => {
    if (state.expected.length > 0) idleness.refresh()
    else state.end('idle for too long', IDLE)
  }, idleMs)
  const shutDown = (): void => state.end('shutdown', SHUTDOWN)
  context.signal.addEventListener('abort', shutDown)
  state.onEnd.push(() => {
    clearTimeout(expiry)
    clearTimeout(idleness)
    context.signal.removeEventListener('abort', shutDown)
  })
  if (context.signal.aborted) setImmediate(shutDown)
  return {
    busy: () => {
      idleness.refresh()
    },
    idle: expire,
  }
}
