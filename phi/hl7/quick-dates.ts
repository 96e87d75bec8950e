import { CLASS, DIGIT } from '../byte-classes.ts'
import { ASK, type QuickValue, SCAN, type WholeMask } from '../fhir/quick-values.ts'

const DASH = 0x2d
const PERIOD = 17
const SHORTEST_DATE = 8

/** As `compactDate`, of digits alone and of two dates with a dash. */
export function quickCompactDate(detector: string): QuickValue {
  const masks = masksOf(detector)
  return (bytes, from, to, { context }) => {
    if (context.dates !== 'redact') return ASK
    const length = to - from
    const digits = digitsEnd(bytes, from, to) - from
    if (digits < length) return isPeriod(bytes, from, digits, length) ? (masks[PERIOD] ?? ASK) : ASK
    if (length === 4 && numberOf(bytes, from, to) >= context.earliestYear) return null
    return masks[length] ?? ASK
  }
}

/** As `textOrCompactDate`. */
export function quickTextOrCompactDate(detector: string): QuickValue {
  const quickDate = quickCompactDate(detector)
  return (bytes, from, to, at) => {
    const end = digitsEnd(bytes, from, to)
    if (end - from < SHORTEST_DATE || !isLikely(bytes, from)) return SCAN
    return quickDate(bytes, from, to, at)
  }
}

// This century or the last, a month and a day.
function isLikely(bytes: Uint8Array, from: number): boolean {
  const century = numberOf(bytes, from, from + 2)
  const month = numberOf(bytes, from + 4, from + 6)
  const day = numberOf(bytes, from + 6, from + 8)
  return (century === 19 || century === 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function isPeriod(bytes: Uint8Array, from: number, digits: number, length: number): boolean {
  const second = from + SHORTEST_DATE + 1
  const isDashed = length === PERIOD && digits === SHORTEST_DATE && bytes[second - 1] === DASH
  return isDashed && digitsEnd(bytes, second, from + length) === from + length
}

function digitsEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && ((CLASS[bytes[at] as number] as number) & DIGIT) !== 0) at++
  return at
}

function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + (bytes[at] as number) - 0x30
  return value
}

// By length.
function masksOf(detector: string): readonly (WholeMask | undefined)[] {
  const masks: (WholeMask | undefined)[] = new Array(PERIOD + 1).fill(undefined)
  const texts = ['1900', '190001', '19000101', '1900010100', '190001010000', '19000101000000', '19000101-19000101']
  for (const text of texts)
    masks[text.length] = { class: 'date', detector, score: 1, replacement: Buffer.from(text, 'latin1'), kept: 0 }
  return masks
}
