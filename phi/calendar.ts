import type { Chain } from './chain.ts'

/** Years that a patient's record may speak of; there is no clock in here. */
const FIRST_YEAR = 1850
const LAST_YEAR = 2099
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR
}

export function isDay(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS[month - 1] ?? 0)
}

/** Month and day in either order, then a year of four digits. */
export function isDayMonthYear(chain: Chain): boolean {
  return isMonthDay(chain) && isYear(chain.value(2))
}

/** The same with a year of two digits. */
export function isShortDate(chain: Chain): boolean {
  return isMonthDay(chain)
}

export function isMonthDay(chain: Chain): boolean {
  return isDay(chain.value(0), chain.value(1)) || isDay(chain.value(1), chain.value(0))
}

export function isYearMonthDay(chain: Chain): boolean {
  return isYear(chain.value(0)) && isDay(chain.value(1), chain.value(2))
}

export function isMonthYear(chain: Chain): boolean {
  const month = chain.value(0)
  return month >= 1 && month <= 12 && chain.value(1) >= 1900 && isYear(chain.value(1))
}

/** YYYYMMDD, with or without HHMM[SS] behind it (HL7 TS, X12 D8). */
export function isCompactDate(chain: Chain): boolean {
  const hours = chain.length(0) > 8 ? digits(chain, 8, 2) : 0
  return isYear(digits(chain, 0, 4)) && isDay(digits(chain, 4, 2), digits(chain, 6, 2)) && hours < 24
}

function digits(chain: Chain, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) value = value * 10 + (chain.text[at] as number) - 48
  return value
}

/** Four numbers up to 255; loopback, unspecified and broadcast are nobody's. */
export function isIpv4(chain: Chain): boolean {
  for (let group = 0; group < 4; group++) {
    if (
      chain.value(group) > 255 ||
      (chain.length(group) > 1 && chain.text[(chain.joined[group] as number) - chain.length(group)] === 48)
    )
      return false
  }
  // A browser's version ends in zeros (120.0.0.0); a host does not.
  if (chain.value(1) === 0 && chain.value(2) === 0 && chain.value(3) === 0) return false
  const first = chain.value(0)
  return first !== 0 && first !== 127 && !(first === 255 && chain.value(1) === 255)
}

/** Four numbers up to 255, but not this host or every host. */
export function isOctets(chain: Chain): boolean {
  for (let group = 0; group < 4; group++) if (chain.value(group) > 255) return false
  const isZero = chain.value(1) + chain.value(2) === 0
  return !(isZero && (chain.value(0) === 127 || chain.value(3) === 0))
}
