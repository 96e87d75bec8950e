import type { Outlet } from '../wire/pump.ts'
import type { ErrorFacts } from './error-fields.ts'
import type { Exchange } from './exchange.ts'
import { ExpectedQueue } from './expected.ts'
import { FLUSH } from './messages.ts'
import { Names } from './names.ts'
import type { SearchPath } from './search-path.ts'

/** Transaction status as ReadyForQuery says it: idle, in a transaction, in a failed one. */
export type TransactionStatus = 'I' | 'T' | 'E'

/** What both directions of one session share. */
export interface SessionState {
  readonly names: Names
  readonly expected: ExpectedQueue
  readonly path: SearchPath
  readonly toClient: Outlet
  readonly toServer: Outlet
  /** Name of statements and portals of our own; the client cannot guess it. */
  readonly privateName: string
  /** Counts messages of the client. */
  mark: number
  status: TransactionStatus
  /** Extended messages went out that may have opened a transaction which waits for its Sync. */
  unsynced: boolean
  /** Number of the last such message. */
  lastOpening: number
  /** Number of the last simple query: its ReadyForQuery says whether that transaction is still open. */
  lastQuery: number
  /** Told when nothing is owed any more. */
  settled: (() => void) | null
  /** The server skips everything up to the next Sync: so do we. */
  discarding: boolean
  /** A portal under a row cap runs: what follows may have to wait for its end. */
  capped: Exchange | null
  /** Told when `capped` has ended. */
  uncapped: (() => void) | null
  /** An Execute since the last Sync may have written. */
  wrote: boolean
  closed: boolean
  /** What was written for the client ends inside a message: nothing but the rest of it may follow. */
  cut: boolean
  /** The same of what was flushed. */
  sentCut: boolean
  /** Run once when the session ends. */
  readonly onEnd: (() => void)[]
  /** Ends the session; the client is told `facts`, where it can still be told. */
  end(reason: string, facts: ErrorFacts | null): void
  /** Ends the session over a fault of our own or of the log: nothing more is sent. */
  fail(error: unknown): void
  /** Asks the server to cancel what runs; resolves when it has heard. */
  cancel(): Promise<void>
}

export interface NewState {
  readonly toClient: Outlet
  readonly toServer: Outlet
  readonly privateName: string
  readonly schemas: readonly string[]
  readonly end: SessionState['end']
  readonly fail: SessionState['fail']
  readonly cancel: SessionState['cancel']
}

export function newSessionState({ schemas, ...parts }: NewState): SessionState {
  return {
    ...parts,
    names: new Names(),
    expected: new ExpectedQueue(),
    path: { schemas, epoch: 0, stale: false, touched: false, ddl: false, catalogStale: false },
    mark: 0,
    status: 'I',
    unsynced: false,
    lastOpening: 0,
    lastQuery: 0,
    settled: null,
    discarding: false,
    capped: null,
    uncapped: null,
    wrote: false,
    closed: false,
    cut: false,
    sentCut: false,
    onEnd: [],
  }
}

/** Nothing may be owed any more: whoever waits for that goes on. */
export function wakeSettled(state: SessionState): void {
  if (state.expected.length > 0) return
  const wake = state.settled
  state.settled = null
  wake?.()
}

/** Resolves when the server has answered everything that was sent. */
export function allAnswered(state: SessionState): Promise<void> {
  state.toServer.write(FLUSH)
  state.toServer.flush()
  if (state.expected.length === 0 || state.closed) return Promise.resolve()
  return new Promise((resolve) => {
    state.settled = resolve
  })
}
