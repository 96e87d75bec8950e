import type { Interval, Score } from '#phi'
import { colours } from '../colour.ts'
import { table } from '../table.ts'

/** A score for people. Misses are shown by shape alone. */
export function renderScore({ documents, classes, all, found, words, lines }: Score, colour: boolean): string {
  const { bold, dim } = colours(colour)
  const recall = [...classes, ...(classes.length > 1 ? [all] : [])].map((row) => [
    row.class,
    String(row.spans),
    percent(row.recall),
    between(row.recall),
    row.misses
      .slice(0, 3)
      .map(({ shape, count }) => `${shape} ×${count}`)
      .join('   '),
  ])
  const precision = found.map((row) => [
    row.class,
    String(row.findings),
    percent(row.precision),
    between(row.precision),
    String(row.wrong),
  ])
  return [
    bold(`${documents} documents`),
    '',
    table(['class', 'spans', 'fully masked', '95 %', 'worst misses, by shape'], recall, WIDE),
    '',
    table(['found as', 'findings', 'right', '95 %', 'outside every span'], precision, WIDE),
    '',
    `${words.lost} of ${words.outside} words outside the spans were altered (${share(words.lost, words.outside)})`,
    `${lines.altered} of ${lines.clean} lines without a span were altered (${share(lines.altered, lines.clean)})`,
    dim('fully masked: no run of three letters or digits of the value is left'),
    '',
  ].join('\n')
}

const WIDE = 120

function percent({ share: value }: Interval): string {
  return value === null ? '–' : `${(100 * value).toFixed(1)} %`
}

function between({ low, high }: Interval): string {
  return low === null || high === null ? '' : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`
}
