import type { Finding, Phi, SeenMode } from '#phi'

export interface MaskedJson {
  readonly text: string
  readonly findings: readonly Finding[]
}

/**
 * Masks inside the strings and numbers of a JSON text, keys included, and hands each value its member's key as a
 * hint. Everything else stays as it was written, to the digit; a number that goes becomes a tag in quotes. Needs no
 * stack: a string is where the quotes say. Linear.
 */
export function maskJsonText(text: string, phi: Phi, seen: SeenMode = 'own'): MaskedJson {
  const findings: Finding[] = []
  let out = ''
  let copied = 0
  let key: string | null = null
  for (let at = 0; at < text.length; ) {
    const end = tokenEnd(text, at)
    if (end === at) {
      at++
      continue
    }
    const token = text.slice(at, end)
    const isKey = token[0] === '"' && followsColon(text, end)
    const said = token[0] === '"' ? unquoted(token) : mantissa(token)
    const masked = said === null ? { text: '', findings: [] } : mask(said, isKey ? null : key, phi, seen)
    findings.push(...masked.findings)
    if (said === null || masked.findings.length > 0) {
      out += text.slice(copied, at) + JSON.stringify(masked.text)
      copied = end
    }
    if (isKey) key = said
    at = end
  }
  return { text: copied === 0 ? text : out + text.slice(copied), findings }
}

function mask(said: string, key: string | null, phi: Phi, seen: SeenMode): MaskedJson {
  return key === null ? phi.maskText(said, { seen }) : phi.maskField(said, { name: key, seen })
}

// Where the string or number that starts here ends; `at` itself where none does.
function tokenEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === QUOTE) {
    let end = at + 1
    while (end < text.length && text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1
    return Math.min(end + 1, text.length)
  }
  if (!isNumeric(first)) return at
  let end = at + 1
  while (end < text.length && isNumeric(text.charCodeAt(end))) end++
  return exponentEnd(text, end)
}

// RFC 8259 section 6: `e`, a sign where there is one, digits. It goes or stays with its number.
function exponentEnd(text: string, at: number): number {
  if (text[at] !== 'e' && text[at] !== 'E') return at
  let end = at + (text[at + 1] === '+' ? 2 : 1)
  const start = end
  while (end < text.length && isNumeric(text.charCodeAt(end))) end++
  return end > start ? end : at
}

// An identifier may hide in front of an exponent, never in it.
function mantissa(token: string): string {
  const at = token.search(/[eE]/)
  return at < 0 ? token : token.slice(0, at)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

// Digits, sign, point.
function isNumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e
}

function followsColon(text: string, from: number): boolean {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++
  return text[at] === ':'
}

// Null where the server sent no JSON after all: the string then goes.
function unquoted(token: string): string | null {
  try {
    const said: unknown = JSON.parse(token)
    return typeof said === 'string' ? said : null
  } catch {
    return null
  }
}
