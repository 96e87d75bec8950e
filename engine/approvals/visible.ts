const ESCAPED_AS_IS: ReadonlySet<number> = new Set([
  0x5c, // the backslash itself: an escape in the text must not look like ours
  0xad, // soft hyphen
  0x34f, // combining grapheme joiner
  0x61c, // Arabic letter mark
  0x115f, // Hangul fillers
  0x1160,
  0x17b4, // Khmer inherent vowels
  0x17b5,
  0x3164,
  0xfeff, // byte order mark
  0xffa0,
])

// Ranges that hide, reorder or draw nothing (Unicode 15.1: Cc, Cf, Zl, Zp, variation selectors, surrogates, private use).
const ESCAPED_RANGES: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x600, 0x605],
  [0x180b, 0x180f],
  [0x2000, 0x200f], // odd spaces, zero widths, direction marks
  [0x2028, 0x202f], // separators, bidi embeddings and overrides
  [0x205f, 0x206f], // invisible operators, bidi isolates
  [0xd800, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfff0, 0xfffb],
  [0xe0000, 0x10ffff],
]

/**
 * Text as an officer may read it: every character that hides, reorders or draws nothing becomes `\u{…}`, a line
 * feed `⏎`, a tab `⇥` ("Trojan Source", CVE-2021-42574). What is drawn is then what would run.
 */
export function visible(text: string): string {
  let shown = ''
  let plainFrom = 0
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0
    const length = code > 0xffff ? 2 : 1
    const replacement = replace(code)
    if (replacement !== undefined) {
      shown += text.slice(plainFrom, at) + replacement
      plainFrom = at + length
    }
    at += length
  }
  return plainFrom === 0 ? text : shown + text.slice(plainFrom)
}

function replace(code: number): string | undefined {
  if (code === LINE_FEED) return '⏎'
  if (code === TAB) return '⇥'
  if (code > 0x20 && code < 0x7f && code !== 0x5c) return undefined
  if (code === LINE_FEED_SIGN || code === TAB_SIGN || mustEscape(code)) return `\\u{${code.toString(16).toUpperCase()}}`
  return undefined
}

function mustEscape(code: number): boolean {
  if (ESCAPED_AS_IS.has(code)) return true
  for (const [first, last] of ESCAPED_RANGES) if (code >= first && code <= last) return true
  // Format characters stand all over Unicode (hieroglyph joiners, musical beams): of one character, so linear.
  return code > 0x7f && FORMAT.test(String.fromCodePoint(code))
}

const FORMAT = /^\p{Cf}$/u

const LINE_FEED = 0x0a
const TAB = 0x09
const LINE_FEED_SIGN = 0x23ce
const TAB_SIGN = 0x21e5
