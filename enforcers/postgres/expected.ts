import type { Exchange } from './exchange.ts'
import type { Change } from './layers.ts'
import type { Portal, Statement } from './names.ts'
import type { QueryRun } from './query-run.ts'
import type { Refusal } from './refuse.ts'

/**
 * What the server still owes, in order: one entry for each message that asked for an answer. Every message of
 * the server is held against the head; what does not fit ends the session.
 */
export interface Owed {
  readonly kind: OwedKind
  /** The client did not ask for it: the answer is kept from it. */
  readonly swallow: boolean
  /** Its error is kept from the client, too. */
  readonly quiet: boolean
  readonly exchange: Exchange | null
  readonly portal: Portal | null
  readonly statement: Statement | null
  readonly run: QueryRun | null
  /** The message was poisoned: its error is told in these words. */
  readonly refusal: Refusal | null
  /** What it changes in the name table where it succeeds. */
  readonly change: Change | null
  /** What it changes there even where it fails, unless the server skips it. */
  readonly always: Change | null
  /** Told once how it ended; a row of a swallowed `execute` goes to `row` before. */
  readonly settled: ((how: Settlement) => void) | null
  readonly row: ((frame: Buffer) => void) | null
  /** For `sync` and `query`: names made before it belong to the transaction that it ends. */
  readonly mark: number
}

export type OwedKind =
  | 'parse'
  | 'bind'
  | 'close'
  | 'describe-statement'
  | 'describe-portal'
  | 'execute'
  | 'query'
  | 'sync'
  /** An extended message that must fail in the place of a refused one. */
  | 'poison'

/** `dropped`: the server skipped it after an error, or the session ended. */
export type Settlement = 'done' | 'failed' | 'dropped'

const NOTHING = {
  swallow: false,
  quiet: false,
  exchange: null,
  portal: null,
  statement: null,
  run: null,
  refusal: null,
  change: null,
  always: null,
  settled: null,
  row: null,
  mark: 0,
} as const

/** An entry; every one has the same shape, which keeps the queue fast. */
export function owe(kind: OwedKind, facts: Partial<Omit<Owed, 'kind'>> = {}): Owed {
  return { kind, ...NOTHING, ...facts }
}

const COMPACT_AT = 1024

/** First in, first out. */
export class ExpectedQueue {
  #entries: (Owed | undefined)[] = []
  #head = 0

  get length(): number {
    return this.#entries.length - this.#head
  }

  get head(): Owed | undefined {
    return this.#entries[this.#head]
  }

  push(entry: Owed): void {
    this.#entries.push(entry)
  }

  /** Removes the head. */
  shift(): void {
    this.#entries[this.#head++] = undefined
    if (this.#head === this.#entries.length) this.#entries.length = 0
    else if (this.#head < COMPACT_AT) return
    else this.#entries.splice(0, this.#head)
    this.#head = 0
  }

  /**
   * After an error in an extended message the server skips everything up to the next Sync, simple queries too:
   * removes those entries, the failed head included. The flag says whether a Sync is already on its way.
   */
  dropToSync(): { readonly dropped: readonly Owed[]; readonly synced: boolean } {
    const dropped: Owed[] = []
    for (let entry = this.head; entry !== undefined; entry = this.head) {
      if (entry.kind === 'sync') return { dropped, synced: true }
      dropped.push(entry)
      this.shift()
    }
    return { dropped, synced: false }
  }
}
