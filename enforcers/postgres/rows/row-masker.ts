import type { RowPlan, Tally } from '../analyst.ts'
import type { CellRule, Found } from './cell.ts'
import { type Lessons, MOST_ROWS, type Taught } from './lessons.ts'
import { PlanError } from './plan-error.ts'

export interface ColumnPlan {
  readonly by: 'label' | 'scan' | 'derived'
  readonly rule: CellRule
  /** Reads the patient's id out of the value as it came. */
  readonly subject: ((value: Uint8Array) => string | null) | null
  /** Class of a labelled column that is sent in the clear: its values are counted as released. */
  readonly released?: string
  /** Its values are remembered, so that they are found again in free text. */
  readonly teaches?: Taught
}

const TAG_D = 0x44
const HEADER_BYTES = 5
const FIRST_CELL = HEADER_BYTES + 2
const SPARE_BYTES = 64
const NOTHING = Buffer.alloc(0)
const NO_VIEW = new DataView(new ArrayBuffer(0))

/**
 * Rewrites DataRow frames, column by column. Rows that stay as they are cost one walk and no copy. `recorded`: what the
 * recording holds, where that is less than what is sent. `lessons`: where columns that teach hand their values.
 */
export function rowMasker(
  columns: readonly ColumnPlan[],
  recorded: readonly ColumnPlan[] | null = null,
  lessons: Lessons | null = null,
): RowPlan {
  if (recorded === null && columns.every(({ rule, subject }) => rule.kind === 'keep' && subject === null))
    return { kind: 'pass', apply: (rows) => rows }
  const teaching = columns.some(({ teaches }) => teaches !== undefined) ? lessons : null
  const masker = new RowMasker(columns, teaching)
  const apply: RowPlan['apply'] = (rows, tally) => masker.rewrite(rows, tally)
  if (recorded === null) return { kind: 'rewrite', apply }
  const copier = new RowMasker(recorded, null)
  return { kind: 'rewrite', apply, record: (rows) => copier.rewrite(rows, null) }
}

/** Rows one after the other: from the first change on, they go into a buffer that is handed out and left alone. */
class RowMasker {
  readonly #columns: readonly ColumnPlan[]
  #out: Buffer = NOTHING
  #outView: DataView = NO_VIEW
  // Of the rows at hand.
  #view: DataView = NO_VIEW
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

  readonly #lessons: Lessons | null
  // Rows of this answer that may still teach.
  #teaching: number = MOST_ROWS

  constructor(columns: readonly ColumnPlan[], lessons: Lessons | null) {
    this.#columns = columns
    this.#lessons = lessons
  }

  /** Without a tally nothing is counted. */
  rewrite(rows: Buffer, tally: Tally | null): Buffer {
    if (tally !== null && tally !== this.#tally) this.#account(tally)
    this.#view = viewOf(rows)
    this.#expected = rows.length + (rows.length >> 2) + SPARE_BYTES
    this.#length = 0
    this.#copied = 0
    let at = 0
    do at = this.#row(rows, at)
    while (at < rows.length)
    if (this.#copied === 0) return rows
    this.#append(rows, this.#copied, rows.length)
    return this.#handOut()
  }

  #handOut(): Buffer {
    const changed = this.#out.subarray(0, this.#length)
    this.#out = NOTHING
    this.#outView = NO_VIEW
    return changed
  }

  /** Rewrites the row that begins here; answers where it ends. */
  #row(rows: Buffer, start: number): number {
    const end = this.#checkFrame(rows, start)
    const lessons = this.#teaching > 0 ? this.#lessons : null
    lessons?.begin()
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
    if (lessons !== null) {
      lessons.end(rows)
      this.#teaching--
    }
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
    if (column.teaches !== undefined && this.#teaching > 0) this.#lessons?.add(column.teaches, rows, start, end)
    if (column.released !== undefined) this.#tally?.released(column.released, 1)
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
    this.#teaching = MOST_ROWS
    this.#counters = this.#columns.map(({ by, rule }) =>
      rule.kind === 'fixed' ? (tally.counter?.(by, rule.phiClass) ?? null) : null,
    )
  }

  #countFixed(by: ColumnPlan['by'], phiClass: string, index: number): void {
    const counter = this.#counters[index]
    if (counter) counter.count++
    else this.#tally?.masked(by, phiClass, 1)
  }

  #append(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start)
    if (end - start > SMALL) from.copy(this.#out, this.#length, start, end)
    else copyWords(this.#view, start, end, this.#outView, this.#length)
    this.#length += end - start
  }

  #value(value: Uint8Array | null): void {
    const bytes = value?.length ?? 0
    this.#reserve(bytes + 4)
    this.#out.writeInt32BE(value === null ? -1 : bytes, this.#length)
    this.#length += 4
    if (value === null) return
    this.#out.set(value, this.#length)
    this.#length += bytes
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#expected, this.#out.length * 2, this.#length + bytes))
    this.#out.copy(larger, 0, 0, this.#length)
    this.#out = larger
    this.#outView = viewOf(larger)
  }
}

const SMALL = 256

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}

// Calling into the runtime costs more than a short loop, and four bytes at once no more than one.
function copyWords(from: DataView, start: number, end: number, to: DataView, at: number): void {
  let index = start
  let into = at
  for (; index + 4 <= end; index += 4, into += 4) to.setUint32(into, from.getUint32(index))
  for (; index < end; index++, into++) to.setUint8(into, from.getUint8(index))
}
