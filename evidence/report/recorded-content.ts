import { parseStrictJson, SchemaError } from '#schemas'

/** The masked content of one exchange, as it was recorded. */
export interface RecordedContent {
  /** The statement with its literals taken out. */
  readonly statement: string | null
  /** Decision id. */
  readonly decision: string | null
  readonly columns: readonly RecordedColumn[]
  /** Cells as text; null is SQL's NULL. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly command: string | null
  /** True where the cap cut it: there was more. */
  readonly truncated: boolean
  /** True where policy let the client see more than is recorded. */
  readonly maskedBeyondSent: boolean
}

export interface RecordedColumn {
  readonly name: string
  /** PHI class by which the column was masked, where it was. */
  readonly class: string | null
}

/** Reads a payload's content; null where it is not what a recording holds. Throws nothing. */
export function readContent(bytes: Uint8Array): RecordedContent | null {
  const value = readJson(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const {
    columns = [],
    command,
    decision,
    maskedBeyondSent,
    rows = [],
    rowsSent,
    statement,
    truncated,
  } = value as Members
  if (!Array.isArray(columns) || !Array.isArray(rows)) return null
  const named = columns.map(readColumn)
  const cells = rows.map(readRow)
  if (!named.every((column) => column !== null) || !cells.every((row) => row !== null)) return null
  return {
    statement: textOrNull(statement),
    decision: textOrNull(decision),
    columns: named,
    rows: cells,
    command: textOrNull(command),
    truncated: truncated === true || (typeof rowsSent === 'number' && rowsSent > cells.length),
    maskedBeyondSent: maskedBeyondSent === true,
  }
}

type Members = Readonly<Record<string, unknown>>

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes)
  } catch (error) {
    if (error instanceof SchemaError) return null
    throw error
  }
}

function readColumn(column: unknown): RecordedColumn | null {
  if (typeof column === 'string') return { name: column, class: null }
  if (typeof column !== 'object' || column === null || !('name' in column)) return null
  if (typeof column.name !== 'string') return null
  return { name: column.name, class: 'class' in column ? textOrNull(column.class) : null }
}

function readRow(row: unknown): readonly (string | null)[] | null {
  if (!Array.isArray(row)) return null
  return row.map((cell: unknown) => (cell === null ? null : typeof cell === 'string' ? cell : String(cell)))
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
