import { HASH_BYTES, isHash, sha256 } from './hash.ts'

export interface Spliced {
  /** The lines, each with its LF. */
  readonly ndjson: Buffer
  /** Their leaf hashes, 32 bytes each, joined. */
  readonly leaves: Buffer
  /** Leaf hash of the last line, hex. */
  readonly last: string
}

/** Memory that is used again: touching fresh pages costs a fifth of the sealer's time. */
export class Arena {
  #buffer = Buffer.alloc(0)

  /** At least `bytes` of memory, the same at every call: what was made in it before is overwritten. */
  take(bytes: number): Buffer {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes)
    return this.#buffer
  }
}

/**
 * Splices events into lines, `{"n":<n>,"p":"<leaf of the line before>","e":<event bytes>}` and LF. The bytes of
 * an event are copied, never written anew. `first` is the number of the first, `prev` the leaf before it. With
 * an arena, the lines stand only until the next call with it.
 *
 * The hot path of the sealer: one buffer, hashed in place, no joined strings.
 */
export function spliceLines(
  events: readonly Uint8Array[],
  { first, prev }: { readonly first: number; readonly prev: string },
  arena: Arena = new Arena(),
): Spliced {
  // One byte is kept free before the first line: hashLine borrows it.
  const out = arena.take(1 + events.reduce((sum, event) => sum + event.length + MOST_OVERHEAD, 0))
  // A plain view: sub-arrays of a Buffer cost twice as much, and each line takes one.
  const bytes = new Uint8Array(out.buffer, out.byteOffset, out.length)
  const hashes: string[] = []
  let last = prev
  let at = 1
  for (let index = 0; index < events.length; index++) {
    const event = events[index] as Uint8Array
    const start = at
    at = writeText(bytes, at, OPEN_NUMBER)
    at = writeNumber(bytes, at, first + index)
    at = writeText(bytes, at, OPEN_HASH)
    at += out.write(last, at, 'latin1')
    at = writeText(bytes, at, OPEN_EVENT)
    bytes.set(event, at)
    at += event.length
    bytes[at++] = CLOSE_BRACE
    last = hashLine(bytes, start, at)
    bytes[at++] = LF
    hashes.push(last)
  }
  return { ndjson: out.subarray(1, at), leaves: Buffer.from(hashes.join(''), 'hex'), last }
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
  const digits = digitsAt(line, OPEN_NUMBER.length)
  const hashAt = OPEN_NUMBER.length + digits + OPEN_HASH.length
  const eventAt = hashAt + 2 * HASH_BYTES + OPEN_EVENT.length
  if (digits === 0 || line.length < eventAt + 3 || line[line.length - 1] !== CLOSE_BRACE) return null
  const n = Number(line.toString('latin1', OPEN_NUMBER.length, OPEN_NUMBER.length + digits))
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
export function hashLine(lines: Uint8Array, start: number, end: number): string {
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

// A template string, written at once, is shorter here and costs a tenth of the sealer's time more.
function writeText(out: Uint8Array, start: number, text: Uint8Array): number {
  let at = start
  for (let index = 0; index < text.length; index++) out[at++] = text[index] as number
  return at
}

function writeNumber(out: Uint8Array, start: number, value: number): number {
  let digits = 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
  let left = value
  for (let at = start + digits - 1; at >= start; at--) {
    const rest = Math.floor(left / 10)
    out[at] = ZERO + left - rest * 10
    left = rest
  }
  return start + digits
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
const ZERO = 0x30
const CLOSE_BRACE = 0x7d
const MOST_DIGITS = 16
const OPEN_NUMBER: Uint8Array = Buffer.from('{"n":')
const OPEN_HASH: Uint8Array = Buffer.from(',"p":"')
const OPEN_EVENT: Uint8Array = Buffer.from('","e":')
const MOST_OVERHEAD =
  OPEN_NUMBER.length + MOST_DIGITS + OPEN_HASH.length + 2 * HASH_BYTES + OPEN_EVENT.length + '}\n'.length
