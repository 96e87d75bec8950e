/** How a terminal shows emphasis; handed in, so that plain text is the default. Every member returns its text. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
}

const asIs = (text: string): string => text

export const plain: Paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: asIs, cyan: asIs }

/**
 * Makes control, format and bidirectional characters visible: recorded content may hold an escape sequence that
 * would rewrite the reader's screen, or text that shows in another order than it stands in.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, escaped)
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '␡' : `⟨${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/** Columns that a text takes on a terminal: wide East Asian characters take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x300) width++
    else if (!/\p{Mn}/u.test(character)) width += isWide(code) ? 2 : 1
  }
  return width
}

/** Cut to a width, with an ellipsis where something went. */
export function fit(text: string, most: number): string {
  if (widthOf(text) <= most) return text
  let cut = ''
  let width = 0
  for (const character of text) {
    width += widthOf(character)
    if (width > most - 1) break
    cut += character
  }
  return `${cut}…`
}

// The blocks that Unicode UAX #11 calls wide, coarsely: Hangul, CJK, full-width forms, emoji.
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    code >= 0x20000
  )
}
