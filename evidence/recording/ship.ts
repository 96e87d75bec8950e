import { readFile } from 'node:fs/promises'
import type { ObjectStore, Retention } from '../store/object-store.ts'
import { splitFrames } from './session-frames.ts'
import { storeSession } from './store-session.ts'

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

/** Puts one file of recordings into the store, session by session, key first. Throws what the store throws. */
export async function shipFile(
  path: string,
  store: ObjectStore,
  { shard, retainUntil }: ShipOptions,
): Promise<{ readonly objects: number; readonly bytes: number; readonly isDamaged: boolean }> {
  const { sessions, isDamaged } = splitFrames(await readFile(path))
  const retention: Retention = { until: retainUntil, mode: 'governance' }
  const total = { objects: 0, bytes: 0, isDamaged }
  for (const [session, frames] of sessions) {
    const { objects, bytes } = await storeSession(session, frames, { store, shard, retention })
    total.objects += objects
    total.bytes += bytes
  }
  return total
}
