import { hyphenated } from './subject-text.ts'
import { TYPE } from './types-by-oid.ts'

/**
 * A bound parameter as text, for reading it: text format as it is; binary by type, where the type has one. Null
 * where the bytes say nothing a reader of text could find.
 */
export function parameterText(value: Uint8Array, format: number, oid: number): string | null {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (format === 0) return bytes.toString('utf8')
  switch (oid) {
    case TYPE.int2:
      return bytes.length === 2 ? String(bytes.readInt16BE()) : null
    case TYPE.int4:
      return bytes.length === 4 ? String(bytes.readInt32BE()) : null
    case TYPE.int8:
      return bytes.length === 8 ? String(bytes.readBigInt64BE()) : null
    case TYPE.date:
      return bytes.length === 4 ? isoDate(bytes.readInt32BE()) : null
    case TYPE.bool:
    case TYPE.float4:
    case TYPE.float8:
    case TYPE.timestamp:
    case TYPE.timestamptz:
      return null
    case TYPE.uuid:
      return hyphenated(bytes.toString('hex'))
    case TYPE.jsonb:
      return bytes.toString('utf8', 1)
    default:
      return bytes.toString('utf8')
  }
}

const DAY_MS = 86_400_000
/** 2000-01-01, from which PostgreSQL counts days. */
const EPOCH_MS = 946_684_800_000

function isoDate(days: number): string | null {
  const time = new Date(EPOCH_MS + days * DAY_MS)
  return Number.isNaN(time.getTime()) ? null : time.toISOString().slice(0, 10)
}
