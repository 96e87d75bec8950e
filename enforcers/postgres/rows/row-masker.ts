import type { RowPlan, Tally } from '../analyst.ts'
import type { CellRule, Found } from './cell.ts'
import { PlanError } from './plan-error.ts'

export interface ColumnPlan {
  readonly by: 'label' | 'scan' | 'derived'
  readonly rule: CellRule
  /** Reads the patient's id out of the value as it came. */
  readonly subject: ((value: Uint8Array) => string | null) | null
}

const TAG_D = 0x44
const HEADER_BYTES = 5
const FIRST_CELL = HEADER_BYTES + 2
const SPARE_BYTES = 64
const NOTHING = Buffer.alloc(0)

/** Rewrites DataRow frames, column by column. Rows that stay as they are cost one walk and no copy. */
export function rowMasker(columns: readonly ColumnPlan[]): RowPlan {
  if (columns.every((column) => column.rule.kind === 'keep' && column.subject === null))
    return { kind: 'pass', apply: (rows) => rows }
  const masker = new RowMasker(columns)
  return { kind: 'rewrite', apply: (rows, tally) => masker.rewrite(rows, tally) }
}

/** Rows one after the other: from the first change on, they go into a buffer that is handed out and left alone. */
class RowMasker {
  readonly #columns: readonly ColumnPlan[]
  #out: Buffer = NOTHING
  #length = 0
  #expected = 0
  // Bytes of the rows up to here stand in #out.
  #copied = 0
  // What `found` needs of the cell at hand: one function for all cells instead of one each.
  #tally: Tally | null = null
  #by: ColumnPlan['by'] = 'scan'
  readonly #found: Found = (phiClass, count) => this.#tally?.masked(this.#by, phiClass, count)
  // Of the columns that become one value: looked up once a tally, not once a value.
  #counters: readonly ({ count: number } | null)[] = []

  constructor(columns: readonly ColumnPlan[]) {
    this.#columns = columns
  }

  rewrite(rows: Buffer, tally: Tally): Buffer {
    if (tally !== this.#tally) this.#account(tally)
    this.#out = NOTHING
    this.#expected = rows.length + (rows.length >> 2) + SPARE_BYTES
    this.#length = 0
    this.#copied = 0
    let at = 0
    do at = this.#row(rows, at)
    while (at < rows.length)
    if (this.#copied === 0) return rows
    this.#append(rows, this.#copied, rows.length)
    const changed = this.#out.subarray(0, this.#length)
    this.#out = NOTHING
    return changed
  }

  /** Rewrites the row that begins here; answers where it ends. */
  #row(rows: Buffer, start: number): number {
    const end = this.#checkFrame(rows, start)
    let at = start + FIRST_CELL
    let changed = -1
    for (let index = 0; index < this.#columns.length; index++) {
      const column = this.#columns[index] as ColumnPlan
      if (at + 4 > end) throw new PlanError('frame', 'a row ends inside a length')
      const length = rows.readInt32BE(at)
      const value = at + 4
      at = length < 0 ? value : value + length
      if (length < -1 || at > end) throw new PlanError('frame', 'a row ends inside a value')
      if (length < 0) continue
      const masked = this.#cell(rows, value, at, column, index)
      if (masked === undefined) continue
      // Where the row begins in #out: its length changes.
      if (changed < 0) changed = this.#length + start - this.#copied
      this.#append(rows, this.#copied, value - 4)
      this.#value(masked)
      this.#copied = at
    }
    if (at !== end) throw new PlanError('frame', 'a row is longer than its values')
    if (changed >= 0) this.#out.writeInt32BE(this.#length + end - this.#copied - changed - 1, changed + 1)
    return end
  }

  #checkFrame(rows: Buffer, start: number): number {
    const isRow = rows.length - start >= FIRST_CELL && rows[start] === TAG_D
    const length = isRow ? rows.readInt32BE(start + 1) : -1
    const end = start + 1 + length
    if (length < FIRST_CELL - 1 || end > rows.length) throw new PlanError('frame', 'a row is no whole DataRow message')
    if (rows.readInt16BE(start + HEADER_BYTES) !== this.#columns.length)
      throw new PlanError('shape', 'a row has other columns than its description says')
    return end
  }

  // The value to send in its place; undefined where it stays.
  #cell(rows: Buffer, start: number, end: number, column: ColumnPlan, index: number): Uint8Array | null | undefined {
    const { rule } = column
    if (column.subject !== null && this.#tally?.subjectsFull !== true) {
      const patient = column.subject(rows.subarray(start, end))
      if (patient !== null) this.#tally?.subject(patient)
    }
    switch (rule.kind) {
      case 'keep':
        return undefined
      case 'fixed':
        this.#countFixed(column.by, rule.phiClass, index)
        return rule.value
      case 'each': {
        const value = rows.subarray(start, end)
        this.#by = column.by
        const masked = rule.mask(value, this.#found)
        return masked === value ? undefined : masked
      }
    }
  }

  #account(tally: Tally): void {
    this.#tally = tally
    this.#counters = this.#columns.map(({ by, rule }) =>
      rule.kind === 'fixed' ? (tally.counter?.(by, rule.phiClass) ?? null) : null,
    )
  }

  #countFixed(by: ColumnPlan['by'], phiClass: string, index: number): void {
    const counter = this.#counters[index]
    if (counter) counter.count++
    else this.#tally?.masked(by, phiClass, 1)
  }

  #append(from: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    copySmall(from, start, end, this.#out, this.#length)
    this.#length += end - start
  }

  #value(value: Uint8Array | null): void {
    const bytes = value?.length ?? 0
    this.#reserve(bytes + 4)
    this.#out.writeInt32BE(value === null ? -1 : bytes, this.#length)
    this.#length += 4
    if (value !== null) this.#append(value, 0, bytes)
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#expected, this.#out.length * 2, this.#length + bytes))
    this.#out.copy(larger, 0, 0, this.#length)
    this.#out = larger
  }
}

const SMALL = 96

// Calling into the runtime costs more than a short loop.
function copySmall(from: Uint8Array, start: number, end: number, to: Buffer, at: number): void {
  if (end - start > SMALL) {
    to.set(from.subarray(start, end), at)
    return
  }
  for (let index = start, into = at; index < end; index++, into++) to[into] = from[index] as number
}
