import type { ObjectStore } from '../store/object-store.ts'
import { readSegmentKey, type SegmentPart, segmentPrefix } from './segment-keys.ts'

/** The objects of one segment that are there. */
export interface SegmentRow {
  readonly first: number
  readonly parts: ReadonlySet<SegmentPart>
}

/** The segments of a shard in order, as the store lists them; foreign names among them are passed over. */
export async function* listSegments(store: ObjectStore, shard: string): AsyncGenerator<SegmentRow> {
  let first = -1
  let parts = new Set<SegmentPart>()
  for await (const key of store.list(segmentPrefix(shard))) {
    const read = readSegmentKey(shard, key)
    if (!read) continue
    if (read.first !== first) {
      if (first >= 0) yield { first, parts }
      first = read.first
      parts = new Set()
    }
    parts.add(read.part)
  }
  if (first >= 0) yield { first, parts }
}
