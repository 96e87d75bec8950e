import { CLASS, DIGIT } from '../byte-classes.ts'
import { isDay, isYear } from '../calendar.ts'
import type { Scene } from '../scene.ts'

const DASH = 0x2d
const CAPITAL_T = 0x54
const CAPITAL_Z = 0x5a
/** Of 2024-01-15T1. */
const SHORTEST = 12
/** The furthest that a date's reader goes for its time. */
const LONGEST = 42

/**
 * At the first byte of a text that is a moment and nothing else, 2024-01-15T10:22:33.123Z: offers what its readers would,
 * without them. They all stop at the date's end but the one of ISO dates, whose offer is the longest. False where they must look.
 */
export function offerMoment(scene: Scene, from: number): boolean {
  const { text, rules } = scene
  if (rules.custom !== null || rules.seen !== null || !isMoment(text.bytes, from, text.end)) return false
  const rule = rules.byId.get('date-iso')
  if (rule === undefined) return false
  scene.begin()
  scene.weigh(rule, from, text.end)
  return scene.best.any
}

/** A date of the calendar and what may be its time, ISO 8601. */
export function isMoment(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < SHORTEST || to - from > LONGEST) return false
  if (bytes[from + 10] !== CAPITAL_T || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return false
  const century = twoDigits(bytes, from)
  const year = twoDigits(bytes, from + 2)
  const month = twoDigits(bytes, from + 5)
  const day = twoDigits(bytes, from + 8)
  if (century < 0 || year < 0 || month < 0 || !isYear(century * 100 + year) || !isDay(month, day)) return false
  return isDigit(bytes[from + 11]) && isTime(bytes, from + 12, to)
}

function isTime(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (isDigit(byte) || byte === CAPITAL_Z) continue
    // : . + -
    const joins = byte === 0x3a || byte === 0x2e || byte === 0x2b || byte === DASH
    if (!joins || at + 1 === to || !isDigit(bytes[at + 1])) return false
  }
  return true
}

// -1 where one is no digit.
function twoDigits(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number
  const second = bytes[at + 1] as number
  return isDigit(first) && isDigit(second) ? first * 10 + second - 0x210 : -1
}

function isDigit(byte: number | undefined): boolean {
  return ((CLASS[byte as number] as number) & DIGIT) !== 0
}
