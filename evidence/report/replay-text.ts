import { fit, type Paint, plain, visible, widthOf } from './paint.ts'
import type { RecordedContent } from './recorded-content.ts'
import type { ReplayStep } from './replay.ts'
import { localTime } from './time-zone.ts'
import { count } from './wording.ts'

export interface ReplayTextOptions {
  readonly paint?: Paint
  /** IANA zone in which times are written. */
  readonly timeZone?: string
  /** Columns of the terminal. */
  readonly width?: number
  /** Rows shown of each answer; the rest is counted. */
  readonly rows?: number
}

type ExchangeStep = Extract<ReplayStep, { kind: 'exchange' }>

interface Look {
  readonly paint: Paint
  readonly time: (time: string) => string
  readonly width: number
  readonly rows: number
}

/** A session as lines for a terminal, each without its line end. Times are of the sources' clocks. */
export async function* renderReplay(
  steps: AsyncIterable<ReplayStep>,
  { paint = plain, rows = 20, timeZone = 'UTC', width = 100 }: ReplayTextOptions = {},
): AsyncGenerator<string> {
  const look: Look = { paint, time: localTime(timeZone), width: Math.max(40, width), rows }
  for await (const step of steps) yield* linesOf(step, look)
}

function* linesOf(step: ReplayStep, look: Look): Generator<string> {
  const { paint, time } = look
  switch (step.kind) {
    case 'open': {
      const who = `${step.human ?? 'nobody named'} through ${step.agent ?? 'no agent'}`
      yield paint.bold(safe(`session ${step.session}`))
      yield safe(
        `${time(step.time)}  opened: ${who}, ${step.enforcer} → ${step.target ?? 'no target'} (${step.transport ?? 'unknown transport'})`,
      )
      return
    }
    case 'exchange':
      yield ''
      return yield* exchange(step, look)
    case 'close':
      yield ''
      yield safe(`${time(step.time)}  ${step.abandoned ? 'cut off' : 'closed'}: ${step.reason}`)
      return
    case 'stray':
      yield paint.red(safe(`✗ a recording (exchange ${step.exchange}) stands in the store, and ${step.fault}`))
  }
}

function* exchange(step: ExchangeStep, look: Look): Generator<string> {
  const { paint, time, width } = look
  yield `${time(step.time)}  ${verdict(step, paint)}  ${paint.dim(safe(`${step.decision?.id ?? step.effect?.decision ?? ''} · event ${step.n}`))}`
  for (const line of statementLines(step.statement ?? '', width - 2)) yield `  ${paint.cyan(line)}`
  if (step.decision?.effect !== 'allow')
    for (const { message, rule } of step.decision?.reasons ?? [])
      yield `  ${safe(message)} ${paint.dim(safe(`(${rule})`))}`
  const masks = (step.phi?.masked ?? []).map((entry) => `${entry.class} ${entry.count}`)
  const released = (step.phi?.released ?? []).map((entry) => `${entry.class} ${entry.count}`)
  if (masks.length > 0) yield safe(`  masked ${masks.join(', ')}`)
  if (released.length > 0) yield paint.yellow(safe(`  released ${released.join(', ')}`))
  if (step.recording.state === 'unsound') yield paint.red(`  ✗ ${safe(step.recording.fault)}`)
  if (step.recording.state === 'matched') {
    yield* answer(step.recording.content, look)
    yield* bodies(step.recording.content, look)
  }
  if (step.effect === null) yield paint.dim('  nothing is on record as done under it')
  else yield paint.dim(safe(`  ${outcome(step)}`))
}

const MOST_STATEMENT_LINES = 24

function* statementLines(statement: string, width: number): Generator<string> {
  let shown = 0
  for (const line of statement.split('\n')) {
    for (let rest = safe(line); rest !== ''; ) {
      if (shown++ >= MOST_STATEMENT_LINES) return yield '…'
      const piece = rest.length <= width ? rest : rest.slice(0, breakAt(rest, width))
      yield piece
      rest = rest.slice(piece.length).trimStart()
    }
  }
}

function breakAt(text: string, width: number): number {
  const space = text.lastIndexOf(' ', width)
  return space > width / 2 ? space : width
}

function verdict({ decision }: ExchangeStep, paint: Paint): string {
  if (decision === null) return paint.red('? no decision on record')
  if (decision.effect === 'allow')
    return paint.green(decision.approval === undefined ? '✓ allowed' : '✓ allowed by approval')
  return decision.effect === 'deny' ? paint.red('✗ denied') : paint.yellow('… needs approval')
}

function outcome({ effect, recording }: ExchangeStep): string {
  const parts = [effect?.outcome ?? '']
  if (effect?.command !== undefined) parts.push(effect.command)
  if (effect?.rows !== undefined) parts.push(count(effect.rows, 'row'))
  if (effect?.error !== undefined) parts.push(`error ${effect.error}`)
  if (effect?.payload?.truncated || (recording.state === 'matched' && recording.content.truncated))
    parts.push('the recording was cut at its cap')
  if (recording.state === 'matched' && recording.content.maskedBeyondSent)
    parts.push('recorded masked; the client saw more')
  return parts.join(' · ')
}

const WIDEST_CELL = 40

function* answer({ columns, rows }: RecordedContent, look: Look): Generator<string> {
  if (columns.length === 0) return
  const { paint } = look
  const shown = rows.slice(0, look.rows)
  const header = columns.map((column) =>
    fit(safe(column.class === null ? column.name : `${column.name} ▒`), WIDEST_CELL),
  )
  const cells = shown.map((row) => columns.map((_, at) => fit(cellOf(row[at]), WIDEST_CELL)))
  const widths = header.map((name, at) => Math.max(widthOf(name), ...cells.map((row) => widthOf(row[at] ?? ''))))
  const kept = columnsThatFit(widths, look.width - 2)
  const line = (texts: readonly string[], dress: (text: string, at: number) => string): string =>
    `  ${texts
      .slice(0, kept)
      .map((text, at) => dress(text, at) + ' '.repeat((widths[at] ?? 0) - widthOf(text)))
      .join('  ')}`.trimEnd()
  yield line(header, (text) => paint.bold(text))
  yield `  ${widths
    .slice(0, kept)
    .map((wide) => '─'.repeat(wide))
    .join('  ')}`
  for (const row of cells) yield line(row, (text, at) => chips(text, columns[at]?.class ?? null, paint))
  if (kept < columns.length)
    yield paint.dim(`  ${count(columns.length - kept, 'more column')} not shown: the terminal is too narrow`)
  if (rows.length > shown.length) yield paint.dim(`  ${count(rows.length - shown.length, 'more row')} recorded`)
}

function* bodies({ bodies: sent }: RecordedContent, { paint, width }: Look): Generator<string> {
  for (const { of, format, text } of sent) {
    if (text === '') continue
    yield `  ${paint.bold(safe(`${of} (${format})`))}`
    for (const line of statementLines(text, width - 4)) yield `    ${chips(line, null, paint)}`
  }
}

function columnsThatFit(widths: readonly number[], most: number): number {
  let used = 0
  let kept = 0
  for (const wide of widths) {
    used += wide + (kept === 0 ? 0 : 2)
    if (used > most && kept > 0) break
    kept++
  }
  return kept
}

// A masked column is painted whole; in free text only the type tags ([NAME], [SSN]) are.
function chips(text: string, masked: string | null, paint: Paint): string {
  if (masked !== null) return paint.yellow(text)
  return text.replace(/\[[A-Z][A-Z0-9-]{0,23}\]/g, (tag) => paint.yellow(tag))
}

function cellOf(cell: string | null | undefined): string {
  if (cell === undefined) return ''
  return cell === null ? '∅' : safe(cell)
}

const safe = visible
