import type { SegmentFacts } from '#schemas'
import { HASH_BYTES } from '../ledger/hash.ts'
import type { BadPlace, BadReason, LedgerError } from '../ledger/ledger-error.ts'
import { hashLine, readLine } from '../ledger/line.ts'
import type { Frontier } from '../ledger/merkle.ts'
import type { LedgerTip } from '../ledger/segment.ts'
import type { SegmentKeys } from '../ledger/segment-keys.ts'
import { broken } from './broken.ts'

export interface CheckedLine {
  readonly n: number
  /** The event in it: a view. */
  readonly bytes: Buffer
  /** Where the line begins in its object. */
  readonly offset: number
}

/**
 * Holds every line against its number, the line before it, and its own leaf in the tile; and the tile against
 * the signed root. So one wrong byte names one event, whatever stands behind it. Throws LedgerError `broken`.
 */
export function checkLines(
  stored: { readonly leaves: Uint8Array; readonly lines: Uint8Array },
  facts: SegmentFacts,
  tip: LedgerTip,
  keys: SegmentKeys,
): CheckedLines {
  const tile = view(stored.leaves)
  const frontier = frontierBehind(tip, tile)
  const tileHolds = tile.length === facts.count * HASH_BYTES && frontier.root() === facts.root
  const fault = faults(keys)
  const walk = new LineWalk(stored.lines, { tile, tileHolds, facts, prev: tip.last, fault })
  while (walk.lines.length < facts.count) walk.next()
  const { lines, leaves } = walk
  if (walk.offset !== stored.lines.length)
    throw fault.line(facts.first + facts.count, walk.offset, 'line-extra', 'it was not sealed with this segment')
  if (!tileHolds) throw tileFault({ tile, leaves, facts, tip, last: lines.at(-1) }, fault)
  if (walk.prev !== facts.last || stored.lines.length !== facts.bytes) throw fault.header(facts.first)
  return { lines, leaves, frontier }
}

export interface CheckedLines {
  readonly lines: readonly CheckedLine[]
  readonly leaves: Buffer
  /** Of the tree behind them. */
  readonly frontier: Frontier
}

interface Held {
  readonly tile: Buffer
  readonly tileHolds: boolean
  readonly facts: SegmentFacts
  readonly prev: string
  readonly fault: Faults
}

class LineWalk {
  readonly lines: CheckedLine[] = []
  readonly leaves: Buffer
  /** Leaf of the line before, hex. */
  prev: string
  readonly #held: Held
  /** A copy, one byte later than in the object: hashLine borrows the byte before a line. */
  readonly #text: Buffer
  #at = 1

  constructor(text: Uint8Array, held: Held) {
    this.#held = held
    this.prev = held.prev
    this.leaves = Buffer.alloc(held.facts.count * HASH_BYTES)
    this.#text = Buffer.allocUnsafeSlow(1 + text.length)
    this.#text.set(text, 1)
  }

  get offset(): number {
    return this.#at - 1
  }

  next(): void {
    const { fault, facts, tileHolds, tile } = this.#held
    const index = this.lines.length
    const n = facts.first + index
    const start = this.#at
    const { offset } = this
    if (start === this.#text.length) throw fault.line(n, offset, 'line-missing', 'it is not there')
    const end = this.#text.indexOf(LF, start)
    const line = end < 0 ? null : readLine(this.#text.subarray(start, end))
    if (!line) throw fault.line(n, offset, 'line-form', 'it does not have the form of a line')
    if (line.n !== n) throw fault.line(n, offset, 'line-number', `number ${line.n} stands in its place`)
    if (line.p !== this.prev) throw this.#chainFault(n)
    this.prev = hashLine(this.#text, start, end)
    this.leaves.write(this.prev, index * HASH_BYTES, 'hex')
    if (tileHolds && !sameLeaf(tile, this.leaves, index))
      throw fault.line(n, offset, 'line-hash', 'its bytes are not those that were sealed')
    this.lines.push({ n, bytes: line.event, offset })
    this.#at = end + 1
  }

  #chainFault(n: number): LedgerError {
    const { fault, tileHolds, tile } = this.#held
    const before = this.lines.at(-1)
    // Without a tile that holds, this line's word stands against that of the line before.
    if (!tileHolds && before && !sameLeaf(tile, this.leaves, this.lines.length - 1))
      return fault.line(before.n, before.offset, 'line-hash', 'it is another one than the next line names')
    return fault.line(n, this.offset, 'line-chain', 'it does not follow the event before it')
  }
}

interface Untiled {
  readonly tile: Buffer
  readonly leaves: Buffer
  readonly facts: SegmentFacts
  readonly tip: LedgerTip
  readonly last: CheckedLine | undefined
}

/** The lines are chained and the tile does not hold: which of them is it? */
function tileFault({ tile, leaves, facts, tip, last }: Untiled, fault: Faults): LedgerError {
  if (frontierBehind(tip, leaves).root() === facts.root) {
    if (tile.length !== leaves.length) return fault.tile(facts.first, null, 'tile-length')
    let index = 0
    while (sameLeaf(tile, leaves, index)) index++
    return fault.tile(facts.first + index, index * HASH_BYTES, 'tile-hash')
  }
  const lastLeaf = leaves.toString('hex', leaves.length - HASH_BYTES)
  const onlyLast = lastLeaf !== facts.last && (facts.count === 1 || sameUpToLast(tile, leaves))
  if (last && onlyLast) return fault.line(last.n, last.offset, 'line-hash', 'its bytes are not those that were sealed')
  return fault.root(facts.first)
}

type Faults = ReturnType<typeof faults>

function faults(keys: SegmentKeys) {
  const at = (place: Omit<BadPlace, 'message'>, message: string): LedgerError => broken({ ...place, message })
  return {
    line: (n: number, byteOffset: number, reason: BadReason, why: string): LedgerError =>
      at({ n, segment: keys.lines, part: 'line', byteOffset, reason }, `event ${n} in ${keys.lines} is bad: ${why}`),
    tile: (n: number, byteOffset: number | null, reason: BadReason): LedgerError =>
      at(
        { n, segment: keys.leaves, part: 'leaves', byteOffset, reason },
        `the leaf tile ${keys.leaves} is bad at event ${n}; the events themselves are as they were sealed`,
      ),
    root: (n: number): LedgerError =>
      at(
        { n, segment: keys.lines, part: 'line', byteOffset: null, reason: 'root' },
        `the events in ${keys.lines} are not those that were sealed; lines and tile were both changed, so which event it is cannot be told`,
      ),
    header: (n: number): LedgerError =>
      at(
        { n, segment: keys.header, part: 'header', byteOffset: null, reason: 'header-facts' },
        `the header in ${keys.header} is bad: its length or last hash is not that of its events`,
      ),
  }
}

function frontierBehind(tip: LedgerTip, tile: Buffer): Frontier {
  const frontier = tip.frontier.copy()
  frontier.append(tile, 0, Math.floor(tile.length / HASH_BYTES))
  return frontier
}

function sameLeaf(tile: Buffer, leaves: Buffer, index: number): boolean {
  const start = index * HASH_BYTES
  return (
    tile.length >= start + HASH_BYTES &&
    tile.compare(leaves, start, start + HASH_BYTES, start, start + HASH_BYTES) === 0
  )
}

function sameUpToLast(tile: Buffer, leaves: Buffer): boolean {
  const end = leaves.length - HASH_BYTES
  return tile.length >= end && tile.compare(leaves, 0, end, 0, end) === 0
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

const LF = 0x0a
