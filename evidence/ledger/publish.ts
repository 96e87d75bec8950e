import type { ObjectStore, Retention } from '../store/object-store.ts'
import { StoreError } from '../store/store-error.ts'
import { LedgerError } from './ledger-error.ts'
import type { Patience } from './patience.ts'
import type { Segment } from './segment.ts'
import { segmentKeys } from './segment-keys.ts'

/**
 * Stores a segment, its header last, and reads all of it back. Only then may anybody forget its events. Throws
 * LedgerError `forked` where the store holds other bytes, and what `patience` throws when it ends.
 */
export async function publish(segment: Segment, { store, shard, retention, patience }: PublishOptions): Promise<void> {
  const keys = segmentKeys(shard, segment.first)
  // Lines first: who finds them alone knows where a sealer died, and what it meant to seal.
  const objects: readonly StoredObject[] = [
    [keys.lines, segment.ndjson],
    [keys.leaves, segment.leaves],
    [keys.header, segment.header],
  ]
  for (const [key, bytes] of objects) await patience.with(`store ${key}`, () => create(store, key, bytes, retention))
  const ends = await Promise.allSettled(objects.map(([key, bytes]) => readBack(key, bytes, { store, patience })))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

type StoredObject = readonly [key: string, bytes: Uint8Array]

async function readBack(
  key: string,
  bytes: Uint8Array,
  { store, patience }: { readonly store: ObjectStore; readonly patience: Patience },
): Promise<void> {
  const stored = await patience.with(`read ${key} back`, () => store.get(key))
  if (stored && Buffer.from(stored.buffer, stored.byteOffset, stored.length).equals(bytes)) return
  throw new LedgerError('forked', `${key} reads back with other bytes than were stored: the store cannot be trusted`)
}

export interface PublishOptions {
  readonly store: ObjectStore
  readonly shard: string
  readonly retention: Retention | undefined
  readonly patience: Patience
}

async function create(
  store: ObjectStore,
  key: string,
  bytes: Uint8Array,
  retention: Retention | undefined,
): Promise<void> {
  try {
    await store.create(key, bytes, retention)
  } catch (cause) {
    if (!(cause instanceof StoreError) || cause.code !== 'conflict') throw cause
    throw new LedgerError('forked', `${key} was written by another sealer: one shard has one sealer; stop the other`, {
      cause,
    })
  }
}
