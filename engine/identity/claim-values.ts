import { refusedCredential } from './identity-error.ts'

const MOST_NAME = 200

// One class, so linear: controls, format characters (bidi, zero width, tags), surrogates alone, private use,
// what Unicode has not given out, and line and paragraph separators.
const NEVER_SEEN = /[\p{C}\p{Zl}\p{Zp}]/u

/**
 * A name from a token. Names end up in events, on officers' screens and in log lines, and two that look the same
 * must be the same: nothing invisible, no space around it, Unicode normal form C (UAX #15), 1 to 200 UTF-16 units.
 * Throws IdentityError `refused`, which quotes nothing of it.
 */
export function name(value: unknown, what: string): string {
  if (typeof value !== 'string' || value.length === 0) throw refusedCredential(`${what} is missing or no text`)
  if (value.length > MOST_NAME) throw refusedCredential(`${what} is longer than ${MOST_NAME} characters`)
  if (NEVER_SEEN.test(value)) throw refusedCredential(`${what} holds control or invisible characters`)
  if (value.trim() !== value) throw refusedCredential(`${what} has white space around it`)
  if (value.normalize('NFC') !== value) throw refusedCredential(`${what} is not in Unicode normal form C`)
  return value
}

/** A list of names, none where it is absent. Throws IdentityError `refused`. */
export function list(value: unknown, most: number, what: string): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw refusedCredential(`${what} is no list`)
  if (value.length > most) throw refusedCredential(`${what} has more than ${most} entries`)
  return value.map((item) => name(item, what))
}

const LAST_SECOND = 253_402_300_799

/** A NumericDate (RFC 7519 section 2) before the year 10000. Throws IdentityError `refused`. */
export function seconds(value: unknown, what: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= LAST_SECOND)) throw refusedCredential(`${what} is no time`)
  return value
}
