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
  /** Bodies as they were sent, masked, where the exchange had some (HTTP). */
  readonly bodies: readonly RecordedBody[]
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

export interface RecordedBody {
  /** Which way it went: `request`, `response`. */
  readonly of: string
  /** What it is made of: `json`, `fhir`, `text` … */
  readonly format: string
  readonly text: string
}

/** Reads a payload's content; null where it is not what a recording holds. Throws nothing. */
export function readContent(bytes: Uint8Array): RecordedContent | null {
  const value = readJson(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const {
    bodies = [],
    columns = [],
    command,
    decision,
    maskedBeyondSent,
    rows = [],
    rowsSent,
    statement,
    truncated,
  } = value as Members
  if (!Array.isArray(columns) || !Array.isArray(rows) || !Array.isArray(bodies)) return null
  const named = columns.map(readColumn)
  const cells = rows.map(readRow)
  const sent = bodies.map(readBody)
  if (!named.every((column) => column !== null) || !cells.every((row) => row !== null)) return null
  if (!sent.every((body) => body !== null)) return null
  return {
    statement: textOrNull(statement),
    decision: textOrNull(decision),
    columns: named,
    rows: cells,
    bodies: sent,
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

function readBody(body: unknown): RecordedBody | null {
  if (typeof body !== 'object' || body === null) return null
  const { of, format, text } = body as Members
  if (typeof of !== 'string' || typeof format !== 'string' || typeof text !== 'string') return null
  return { of, format, text }
}

function readRow(row: unknown): readonly (string | null)[] | null {
  if (!Array.isArray(row)) return null
  return row.map((cell: unknown) => (cell === null ? null : typeof cell === 'string' ? cell : String(cell)))
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
