import { TYPE } from './types-by-oid.ts'

/** Whether this year may be shown. */
export type YearOf = (year: number) => boolean

const DAY_MS = 86_400_000
/** 2000-01-01T00:00:00Z, from which PostgreSQL counts days and microseconds (src/include/datatype/timestamp.h). */
const EPOCH_MS = 946_684_800_000

/**
 * Generalises a date or timestamp to the first of January of its year (164.514(b)(2)(i)(C)), in its own type and
 * format. NULL where the year may not be shown or cannot be read: BC, infinity, other date styles without it.
 */
export function yearCell(oid: number, format: number, mayShow: YearOf): (value: Uint8Array) => Uint8Array | null {
  const suffix = oid === TYPE.date ? '' : oid === TYPE.timestamptz ? ' 00:00:00+00' : ' 00:00:00'
  const width = oid === TYPE.date ? 4 : 8
  const known = new Map<number, Uint8Array | null>()
  return (value) => {
    const year = format === 1 ? binaryYear(value, width) : (isoYear(value) ?? textYear(value))
    if (year === null) return null
    const before = known.get(year)
    if (before !== undefined) return before
    const text = `${String(year).padStart(4, '0')}-01-01${suffix}`
    const masked = !mayShow(year) ? null : format === 1 ? binary(year, width) : Buffer.from(text, 'latin1')
    if (known.size < MOST_YEARS) known.set(year, masked)
    return masked
  }
}

const MOST_YEARS = 1024

// The usual style, without making a text of it: exactly `YYYY-MM-DD`; a BC date is longer.
function isoYear(value: Uint8Array): number | null {
  if (value.length !== 10 || value[4] !== 0x2d || value[7] !== 0x2d) return null
  let year = 0
  for (let at = 0; at < 4; at++) {
    const digit = (value[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return null
    year = year * 10 + digit
  }
  return year
}

// Four digits in a row, wherever the date style puts them, once times and zones are out of the way.
function textYear(value: Uint8Array): number | null {
  const text = Buffer.from(value.buffer, value.byteOffset, Math.min(value.length, MOST_TEXT)).toString('latin1')
  if (text.includes('BC')) return null
  const digits = /(?<!\d)\d{4}(?!\d)/.exec(text.replaceAll(TIME, ' '))?.[0]
  return digits === undefined ? null : Number(digits)
}

const MOST_TEXT = 64
const TIME = /\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?/g

function binaryYear(value: Uint8Array, width: number): number | null {
  if (value.length !== width) return null
  const view = new DataView(value.buffer, value.byteOffset, value.length)
  const time = width === 4 ? EPOCH_MS + view.getInt32(0) * DAY_MS : EPOCH_MS + Number(view.getBigInt64(0) / 1000n)
  const year = new Date(time).getUTCFullYear()
  return Number.isNaN(year) || year < 1 || year > 9999 ? null : year
}

function binary(year: number, width: number): Uint8Array {
  const days = Math.round((Date.UTC(year, 0, 1) - EPOCH_MS) / DAY_MS)
  const bytes = Buffer.alloc(width)
  if (width === 4) bytes.writeInt32BE(days)
  else bytes.writeBigInt64BE(BigInt(days) * 86_400_000_000n)
  return bytes
}
