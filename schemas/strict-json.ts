import { SchemaError } from './schema-error.ts'

/** Deepest nesting that any document of ours needs, with room. */
export const MOST_DEPTH = 32

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads JSON (RFC 8259) from bytes that an enemy may have written: valid UTF-8, no byte order mark, no
 * duplicate keys (two readers would see two documents), nesting of at most `mostDepth`. Linear, no recursion
 * before the depth is known. Throws SchemaError `json`.
 */
export function parseStrictJson(bytes: Uint8Array | string, mostDepth: number = MOST_DEPTH): unknown {
  const text = typeof bytes === 'string' ? bytes : decode(bytes)
  checkDepth(text, mostDepth)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new SchemaError('json', 'the document is not valid JSON', { cause })
  }
  checkKeys(text)
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new SchemaError('json', 'the document is not valid UTF-8', { cause })
  }
}

function checkDepth(text: string, mostDepth: number): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > mostDepth) throw new SchemaError('json', `the document is nested deeper than ${mostDepth}`)
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
}

// The text is valid JSON by now, so a string is a key exactly when a colon follows it.
function checkKeys(text: string): void {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === OPEN_BRACE) open.push(new Set())
    else if (code === OPEN_BRACKET) open.push(null)
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open.pop()
    else if (code === QUOTE) {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (keys && isKey(text, end)) addKey(keys, text.slice(at, end + 1))
      at = end
    }
  }
}

function addKey(keys: Set<string>, quoted: string): void {
  // A key may be spelled with escapes: "a" and "\u0061" are one key.
  const key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
  if (keys.has(key)) throw new SchemaError('json', 'the document has a duplicate key')
  keys.add(key)
}

function isKey(text: string, end: number): boolean {
  let at = end + 1
  while (at < text.length && text.charCodeAt(at) <= SPACE) at++
  return text.charCodeAt(at) === COLON
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at
}

const SPACE = 0x20
const QUOTE = 0x22
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
