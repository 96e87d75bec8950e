import type { Generalisation } from '../transforms.ts'

const DAY_MS = 86_400_000
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const LONG_MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A date as it is written: its day, and how to write another one in the same layout. */
interface WrittenDate {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly write: (year: number, month: number, day: number) => string
}

/**
 * A date moved by some days, written as it was: `YYYY-MM-DD`, `YYYY/MM/DD`, `YYYYMMDD` with or without a time, `M/D/YYYY`,
 * `D.M.YYYY`, `M-D-YYYY`, and months in English words. Null for what cannot be read surely, and for years before the earliest.
 */
export function shifted(value: string, days: number, data: Generalisation): string | null {
  const date = readDate(value.trim())
  if (date === null || date.year < data.earliestYear || date.year > 2199) return null
  const time = Date.UTC(date.year, date.month - 1, date.day)
  if (new Date(time).getUTCDate() !== date.day || new Date(time).getUTCMonth() !== date.month - 1) return null
  const moved = new Date(time + days * DAY_MS)
  return date.write(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
}

function readDate(text: string): WrittenDate | null {
  if (text.length > 48) return null
  return readYearFirst(text) ?? readCompact(text) ?? readYearLast(text) ?? readWords(text)
}

function readYearFirst(text: string): WrittenDate | null {
  const found = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(\D.*)?$/.exec(text)
  if (found === null) return null
  const [, year, separator = '-', month = '', day = '', rest = ''] = found
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    write: (y, m, d) => [y, like(m, month), like(d, day)].join(separator) + rest,
  }
}

function readCompact(text: string): WrittenDate | null {
  const found = /^(\d{4})(\d{2})(\d{2})((?:\d{4}|\d{6})(?:\.\d{1,6})?(?:[+-]\d{4})?)?$/.exec(text)
  if (found === null) return null
  const [, year, month = '', day = '', rest = ''] = found
  const write = (y: number, m: number, d: number): string => `${y}${two(m)}${two(d)}${rest}`
  return { year: Number(year), month: Number(month), day: Number(day), write }
}

// Month first, as in the United States, unless points part it or the first cannot be a month.
function readYearLast(text: string): WrittenDate | null {
  const found = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(\D.*)?$/.exec(text)
  if (found === null) return null
  const [, first = '', separator = '/', second = '', year, rest = ''] = found
  const isDayFirst = separator === '.' || Number(first) > 12
  const [month, day] = isDayFirst ? [second, first] : [first, second]
  const write = (y: number, m: number, d: number): string => {
    const parts = isDayFirst ? [like(d, day), like(m, month)] : [like(m, month), like(d, day)]
    return [...parts, y].join(separator) + rest
  }
  return { year: Number(year), month: Number(month), day: Number(day), write }
}

function readWords(text: string): WrittenDate | null {
  const dayFirst = /^(\d{1,2})([- ])([A-Za-z]{3,9})\2(\d{4})$/.exec(text)
  if (dayFirst !== null) {
    const [, day = '', separator = ' ', name = '', year] = dayFirst
    return named(name, Number(year), Number(day), (y, word, d) => [like(d, day), word, y].join(separator))
  }
  const found = /^([A-Za-z]{3,9})( )(\d{1,2})(, | )(\d{4})$/.exec(text)
  if (found === null) return null
  const [, name = '', , day = '', separator = ', ', year] = found
  return named(name, Number(year), Number(day), (y, word, d) => `${word} ${like(d, day)}${separator}${y}`)
}

function named(
  name: string,
  year: number,
  day: number,
  write: (year: number, month: string, day: number) => string,
): WrittenDate | null {
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
  const isLong = name.length > 3
  if (month === 0 || (isLong && LONG_MONTHS[month - 1]?.toLowerCase() !== name.toLowerCase())) return null
  const word = (other: number): string => {
    const long = LONG_MONTHS[other - 1] ?? ''
    const kept = isLong ? long : long.slice(0, 3)
    return name === name.toUpperCase() ? kept.toUpperCase() : kept
  }
  return { year, month, day, write: (y, m, d) => write(y, word(m), d) }
}

function like(value: number, as: string): string {
  return as.length === 2 ? two(value) : String(value)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
