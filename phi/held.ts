import { ATOM, DIGIT, HIGH, LETTER, LOWER } from './byte-classes.ts'
import { WORD_BITS } from './dictionaries.ts'
import type { Reader } from './reader.ts'
import { MOST_LOCAL } from './readers/emails.ts'
import { ordinalStart } from './readers/spelled-dates.ts'
import type { Rules } from './rules.ts'

const OPENING = 0x28
const SPACE = 0x20
const MOST_DIGITS = 48
const MOST_SPELLED = 96
const MOST_MONTH = 16
const MOST_LINK = 3
const MOST_PARTICLE = 5
const MOST_PARTICLES = 3

/**
 * Where a reader that stands at `place` or further on could still begin a finding by reaching back: an e-mail's local part, a
 * scheme, a prefix, the parenthesis of an area code, a month in small letters before its day, groups of digits before one in
 * disguise, digits in words, a day in words before its month.
 */
export function heldStart(rules: Rules, text: Reader, place: number): number {
  const atoms = text.runStart(place, ATOM | HIGH, MOST_LOCAL)
  const last = text.before(place - 1)
  if (last === OPENING) return place - 1
  if (isGrouping(last) || (text.classBefore(place - 1) & DIGIT) !== 0) {
    const digits = digitsStart(text, place)
    if (digits < atoms) return digits
  }
  const words = spelledStart(rules, text, place)
  if (words < atoms) return words
  const end = last === SPACE ? linkStart(text, place - 1, 2) : linkStart(text, place, 1)
  if (last !== SPACE && end === place) return atoms
  const day = ordinalStart(rules, text, end)
  if (day >= 0) return Math.min(day, atoms)
  const month = text.runStart(end, LETTER, MOST_MONTH)
  const isMonth = (rules.dictionaries.words.lookup(text.bytes, month, end) & WORD_BITS.month) !== 0
  return isMonth ? Math.min(month, atoms) : atoms
}

/**
 * The same for what a stream may let go: the word that ends here may yet be the link behind a month, "marzo d" of "marzo de
 * 2009", and the words before it belong to a name that begins here, "Mrs. van den B" of "Mrs. van den Bosch".
 */
export function releasedStart(rules: Rules, text: Reader, place: number): number {
  const held = Math.min(heldStart(rules, text, place), particlesStart(rules, text, place))
  const start = text.runStart(place, LOWER, MOST_LINK + 1)
  const isLink = start < place && place - start <= MOST_LINK && text.before(start - 1) === SPACE
  return isLink ? Math.min(held, heldStart(rules, text, start)) : held
}

// Small words of names before a place, and before the word that ends there.
function particlesStart({ dictionaries }: Rules, text: Reader, place: number): number {
  let start = text.runStart(place, LOWER, MOST_PARTICLE + 1)
  for (let count = 0; count < MOST_PARTICLES && text.before(start - 1) === SPACE; count++) {
    const from = text.runStart(start - 1, LOWER, MOST_PARTICLE + 1)
    if ((dictionaries.words.lookup(text.bytes, from, start - 1) & WORD_BITS.particle) === 0) break
    start = from
  }
  return start
}

// Before "de", "del", "di" or "of" that ends at a place: marzo de 2009, or before what of it has come. Else the place.
function linkStart(text: Reader, end: number, least: number): number {
  const start = text.runStart(end, LOWER, 4)
  const isShort = end - start >= least && end - start <= 3
  return isShort && text.before(start - 1) === SPACE ? start - 1 : end
}

// Groups of digits with spaces, dashes and dots between them.
function digitsStart(text: Reader, place: number): number {
  let start = place
  for (let at = place - 1; place - at <= MOST_DIGITS; at--) {
    const byte = text.before(at)
    if ((text.classBefore(at) & DIGIT) !== 0) start = at
    else if (!isGrouping(byte) || at < start - 2) break
  }
  return text.before(start - 1) === OPENING ? start - 1 : start
}

// Space ( ) + - . /
function isGrouping(byte: number): boolean {
  return byte === SPACE || (byte >= 0x28 && byte <= 0x2f && byte !== 0x2a && byte !== 0x2c)
}

/** "one two three": where the words of digits before a place begin, the place where there are none. */
export function spelledStart(rules: Rules, text: Reader, place: number): number {
  let start = place
  let end = place
  while (place - end < MOST_SPELLED) {
    while (place - end < MOST_SPELLED && isGap(text.before(end - 1))) end--
    const from = text.runStart(end, LETTER, 6)
    if (from === end || (text.classBefore(from - 1) & LETTER) !== 0) return start
    const isPartial = end === place
    if (rules.dictionaries.digitWords.lookup(text.bytes, from, end) === 0 && !isPartial) return start
    if (!isPartial) start = from
    end = from
  }
  return start
}

function isGap(byte: number): boolean {
  return byte === SPACE || byte === 0x2d || byte === 0x2c
}
