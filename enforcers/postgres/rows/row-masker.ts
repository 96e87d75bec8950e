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

  constructor(columns: readonly ColumnPlan[]) {
    this.#columns = columns
  }

  rewrite(frame: Buffer, tally: Tally): Buffer {
    this.#checkFrame(frame)
    this.#tally = tally
    this.#length = 0
    let at = FIRST_CELL
    // Bytes of the frame up to here stand in #out; 0 while the row is unchanged.
    let copied = 0
    for (const column of this.#columns) {
      if (at + 4 > frame.length) throw new PlanError('frame', 'a row ends inside a length')
      const length = frame.readInt32BE(at)
      const start = at + 4
      const end = length < 0 ? start : start + length
      if (length < -1 || end > frame.length) throw new PlanError('frame', 'a row ends inside a value')
      at = end
      if (length < 0) continue
      const masked = this.#cell(frame, start, end, column)
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
  #cell(frame: Buffer, start: number, end: number, column: ColumnPlan): Uint8Array | null | undefined {
    const { rule } = column
    if (column.subject !== null) {
      const patient = column.subject(frame.subarray(start, end))
      if (patient !== null) this.#tally?.subject(patient)
    }
    switch (rule.kind) {
      case 'keep':
        return undefined
      case 'fixed':
        this.#tally?.masked(column.by, rule.phiClass, 1)
        return rule.value
      case 'each': {
        const value = frame.subarray(start, end)
        this.#by = column.by
        const masked = rule.mask(value, this.#found)
        return masked === value ? undefined : masked
      }
    }
  }

  #append(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start)
    from.copy(this.#out, this.#length, start, end)
    this.#length += end - start
  }

  #value(value: Uint8Array | null): void {
    const bytes = value?.length ?? 0
    this.#reserve(bytes + 4)
    this.#out.writeInt32BE(value === null ? -1 : bytes, this.#length)
    if (value !== null) this.#out.set(value, this.#length + 4)
    this.#length += bytes + 4
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#out.length * 2, this.#length + bytes))
    this.#out.copy(larger, 0, 0, this.#length)
    this.#out = larger
  }
}
