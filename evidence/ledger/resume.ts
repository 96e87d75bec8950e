import type { KeyObject } from 'node:crypto'
import type { ObjectStore } from '../store/object-store.ts'
import { openHeader } from './header.ts'
import { LedgerError } from './ledger-error.ts'
import { readLine } from './line.ts'
import { emptyTip, type LedgerTip, tipBehind } from './segment.ts'
import { segmentKeys } from './segment-keys.ts'
import { listSegments } from './segment-rows.ts'

export interface Resumed {
  readonly tip: LedgerTip
  /** Events of the last sealed segment: what the source may bring again. */
  readonly recent: readonly Uint8Array[]
  /** Lines at the tip whose header was never written: the former sealer died in between. */
  readonly orphan: Uint8Array | null
}

/**
 * Finds where a shard stands in the store. Only what this key signed counts. Throws LedgerError `header` where
 * the last header is not ours, `forked` where the store holds what no sealer of this key can have left, and
 * StoreError.
 */
export async function resume(store: ObjectStore, shard: string, publicKey: KeyObject): Promise<Resumed> {
  let sealed: number | null = null
  let last: number | null = null
  for await (const { first, parts } of listSegments(store, shard)) {
    last = first
    if (parts.has('header')) sealed = first
  }
  const tip = sealed === null ? emptyTip() : await readTip(store, segmentKeys(shard, sealed).header, publicKey)
  const recent = sealed === null ? [] : eventsOf(await store.get(segmentKeys(shard, sealed).lines))
  if (last === sealed) return { tip, recent, orphan: null }
  const orphan = await store.get(segmentKeys(shard, tip.next).lines)
  if (last !== tip.next || !orphan)
    throw new LedgerError(
      'forked',
      `the store holds objects of shard ${shard} at event ${last}, but the sealed ledger ends before event ${tip.next}: ` +
        'verify it, and find out who wrote them, before a sealer runs again',
    )
  return { tip, recent, orphan }
}

async function readTip(store: ObjectStore, key: string, publicKey: KeyObject): Promise<LedgerTip> {
  const bytes = await store.get(key)
  if (!bytes) throw new LedgerError('forked', `${key} was listed and is gone: objects of a ledger are never removed`)
  try {
    return tipBehind(openHeader(bytes, publicKey))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be read'
    throw new LedgerError('header', `the ledger cannot be gone on with after ${key}: ${why}`, { cause })
  }
}

/** Events in sealed lines, as far as they can be read: a verifier, not the sealer, says what is wrong with them. */
export function eventsOf(lines: Uint8Array | null): Uint8Array[] {
  const text = Buffer.from(lines ?? [])
  const events: Uint8Array[] = []
  for (let at = 0, end = text.indexOf(LF); end >= 0; at = end + 1, end = text.indexOf(LF, at)) {
    const line = readLine(text.subarray(at, end))
    if (line) events.push(line.event)
  }
  return events
}

const LF = 0x0a
