import type { Decision, MaskedColumn, MaskObligation, Obligation } from '#schemas'
import type { Field, RowPlan, Tally } from '../../enforcers/postgres/analyst.ts'

/** A DataRow frame of these cells; text as UTF-8, null as NULL. */
export function dataRow(cells: readonly (string | Uint8Array | null)[]): Buffer {
  const parts: Buffer[] = []
  for (const cell of cells) {
    const bytes = cell === null ? null : Buffer.from(cell)
    const length = Buffer.alloc(4)
    length.writeInt32BE(bytes === null ? -1 : bytes.length)
    parts.push(length, bytes ?? Buffer.alloc(0))
  }
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(7)
  head[0] = 0x44
  head.writeInt32BE(6 + body.length, 1)
  head.writeInt16BE(cells.length, 5)
  return Buffer.concat([head, body])
}

/** Cells of a DataRow frame; throws where its lengths do not add up. */
export function cellsOf(frame: Buffer): readonly (Buffer | null)[] {
  if (frame[0] !== 0x44 || frame.readInt32BE(1) !== frame.length - 1) throw new Error('no whole DataRow')
  const cells: (Buffer | null)[] = []
  let at = 7
  for (let left = frame.readInt16BE(5); left > 0; left--) {
    const length = frame.readInt32BE(at)
    at += 4
    cells.push(length < 0 ? null : Buffer.from(frame.subarray(at, at + length)))
    at += Math.max(length, 0)
  }
  if (at !== frame.length) throw new Error('a DataRow is longer than its cells')
  return cells
}

export function texts(frame: Buffer): readonly (string | null)[] {
  return cellsOf(frame).map((cell) => cell?.toString('utf8') ?? null)
}

export function applied(plan: RowPlan, cells: readonly (string | Uint8Array | null)[], tally: Tally): Buffer {
  return Buffer.from(plan.apply(dataRow(cells), tally))
}

export function field(name: string, relation: number, attribute: number, type = 25, format = 0): Field {
  return { name, relation, attribute, type, format }
}

export function maskOf(
  relations: Readonly<Record<string, readonly MaskedColumn[]>>,
  more: Partial<MaskObligation> = {},
  subject: string | null = 'id',
): MaskObligation {
  return {
    type: 'mask',
    relations: Object.entries(relations).map(([relation, columns]) => ({ relation, columns: [...columns], subject })),
    derived: 'mask',
    scan: true,
    rules: ['sql.mask'],
    ...more,
  }
}

export function label(column: string, phiClass: string, transform: MaskedColumn['transform'] = 'redact'): MaskedColumn {
  return { column, class: phiClass, transform }
}

export function allow(...obligations: readonly Obligation[]): Decision {
  return {
    decision: true,
    context: {
      id: 'dec_00000000000000000000000000',
      effect: 'allow',
      reasons: [{ rule: 'sql.mask', message: 'masked' }],
      obligations: [...obligations],
      policy: { digest: '0'.repeat(64), revision: '0' },
    },
  }
}

/** A tally that a test can read. */
export class Counts implements Tally {
  readonly all: string[] = []
  readonly subjects: string[] = []

  masked(by: string, phiClass: string, count: number): void {
    this.all.push(`${by} ${phiClass} ${count}`)
  }

  released(): void {}

  subject(value: string): void {
    this.subjects.push(value)
  }

  get listed(): boolean {
    return this.subjects.length > 0
  }

  unlisted(): void {
    this.all.push('unlisted')
  }

  account(): ReturnType<Tally['account']> {
    return { masked: [], released: [], subjects: [], subjectsOverflow: false }
  }
}
