/** A statement without the values that cannot change its analysis. */
export interface PlainForm {
  /** The text with marks for strings and compared numbers; equal forms have equal parse trees but for those. */
  readonly form: string
  /** All literals, in order of the text. */
  readonly literals: readonly string[]
}

const MOST_CHARACTERS = 8192
const STRING_MARK = '\u0001'
const NUMBER_MARK = '\u0002'

/**
 * Recognises statements that are simple to read beyond doubt: ASCII, standard strings, integers of up to nine digits,
 * quoted identifiers, parameters. Null for everything else (comments, dollar quotes, E'', U&'', exponents, …): those
 * take the real parser. Numbers are values only behind `=`, `<`, `>`; elsewhere (LIMIT 5, ORDER BY 2) they mean more.
 */
export function plainForm(sql: string): PlainForm | null {
  if (sql.length > MOST_CHARACTERS) return null
  const literals: string[] = []
  let form = ''
  let copied = 0
  for (let at = 0; at < sql.length; ) {
    const code = sql.charCodeAt(at)
    if (code === QUOTE) {
      const end = quotedEnd(sql, at, QUOTE)
      if (end < 0) return null
      literals.push(sql.slice(at + 1, end - 1).replaceAll("''", "'"))
      form += sql.slice(copied, at) + STRING_MARK
      copied = at = end
    } else if (code >= ZERO && code <= NINE) {
      const end = numberEnd(sql, at)
      if (end < 0) return null
      literals.push(sql.slice(at, end))
      if (isCompared(sql, at)) {
        form += sql.slice(copied, at) + NUMBER_MARK
        copied = end
      }
      at = end
    } else {
      const end = otherEnd(sql, at, code)
      if (end < 0) return null
      at = end
    }
  }
  return { form: form + sql.slice(copied), literals }
}

const QUOTE = 0x27
const DOUBLE_QUOTE = 0x22
const ZERO = 0x30
const NINE = 0x39
const DOLLAR = 0x24
const AMPERSAND = 0x26
const DOT = 0x2e
const BACKSLASH = 0x5c

// Behind the closing quote; -1 where a letter or `&` before it (E'', U&"") makes it another kind of literal.
function quotedEnd(sql: string, at: number, quote: number): number {
  const before = at === 0 ? 0 : sql.charCodeAt(at - 1)
  if (isWord(before) || before === AMPERSAND) return -1
  for (let end = at + 1; end < sql.length; end++) {
    const code = sql.charCodeAt(end)
    if (!isPlain(code)) return -1
    if (code !== quote) continue
    if (sql.charCodeAt(end + 1) !== quote) return end + 1
    end++
  }
  return -1
}

function numberEnd(sql: string, at: number): number {
  if (at > 0 && sql.charCodeAt(at - 1) === DOT) return -1
  let end = at + 1
  while (end < sql.length && isDigit(sql.charCodeAt(end))) end++
  const next = end < sql.length ? sql.charCodeAt(end) : 0
  return end - at > 9 || isWord(next) || next === DOT ? -1 : end
}

// A word, a parameter, a quoted identifier or one other character; -1 where it opens something not plain.
function otherEnd(sql: string, at: number, code: number): number {
  if (isLetter(code)) {
    let end = at + 1
    while (end < sql.length && isWord(sql.charCodeAt(end))) end++
    return sql.charCodeAt(end) === DOLLAR ? -1 : end
  }
  if (code === DOUBLE_QUOTE) return quotedEnd(sql, at, DOUBLE_QUOTE)
  if (code === DOLLAR) {
    let end = at + 1
    while (end < sql.length && isDigit(sql.charCodeAt(end))) end++
    return end === at + 1 || (end < sql.length && (isWord(sql.charCodeAt(end)) || sql.charCodeAt(end) === DOLLAR))
      ? -1
      : end
  }
  if (!isPlain(code) || code === BACKSLASH) return -1
  const pair = sql.slice(at, at + 2)
  return pair === '--' || pair === '/*' ? -1 : at + 1
}

function isCompared(sql: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && sql.charCodeAt(before) === 0x20) before--
  const code = before < 0 ? 0 : sql.charCodeAt(before)
  return code >= 0x3c && code <= 0x3e
}

function isPlain(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 0x09 || code === 0x0a || code === 0x0d
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f
}

function isWord(code: number): boolean {
  return isLetter(code) || isDigit(code)
}
