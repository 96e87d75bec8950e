import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { runSealer, type SealerOptions } from '../../evidence/ledger/sealer.ts'
import { runSealerThread } from '../../evidence/ledger/sealer-thread.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'
import type { EventSource } from '../../evidence/stream/seams.ts'
import { type Verdict, verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../evidence/verify/walk-events.ts'
import type { ScriptedSource } from './contracts/scripted-source.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
export const SEALER_KEY: KeyObject = privateKey
export const SHARD = 'test'

export interface Running {
  readonly released: string[]
  readonly warnings: string[]
  readonly end: Promise<void>
  readonly stop: () => Promise<void>
}

/** A way to run the sealer: every test of it holds for each. */
export interface Sealer {
  readonly where: string
  /** Of the places where it may die, one in so many is tried. */
  readonly step: number
  readonly start: (source: EventSource, store: ObjectStore, more?: Partial<SealerOptions>) => Running
  /** Runs it over what the source has, to its end. */
  readonly sealAll: (source: EventSource, store: ObjectStore, more?: Partial<SealerOptions>) => Promise<Running>
}

export const SEALERS: readonly Sealer[] = [
  sealer('in the thread of its caller', 1, runSealer),
  // A thread takes its time to start: it dies at fewer places.
  sealer('in a thread of its own', 4, inThread),
]

export function verify(store: ObjectStore): Promise<Verdict> {
  return verifyLedger({ store, shard: SHARD, publicKey })
}

/** The store holds what the source brought, in its order, each event once. */
export async function sealedOnce(store: ObjectStore, { events }: ScriptedSource): Promise<void> {
  const sealed: string[] = []
  for await (const { bytes } of walkEvents({ store, shard: SHARD, publicKey }))
    sealed.push(Buffer.from(bytes).toString())
  assert.deepEqual(
    sealed,
    events.map((event) => Buffer.from(event).toString()),
  )
}

function sealer(where: string, step: number, run: typeof runSealer): Sealer {
  const start: Sealer['start'] = (source, store, more = {}) => {
    const released: string[] = []
    const warnings: string[] = []
    const stop = new AbortController()
    const end = run({
      source,
      store,
      shard: SHARD,
      key: SEALER_KEY,
      assurance: 'demo',
      separation: 'combined',
      onSealed: (cursor) => {
        released.push(cursor)
      },
      alarm: () => undefined,
      now: Date.now,
      signal: stop.signal,
      log: { info: () => undefined, warn: (message) => warnings.push(message), error: () => undefined },
      firstPauseMs: 1,
      ...more,
    })
    // Looked at by whoever awaits the end; until then it must not count as unhandled.
    end.catch(() => undefined)
    const stopped = (): Promise<void> => {
      stop.abort()
      return end
    }
    return { released, warnings, end, stop: stopped }
  }
  return {
    where,
    step,
    start,
    sealAll: async (source, store, more) => {
      const running = start(source, store, { signal: AbortSignal.abort(), ...more })
      await running.end
      return running
    },
  }
}

// Its clock is its own, so that how long comes as a number.
function inThread({ retention, now: _, ...options }: SealerOptions): Promise<void> {
  return runSealerThread({ ...options, ...(retention ? { retention: { ms: 1000, mode: 'compliance' } } : {}) })
}
