import { sha256 } from '../ledger/hash.ts'
import type { ObjectStore, Retention } from '../store/object-store.ts'
import { StoreError } from '../store/store-error.ts'
import { FRAME_HEADER_BYTES, scanFrames } from '../stream/frames.ts'
import { exchangeKey, payloadFolder, wrappedKey } from './payload-keys.ts'
import type { ExchangeFrame, SessionFrames } from './session-frames.ts'

export interface StoreSessionOptions {
  readonly store: ObjectStore
  readonly shard: string
  /** Governance mode: what detection missed can still be shredded by a custodian. */
  readonly retention: Retention
}

/** What was created; what was there already is not counted. */
export interface StoredSession {
  objects: number
  bytes: number
}

/** Puts frames of one session into the store, its key first. Safe to repeat. Throws what the store throws. */
export async function storeSession(
  session: string,
  { key, exchanges }: SessionFrames,
  { store, shard, retention }: StoreSessionOptions,
): Promise<StoredSession> {
  const total = { objects: 0, bytes: 0 }
  const create = async (name: string, bytes: Uint8Array): Promise<void> => {
    if ((await store.create(name, bytes, retention)) === 'same') return
    total.objects++
    total.bytes += bytes.length
  }
  const folder = payloadFolder(shard, session)
  if (key) await storeKey(key, folder, create)
  await storeExchanges(exchanges, { store, folder, create })
  return total
}

/** Does the store hold these frames of a session? Reads them back. Throws what the store throws. */
export async function holdsSession(
  session: string,
  { key, exchanges }: SessionFrames,
  { store, shard }: Pick<StoreSessionOptions, 'store' | 'shard'>,
): Promise<boolean> {
  const folder = payloadFolder(shard, session)
  const missing = new Set(exchanges.map(({ bytes }) => sha256(bytes)))
  if (key) missing.add(sha256(key))
  const look = async (name: string): Promise<boolean> => {
    for (const digest of await digestsIn(store, name)) missing.delete(digest)
    return missing.size === 0
  }
  const [first] = exchanges
  // Where they lie but for a restart or a power cut in between.
  if (key && (await look(wrappedKey(folder)))) return true
  if (first && (await look(exchangeKey(folder, first.exchange)))) return true
  for await (const name of store.list(`${folder}/`)) if (await look(name)) return true
  return missing.size === 0
}

// Taken by another key only when a session id was used by two lives of a process: both keys are kept.
async function storeKey(
  key: Uint8Array,
  folder: string,
  create: (key: string, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  try {
    await create(wrappedKey(folder), key)
  } catch (error) {
    if (!isConflict(error)) throw error
    await create(`${wrappedKey(folder)}-${sha256(key).slice(0, 16)}`, key)
  }
}

// One object for the frames, named by the first exchange. The name is taken by other bytes only when an earlier,
// shorter piece of the same run was shipped before a power cut took the rest of the file: what is there already is
// left out, and the rest goes under the next name.
async function storeExchanges(
  frames: readonly ExchangeFrame[],
  target: {
    readonly store: ObjectStore
    readonly folder: string
    readonly create: (key: string, bytes: Uint8Array) => Promise<void>
  },
): Promise<void> {
  let rest = frames
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const bytes = Buffer.concat(rest.map((frame) => frame.bytes))
    const key = exchangeKey(target.folder, first.exchange)
    try {
      await target.create(key, bytes)
      return
    } catch (error) {
      if (!isConflict(error)) throw error
    }
    const there = await digestsIn(target.store, key)
    const left = rest.filter((frame) => !there.has(sha256(frame.bytes)))
    // Another recording of the same exchange: both are kept, and the effect's digest says which is meant.
    if (left.length === rest.length) return target.create(`${key}-${sha256(bytes).slice(0, 16)}`, bytes)
    rest = left
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'conflict'
}

async function digestsIn(store: ObjectStore, key: string): Promise<ReadonlySet<string>> {
  const bytes = (await store.get(key)) ?? new Uint8Array()
  return new Set(
    scanFrames(bytes).frames.map(({ start, end }) => sha256(bytes.subarray(start - FRAME_HEADER_BYTES, end))),
  )
}
