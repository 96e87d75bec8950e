import type { ControlResult, Report } from '#schemas'
import { notProven } from './not-proven.ts'
import { type Paint, plain, visible } from './paint.ts'
import { byStatus, countOf, STATUS_ORDER, STATUS_WORDS, type Status } from './statuses.ts'
import { localTime } from './time-zone.ts'
import { count, grouped, list } from './wording.ts'

export interface ReportTextOptions {
  readonly paint?: Paint
  /** Columns of the terminal. */
  readonly width?: number
}

/** A compact summary for a terminal; ends with a line end. */
export function renderText(report: Report, { paint = plain, width = 100 }: ReportTextOptions = {}): string {
  const lines = [
    ...heading(report, paint),
    '',
    ...controlLines(report, paint, width),
    '',
    ...closing(report, paint, width),
  ]
  return `${lines.join('\n')}\n`
}

function* heading({ controls, entity, ledger, period, systems, timeZone }: Report, paint: Paint): Generator<string> {
  const time = localTime(timeZone)
  yield paint.bold(visible(`HIPAA controls, as the evidence shows them: ${entity}`))
  yield visible(`${time(period.from)} to ${time(period.to)} (${timeZone}) · systems: ${list(systems) || 'no register'}`)
  const sound = ledger.integrity === 'intact' ? paint.green('intact') : paint.red('BROKEN')
  const whole = ledger.completeness === 'complete' ? paint.green('complete') : paint.yellow('incomplete')
  yield `ledger: ${count(ledger.events, 'event')}, ${sound}, ${whole}, key ${visible(ledger.keyId)}`
  yield STATUS_ORDER.map((status) =>
    dress(status, paint)(`${countOf(controls, status)} ${STATUS_WORDS[status].toLowerCase()}`),
  ).join(' · ')
}

function* controlLines({ controls }: Report, paint: Paint, width: number): Generator<string> {
  for (const control of byStatus(controls)) {
    const badge = dress(control.status, paint)(`${GLYPHS[control.status]} ${STATUS_WORDS[control.status].padEnd(14)}`)
    const citation = control.citation.replace('45 CFR ', '§')
    yield `${badge} ${paint.bold(visible(control.title))} ${paint.dim(visible(`${citation} · n=${grouped(control.population)}`))}`
    yield* findingLines(control, paint, width)
  }
}

const INDENT = ' '.repeat(17)

function* findingLines({ exceptions, finding, status }: ControlResult, paint: Paint, width: number): Generator<string> {
  if (status === 'supported' || status === 'not-applicable') return
  for (const line of wrap(visible(finding), width - INDENT.length)) yield INDENT + line
  for (const { n, note } of exceptions.slice(0, 3)) yield paint.dim(`${INDENT}event ${n}: ${visible(note)}`)
  if (exceptions.length > 3) yield paint.dim(`${INDENT}and ${grouped(exceptions.length - 3)} more in the full report`)
}

function* closing(report: Report, paint: Paint, width: number): Generator<string> {
  yield paint.bold('Not proven')
  for (const item of notProven(report)) {
    const [first = '', ...rest] = wrap(visible(item), width - 2)
    yield `· ${first}`
    for (const line of rest) yield `  ${line}`
  }
}

const GLYPHS: Readonly<Record<Status, string>> = {
  exception: '✗',
  insufficient: '◐',
  supported: '✓',
  'not-applicable': '–',
}

function dress(status: Status, paint: Paint): (text: string) => string {
  const members = {
    exception: paint.red,
    insufficient: paint.yellow,
    supported: paint.green,
    'not-applicable': paint.dim,
  }
  return members[status]
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
