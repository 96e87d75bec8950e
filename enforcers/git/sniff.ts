/** What a file is, as far as reading it goes. */
export type ContentKind = 'text' | 'utf16le' | 'utf16be' | 'gzip' | 'zip' | 'binary'

const SNIFF_BYTES = 8000

const MARKS: readonly (readonly [ContentKind, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['utf16le', [0xff, 0xfe]],
  ['utf16be', [0xfe, 0xff]],
]

/** Git's own test for text (no zero byte at the front), with UTF-16 and two containers told apart. */
export function kindOf(bytes: Buffer): ContentKind {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))
  if (marked !== undefined) return marked[0]
  const front = bytes.subarray(0, SNIFF_BYTES)
  return front.includes(0) ? withZeros(front) : 'text'
}

// Western text in UTF-16 without a mark: nearly every other byte is zero.
function withZeros(front: Buffer): ContentKind {
  let even = 0
  let odd = 0
  for (let at = 0; at < front.length; at++) {
    if (front[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const half = front.length / 2
  if (odd > half * 0.7 && even < half * 0.05) return 'utf16le'
  return even > half * 0.7 && odd < half * 0.05 ? 'utf16be' : 'binary'
}
