/** The keys of the three objects of a segment. */
export interface SegmentKeys {
  readonly lines: string
  readonly leaves: string
  readonly header: string
}

export type SegmentPart = keyof SegmentKeys

const DIGITS = 20
const SUFFIXES: Readonly<Record<SegmentPart, string>> = {
  lines: '.ndjson',
  leaves: '.leaves',
  header: '.header.json',
}

/** Keys of the segment of `shard` whose first event is number `first`. */
export function segmentKeys(shard: string, first: number): SegmentKeys {
  const stem = `${segmentPrefix(shard)}${String(first).padStart(DIGITS, '0')}`
  return { lines: stem + SUFFIXES.lines, leaves: stem + SUFFIXES.leaves, header: stem + SUFFIXES.header }
}

/** What every segment key of a shard begins with. */
export function segmentPrefix(shard: string): string {
  if (!isShard(shard)) throw new RangeError('a shard is named by 1-63 characters of a-z, 0-9 and -, not led by -')
  return `v1/${shard}/segments/`
}

/** Reads a key back; null for one that names no object of a segment of that shard. */
export function readSegmentKey(shard: string, key: string): { first: number; part: SegmentPart } | null {
  const prefix = segmentPrefix(shard)
  if (!key.startsWith(prefix)) return null
  const first = Number(key.slice(prefix.length, prefix.length + DIGITS))
  if (!Number.isSafeInteger(first) || first < 0) return null
  const keys = segmentKeys(shard, first)
  const part = PARTS.find((name) => keys[name] === key)
  return part === undefined ? null : { first, part }
}

const PARTS: readonly SegmentPart[] = ['lines', 'leaves', 'header']

function isShard(shard: string): boolean {
  if (shard.length === 0 || shard.length > 63 || shard.startsWith('-')) return false
  for (let at = 0; at < shard.length; at++) {
    const code = shard.charCodeAt(at)
    if (!((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d)) return false
  }
  return true
}
