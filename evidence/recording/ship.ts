import { readFile } from 'node:fs/promises'
import { sha256 } from '../ledger/hash.ts'
import type { ObjectStore, Retention } from '../store/object-store.ts'
import { StoreError } from '../store/store-error.ts'
import { FRAME_HEADER_BYTES, scanFrames } from '../stream/frames.ts'
import { readRecord } from './envelope.ts'
import { exchangeKey, payloadFolder, wrappedKey } from './payload-keys.ts'

export interface ShipOptions {
  readonly shard: string
  /** Held in governance mode until then: what detection missed can still be shredded by a custodian. */
  readonly retainUntil: Date
}

export interface Shipped {
  /** Objects that were created; those that were there already are not counted. */
  readonly objects: number
  readonly bytes: number
  /** Files that held damage: what held of them is shipped, the files are kept. Raise an alarm for each. */
  readonly damaged: readonly string[]
}

interface Frame {
  readonly exchange: number
  /** With its header: what a reference's digest is over. */
  readonly bytes: Uint8Array
}

interface SessionFrames {
  key: Uint8Array | undefined
  readonly exchanges: Frame[]
}

/** Puts one file of recordings into the store, session by session, key first. Throws what the store throws. */
export async function shipFile(
  path: string,
  store: ObjectStore,
  { shard, retainUntil }: ShipOptions,
): Promise<{ readonly objects: number; readonly bytes: number; readonly isDamaged: boolean }> {
  const { sessions, isDamaged } = split(await readFile(path))
  const retention: Retention = { until: retainUntil, mode: 'governance' }
  const total = { objects: 0, bytes: 0, isDamaged }
  const create = async (key: string, bytes: Uint8Array): Promise<void> => {
    if ((await store.create(key, bytes, retention)) === 'same') return
    total.objects++
    total.bytes += bytes.length
  }
  for (const [session, { key, exchanges }] of sessions) {
    const folder = payloadFolder(shard, session)
    if (key) await shipKey(key, folder, create)
    await shipExchanges(exchanges, { store, folder, create })
  }
  return total
}

// Taken by another key only when a session id was used by two lives of a process: both keys are kept.
async function shipKey(
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

// One object for the frames of a session in a file, named by its first exchange. The name is taken by other bytes
// only when an earlier, shorter piece of the same run was shipped before a power cut took the rest of the file:
// what is there already is left out, and the rest goes under the next name.
async function shipExchanges(
  frames: readonly Frame[],
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

function split(bytes: Uint8Array): {
  readonly sessions: ReadonlyMap<string, SessionFrames>
  readonly isDamaged: boolean
} {
  const { frames, rest } = scanFrames(bytes)
  const sessions = new Map<string, SessionFrames>()
  let isDamaged = rest === 'damaged'
  for (const { start, end } of frames) {
    const record = readRecord(bytes.subarray(start, end))
    if (!record) {
      isDamaged = true
      continue
    }
    const frame = bytes.subarray(start - FRAME_HEADER_BYTES, end)
    const session = sessions.get(record.session) ?? { key: undefined, exchanges: [] }
    sessions.set(record.session, session)
    if (record.kind === 'key') session.key = frame
    else session.exchanges.push({ exchange: record.exchange, bytes: frame })
  }
  return { sessions, isDamaged }
}
