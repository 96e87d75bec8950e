import type { Token } from '../parser.ts'
import { literalText } from './literal-text.ts'

export interface Shape {
  /** The text without literals and comments, at most 16 KiB. */
  readonly text: string
  /** What the literals say, in order of the text. */
  readonly literals: readonly string[]
  /** Their numbers, from 0, by the byte that each starts at. */
  readonly starts: ReadonlyMap<number, number>
}

const MOST_SHAPE = 16 << 10

// Token numbers of gram.y (PostgreSQL 18). Everything that carries a value of the client's own.
const FCONST = 260
const SCONST = 261
const USCONST = 262
const BCONST = 263
const XCONST = 264
const ICONST = 266
const PARAM = 267
const IDENT = 258
const UIDENT = 259
const SQL_COMMENT = 275
const C_COMMENT = 276
const LITERALS: ReadonlySet<number> = new Set([FCONST, SCONST, USCONST, BCONST, XCONST, ICONST])

/**
 * Writes a statement anew from the server's own tokens: literals become `$n` (after the parameters that are there),
 * comments go, white space is one blank. Quoted identifiers that are no names of the catalog may hold anything, so
 * they are blanked. libpg_query's `normalize` leaves literals of EXECUTE, COMMENT and others standing.
 */
export function shapeOf(tokens: readonly Token[], isKnown: (word: string) => boolean): Shape {
  const literals: string[] = []
  const starts = new Map<number, number>()
  let number = highestParameter(tokens)
  let text = ''
  let end = 0
  for (const [index, token] of tokens.entries()) {
    if (token.tokenType === SQL_COMMENT || token.tokenType === C_COMMENT) continue
    const gap = text !== '' && token.start > end ? ' ' : ''
    end = token.end
    let shown = token.text
    if (LITERALS.has(token.tokenType)) {
      starts.set(token.start, literals.length)
      literals.push(literalText(token.text, escapeOf(tokens, index)))
      shown = `$${++number}`
    } else if (token.tokenType === IDENT || token.tokenType === UIDENT) shown = identifier(token.text, isKnown)
    if (text.length <= MOST_SHAPE) text += gap + shown
  }
  return { text: text.length > MOST_SHAPE ? `${text.slice(0, MOST_SHAPE - 1)}…` : text, literals, starts }
}

function highestParameter(tokens: readonly Token[]): number {
  let highest = 0
  for (const token of tokens)
    if (token.tokenType === PARAM) highest = Math.max(highest, Number(token.text.slice(1)) || 0)
  return highest
}

// U&'…' UESCAPE '!' names its own escape character.
function escapeOf(tokens: readonly Token[], index: number): string {
  const [keyword, character] = [tokens[index + 1], tokens[index + 2]]
  return keyword?.text.toUpperCase() === 'UESCAPE' && character ? literalText(character.text, '\\') : '\\'
}

function identifier(text: string, isKnown: (word: string) => boolean): string {
  if (!text.includes('"')) return text
  const word = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : ''
  return isKnown(word) ? text : '"…"'
}
