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

/** Rewrites DataRow frames, column by column. Rows that stay as they are cost one walk and no copy. */
export function rowMasker(columns: readonly ColumnPlan[]): RowPlan {
  if (columns.every((column) => column.rule.kind === 'keep' && column.subject === null))
    return { kind: 'pass', apply: (frame) => frame }
  const masker = new RowMasker(columns)
  return { kind: 'rewrite', apply: (frame, tally) => masker.rewrite(frame, tally) }
}

/** One row at a time: what changed goes into a buffer of its own, which the next row overwrites. */
class RowMasker {
  readonly #columns: readonly ColumnPlan[]
  #out: Buffer = Buffer.allocUnsafe(4096)
  #length = 0
  // What `found` needs of the cell at hand: one function for all cells instead of one each.
  #tally: Tally | null = null
  #by: ColumnPlan['by'] = 'scan'
  readonly #found: Found = (phiClass, count) => this.#tally?.masked(this.#by, phiClass, count)
  // Of the columns that become one value: looked up once a tally, not once a value.
  #counters: readonly ({ count: number } | null)[] = []

  constructor(columns: readonly ColumnPlan[]) {
    this.#columns = columns
  }

  rewrite(frame: Buffer, tally: Tally): Buffer {
    this.#checkFrame(frame)
    if (tally !== this.#tally) this.#account(tally)
    this.#length = 0
    let at = FIRST_CELL
    // Bytes of the frame up to here stand in #out; 0 while the row is unchanged.
    let copied = 0
    for (let index = 0; index < this.#columns.length; index++) {
      const column = this.#columns[index] as ColumnPlan
      if (at + 4 > frame.length) throw new PlanError('frame', 'a row ends inside a length')
      const length = frame.readInt32BE(at)
      const start = at + 4
      const end = length < 0 ? start : start + length
      if (length < -1 || end > frame.length) throw new PlanError('frame', 'a row ends inside a value')
      at = end
      if (length < 0) continue
      const masked = this.#cell(frame, start, end, column, index)
      if (masked === undefined) continue
      this.#append(frame, copied, start - 4)
      this.#value(masked)
      copied = end
    }
    if (at !== frame.length) throw new PlanError('frame', 'a row is longer than its values')
    if (copied === 0) return frame
    this.#append(frame, copied, frame.length)
    this.#out.writeInt32BE(this.#length - 1, 1)
    return this.#out.subarray(0, this.#length)
  }

  #checkFrame(frame: Buffer): void {
    if (frame.length < FIRST_CELL || frame[0] !== TAG_D || frame.readInt32BE(1) !== frame.length - 1)
      throw new PlanError('frame', 'a row is no whole DataRow message')
    if (frame.readInt16BE(HEADER_BYTES) !== this.#columns.length)
      throw new PlanError('shape', 'a row has other columns than its description says')
  }

  // The value to send in its place; undefined where it stays.
  #cell(frame: Buffer, start: number, end: number, column: ColumnPlan, index: number): Uint8Array | null | undefined {
    const { rule } = column
    if (column.subject !== null && this.#tally?.subjectsFull !== true) {
      const patient = column.subject(frame.subarray(start, end))
      if (patient !== null) this.#tally?.subject(patient)
    }
    switch (rule.kind) {
      case 'keep':
        return undefined
      case 'fixed':
        this.#countFixed(column.by, rule.phiClass, index)
        return rule.value
      case 'each': {
        const value = frame.subarray(start, end)
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
    const larger = Buffer.allocUnsafe(Math.max(this.#out.length * 2, this.#length + bytes))
    this.#out.copy(larger, 0, 0, this.#length)
    this.#out = larger
  }
}

const SMALL = 48

// Calling into the runtime costs more than a short loop.
function copySmall(from: Uint8Array, start: number, end: number, to: Buffer, at: number): void {
  if (end - start > SMALL) {
    to.set(from.subarray(start, end), at)
    return
  }
  for (let index = start, into = at; index < end; index++, into++) to[into] = from[index] as number
}
