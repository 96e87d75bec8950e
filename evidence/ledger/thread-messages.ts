import type { KeyObject } from 'node:crypto'
import type { EventDraft } from '#schemas'
import type { Retention } from '../store/object-store.ts'
import { StoreError, type StoreErrorCode } from '../store/store-error.ts'
import type { Cursor } from '../stream/seams.ts'
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts'
import type { SealerLog, SealerOptions } from './sealer.ts'

/** What a sealer's thread is started with: all of SealerOptions that can be handed over. */
export interface ThreadStart
  extends Pick<SealerOptions, 'shard' | 'key' | 'assurance' | 'separation' | 'sealEvery' | 'firstPauseMs'> {
  readonly key: KeyObject
  readonly retention?: ThreadRetention
}

/** How long after it was sealed an object is kept. */
export interface ThreadRetention {
  readonly ms: number
  readonly mode: Retention['mode']
}

/** What the thread asks for, answered under the same number. */
export type ThreadCall =
  /** Answered with a JoinedBatch. `isPatient`: the end of the sealer ends the wait. */
  | { readonly call: 'fetch'; cursor: Cursor | null; most: number; waitMs: number; isPatient: boolean }
  | { readonly call: 'create'; key: string; bytes: Uint8Array; retention: Retention | undefined }
  /** Answered with bytes or null. */
  | { readonly call: 'get'; key: string }
  /** Answered with up to PAGE_KEYS keys; fewer mean that there are no more. */
  | { readonly call: 'list'; prefix: string; after: string | undefined }
  | { readonly call: 'sealed'; cursor: Cursor }

export const PAGE_KEYS = 1000

/** Events side by side in memory that is handed over, not copied. */
export interface JoinedBatch {
  readonly bytes: Uint8Array
  readonly lengths: Uint32Array
  readonly cursor: Cursor | null
  readonly isAway: boolean
}

export type FromThread =
  | { readonly kind: 'call'; readonly id: number; readonly what: ThreadCall }
  | { readonly kind: 'alarm'; readonly draft: EventDraft }
  | {
      readonly kind: 'log'
      readonly level: keyof SealerLog
      readonly message: string
      readonly facts: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'ended'; readonly error: PlainError | null }

export type ToThread =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainError }
  | { readonly kind: 'abort' }

/** An error that crosses threads: what it says, and by which code it is known. */
export interface PlainError {
  readonly name: string
  readonly code: string
  readonly message: string
}

export function toPlain(error: unknown): PlainError {
  const { name = 'Error', code = '', message = String(error) } = (error ?? {}) as Partial<PlainError>
  return { name, code: String(code), message }
}

export function fromPlain({ name, code, message }: PlainError): Error {
  if (name === 'StoreError') return new StoreError(code as StoreErrorCode, message)
  if (name === 'LedgerError') return new LedgerError(code as LedgerErrorCode, message)
  return Object.assign(new Error(message), { name, code })
}
