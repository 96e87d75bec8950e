/** One set of bytes, 256 flags. */
export type ByteSet = Uint8Array

/** A run of sets that stands `least` to `most` times: `9{7}` is one set seven times, `'MRN'?` three sets at most once. */
export interface ShapePart {
  readonly sets: readonly ByteSet[]
  readonly least: number
  readonly most: number
}

/** Bytes of the longest match; a longer value is no identifier. */
export const MOST_SHAPE_BYTES = 64
/** Shorter ones would mask words and doses. */
const LEAST_SHAPE_BYTES = 3

/**
 * Reads a shape:
 *
 *     shape = { part }
 *     part  = ( letter | quoted | set | other ) [ "?" | "{" n "}" | "{" n "," m "}" ]
 *     letter: 9 digit · A capital · a small letter · L letter · N capital or digit · n letter or digit · H hexadecimal
 *     quoted: 'text' stands for itself       set: [-. ] one of these bytes       other: punctuation stands for itself
 *
 * Spaces between parts mean nothing. Everything is ASCII and bounded, so that its automaton is small and linear. Throws
 * RangeError, with what is wrong.
 */
export function parseShape(text: string, ignoreCase: boolean): readonly ShapePart[] {
  const parts: ShapePart[] = []
  let at = 0
  while (at < text.length) {
    if (text[at] === ' ') {
      at++
      continue
    }
    const piece = readPiece(text, at, ignoreCase)
    const times = readTimes(text, piece.end)
    parts.push({ sets: piece.sets, least: times.least, most: times.most })
    at = times.end
  }
  const least = parts.reduce((sum, part) => sum + part.sets.length * part.least, 0)
  const most = parts.reduce((sum, part) => sum + part.sets.length * part.most, 0)
  if (least < LEAST_SHAPE_BYTES) throw new RangeError(`is shorter than ${LEAST_SHAPE_BYTES} characters at its shortest`)
  if (most > MOST_SHAPE_BYTES) throw new RangeError(`is longer than ${MOST_SHAPE_BYTES} characters at its longest`)
  return parts
}

interface Piece {
  readonly sets: readonly ByteSet[]
  readonly end: number
}

function readPiece(text: string, at: number, ignoreCase: boolean): Piece {
  const character = text.charAt(at)
  if (character === "'") return readQuoted(text, at, ignoreCase)
  if (character === '[') return readSet(text, at)
  const named = NAMED[character]
  if (named !== undefined) return { sets: [setOf(named, ignoreCase)], end: at + 1 }
  if (isAlnum(character)) throw new RangeError(`has a bare "${character}": text stands in quotes, as '${character}'`)
  if (character === '?' || character === '{' || character === '}' || character === ']')
    throw new RangeError(`has a "${character}" with nothing before it`)
  return { sets: [setOf(character, false)], end: at + 1 }
}

function readQuoted(text: string, at: number, ignoreCase: boolean): Piece {
  const end = text.indexOf("'", at + 1)
  if (end < 0) throw new RangeError('has a quote that is not closed')
  if (end === at + 1) throw new RangeError('has an empty text in quotes')
  return { sets: [...text.slice(at + 1, end)].map((character) => setOf(character, ignoreCase)), end: end + 1 }
}

function readSet(text: string, at: number): Piece {
  const end = text.indexOf(']', at + 1)
  if (end < 0) throw new RangeError('has a "[" that is not closed')
  if (end === at + 1) throw new RangeError('has an empty set')
  return { sets: [setOf(text.slice(at + 1, end), false)], end: end + 1 }
}

function readTimes(text: string, at: number): { readonly least: number; readonly most: number; readonly end: number } {
  if (text[at] === '?') return { least: 0, most: 1, end: at + 1 }
  if (text[at] !== '{') return { least: 1, most: 1, end: at }
  const end = text.indexOf('}', at)
  const [first = '', second = first, ...rest] = text.slice(at + 1, Math.max(at + 1, end)).split(',')
  const least = count(first)
  const most = count(second)
  if (end < 0 || rest.length > 0 || !(least <= most && most > 0))
    throw new RangeError('has a count that is none: write {3} or {2,5}')
  return { least, most, end: end + 1 }
}

function count(text: string): number {
  const value = Number(text.trim() === '' ? Number.NaN : text)
  return Number.isInteger(value) && value >= 0 && value <= MOST_SHAPE_BYTES ? value : Number.NaN
}

const DIGITS = '0123456789'
const SMALL = 'abcdefghijklmnopqrstuvwxyz'
const CAPITALS = SMALL.toUpperCase()
const NAMED: Readonly<Record<string, string>> = {
  '9': DIGITS,
  A: CAPITALS,
  a: SMALL,
  L: CAPITALS + SMALL,
  N: CAPITALS + DIGITS,
  n: CAPITALS + SMALL + DIGITS,
  H: `${DIGITS}abcdefABCDEF`,
}

function setOf(characters: string, ignoreCase: boolean): ByteSet {
  const set = new Uint8Array(256)
  for (const character of characters) {
    const code = character.charCodeAt(0)
    if (code < 0x20 || code > 0x7e) throw new RangeError('has a character that is not plain ASCII')
    set[code] = 1
    if (!ignoreCase) continue
    set[character.toUpperCase().charCodeAt(0)] = 1
    set[character.toLowerCase().charCodeAt(0)] = 1
  }
  return set
}

function isAlnum(character: string): boolean {
  return (CAPITALS + SMALL + DIGITS).includes(character)
}
