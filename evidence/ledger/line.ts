import { HASH_BYTES, sha256 } from './hash.ts'

export interface Spliced {
  /** The lines, each with its LF. */
  readonly ndjson: Buffer
  /** Their leaf hashes, 32 bytes each, joined. */
  readonly leaves: Buffer
  /** Leaf hash of the last line, hex. */
  readonly last: string
}

/**
 * Splices events into lines, `{"n":<n>,"p":"<leaf of the line before>","e":<event bytes>}` and LF. The bytes of
 * an event are copied, never written anew. `first` is the number of the first, `prev` the leaf before it.
 * The hot path of the sealer: one buffer, hashed in place, no joined strings.
 */
export function spliceLines(events: readonly Uint8Array[], { first, prev }: { first: number; prev: string }): Spliced {
  // One byte is kept free before the first line: hashLine borrows it.
  const out = Buffer.allocUnsafeSlow(1 + events.reduce((sum, event) => sum + event.length + MOST_OVERHEAD, 0))
  const leaves = Buffer.allocUnsafeSlow(events.length * HASH_BYTES)
  let last = prev
  let at = 1
  for (let index = 0; index < events.length; index++) {
    const event = events[index] as Uint8Array
    const start = at
    at += out.write(`{"n":${first + index},"p":"${last}","e":`, at, 'latin1')
    out.set(event, at)
    at += event.length
    out[at++] = CLOSE_BRACE
    last = hashLine(out, start, at)
    out[at++] = LF
    leaves.write(last, index * HASH_BYTES, 'hex')
  }
  return { ndjson: out.subarray(1, at), leaves, last }
}

export interface Line {
  readonly n: number
  /** Leaf of the line before, hex, as the line says. */
  readonly p: string
  /** The event: a view, no copy. */
  readonly event: Buffer
}

/** Reads one line, without its LF; null where it does not have the form. What the event holds is not looked at. */
export function readLine(line: Buffer): Line | null {
  const digits = digitsAt(line, NUMBER_AT)
  const hashAt = NUMBER_AT + digits + BEFORE_HASH.length
  const eventAt = hashAt + 2 * HASH_BYTES + BEFORE_EVENT.length
  if (digits === 0 || line.length < eventAt + 3 || line[line.length - 1] !== CLOSE_BRACE) return null
  const n = Number(line.toString('latin1', NUMBER_AT, NUMBER_AT + digits))
  const p = line.toString('latin1', hashAt, hashAt + 2 * HASH_BYTES)
  // Writing the head anew and comparing is shorter than parsing it, and leaves no second spelling.
  const head = `{"n":${n},"p":"${p}","e":`
  if (!Number.isSafeInteger(n) || !isHash(p) || line.toString('latin1', 0, eventAt) !== head) return null
  return { n, p, event: line.subarray(eventAt, line.length - 1) }
}

/**
 * Leaf hash, hex, of the line in `lines` from `start` to `end` (without LF), in place: the byte before it, which
 * must be there, is lent as the leaf prefix and given back.
 */
export function hashLine(lines: Buffer, start: number, end: number): string {
  const lent = lines[start - 1] as number
  lines[start - 1] = LEAF_PREFIX
  const leaf = sha256(lines.subarray(start - 1, end))
  lines[start - 1] = lent
  return leaf
}

/** Leaf hash, hex, of one line without its LF. */
export function leafOf(line: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.of(LEAF_PREFIX), line]))
}

export function isHash(text: string): boolean {
  if (text.length !== 2 * HASH_BYTES) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false
  }
  return true
}

function digitsAt(line: Buffer, start: number): number {
  let at = start
  while (at - start < MOST_DIGITS && isDigit(line[at])) at++
  return at - start
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

const LEAF_PREFIX = 0x00
const LF = 0x0a
const CLOSE_BRACE = 0x7d
const MOST_DIGITS = 16
const NUMBER_AT = '{"n":'.length
const BEFORE_HASH = ',"p":"'
const BEFORE_EVENT = '","e":'
const MOST_OVERHEAD = NUMBER_AT + MOST_DIGITS + BEFORE_HASH.length + 64 + BEFORE_EVENT.length + '}\n'.length
