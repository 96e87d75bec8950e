import { isHeader } from '../csv/columns.ts'
import { recordCells, separatorOf } from '../csv/records.ts'
import type { StreamFormat } from '../phi.ts'

/** Bytes that are looked at. */
export const SNIFFED = 1024

const TAB = 0x09
const DICOM_AT = 128
const EVENT_FIELDS = ['data:', 'event:', 'id:', 'retry:', ':']

/** The format that a beginning looks like; text where it looks like none. A wrong guess costs accuracy, never bytes. */
export function sniff(bytes: Uint8Array): StreamFormat | 'xml' {
  if (latin1(bytes, DICOM_AT, 4) === 'DICM') return 'dicom'
  const start = contentStart(bytes)
  const text = latin1(bytes, start, SNIFFED)
  if (isMessage(text, ['MSH', 'FHS', 'BHS'])) return 'hl7'
  if (isMessage(text, ['ISA'])) return 'x12'
  if (text.startsWith('{') || text.startsWith('[')) return jsonFormat(text)
  if (text.startsWith('<')) return xmlFormat(text)
  if (EVENT_FIELDS.some((field) => text.startsWith(field)) && text.includes('\n')) return 'sse'
  return tableFormat(bytes.subarray(start))
}

// A declaration, or an element that HTML has not and that is ended; what is no XML after all becomes text where it breaks.
function xmlFormat(text: string): StreamFormat | 'xml' {
  if (text.includes('<ClinicalDocument')) return 'ccda'
  if (text.startsWith('<?xml')) return text.includes('urn:hl7-org:v3') ? 'ccda' : 'xml'
  let end = 1
  while (end < MOST_ELEMENT && isNameLetter(text.charCodeAt(end))) end++
  const next = text.charAt(end)
  const isElement = end > 2 && (next === '>' || next === '/' || next === ' ' || next === '\n')
  const isEnded = text.includes('</') || text.includes('/>')
  return isElement && isEnded && !HTML.has(text.slice(1, end).toLowerCase()) ? 'xml' : 'text'
}

const MOST_ELEMENT = 64
const HTML = new Set(
  `html head body title meta link script style div span p br hr a b i u em strong small h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody
  tfoot tr th td caption form input button select option textarea label fieldset img svg path main nav header footer section article aside
  template pre code blockquote center font iframe`.split(/\s+/),
)

function isNameLetter(code: number): boolean {
  const small = code | 0x20
  return (
    (small >= 0x61 && small <= 0x7a) ||
    (code >= 0x30 && code <= 0x3a) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e
  )
}

// MLLP's frame, a byte order mark, white space.
function contentStart(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++
  return at
}

function isMessage(text: string, headers: readonly string[]): boolean {
  const fourth = text.charCodeAt(3)
  return (
    headers.some((header) => text.startsWith(header)) &&
    fourth > 0x20 &&
    fourth < 0x7f &&
    !/[A-Za-z0-9]/.test(text.charAt(3))
  )
}

function jsonFormat(text: string): StreamFormat {
  const next = text.slice(1).trimStart().charAt(0)
  const isDocument = text.startsWith('{') ? next === '"' || next === '}' : '"{[]-0123456789tfn'.includes(next)
  if (!isDocument || next === '') return 'text'
  if (isLogLine(text)) return 'log'
  return /^[[{\s]*"[0-9A-Fa-f]{8}"\s*:\s*\{\s*"vr"/.test(text) ? 'dicom-json' : 'ndjson'
}

const LEVEL_KEYS = ['"level"', '"severity"', '"log.level"', '"lvl"', '"loglevel"', '"levelname"']
const LEVELS = 'trace debug info notice warn warning error critical fatal'.split(' ')

// A whole object on the first line that says how grave it is, as no record of a patient does.
function isLogLine(text: string): boolean {
  const end = text.indexOf('\n')
  const line = (end < 0 ? text : text.slice(0, end)).trimEnd()
  if (!line.startsWith('{') || !line.endsWith('}')) return false
  return LEVEL_KEYS.some((key) => {
    const at = line.indexOf(key)
    if (at < 0) return false
    const value = line
      .slice(at + key.length, at + key.length + 16)
      .replace(':', '')
      .trimStart()
      .toLowerCase()
    return (
      LEVELS.some((level) => value.startsWith(`"${level}"`)) ||
      ['10', '20', '30', '40', '50', '60'].includes(value.slice(0, 2))
    )
  })
}

function tableFormat(bytes: Uint8Array): StreamFormat {
  const separator = separatorOf(bytes, 0, bytes.length, true) ?? TAB
  const first = recordCells(bytes, 0, bytes.length, separator)
  if (first.cells.length < 2 || !first.isWhole) return 'text'
  const from = first.end + (bytes[first.end + 1] === 0x0a ? 2 : 1)
  const second = recordCells(bytes, from, bytes.length, separator)
  const isLike = second.cells.length === first.cells.length
  const isTable =
    isLike &&
    (isHeader(first.cells) || (first.cells.length > 2 && second.isWhole && !isProse(bytes, first.end, separator)))
  return isTable ? (separator === TAB ? 'tsv' : 'csv') : 'text'
}

// In prose a space follows a comma.
function isProse(bytes: Uint8Array, end: number, separator: number): boolean {
  for (let at = 0; at + 1 < end; at++) if (bytes[at] === separator && bytes[at + 1] === 0x20) return true
  return false
}

function latin1(bytes: Uint8Array, from: number, length: number): string {
  const to = Math.min(bytes.length, from + length)
  return to <= from ? '' : Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
}
