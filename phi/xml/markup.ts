/** Longer names of elements and attributes break the syntax. */
export const MOST_NAME = 128
const MOST_INSTRUCTION = 2000

/** What a `<` begins. `at` is the place behind its beginning, or behind all of it where nothing in it is looked at. */
export interface Markup {
  readonly kind: 'start' | 'end' | 'comment' | 'section' | 'instruction' | 'doctype'
  readonly at: number
  /** For comments and CDATA sections: the bytes that end them. */
  readonly end: readonly number[]
}

const OPENINGS: readonly (readonly [string, Markup['kind'], string])[] = [
  ['<!--', 'comment', '-->'],
  ['<![CDATA[', 'section', ']]>'],
  ['<!DOCTYPE', 'doctype', ''],
]

/** Reads the beginning of markup at a `<`; null where it is none. */
export function markupAt(bytes: Uint8Array, at: number, to: number, last: boolean): Markup | 'wait' | null {
  if (at + 1 >= to) return last ? null : 'wait'
  const second = bytes[at + 1] as number
  if (second === 0x21) return declarationAt(bytes, at, to, last)
  if (second === 0x3f) return closedAt(bytes, at, to, last, 'instruction', MOST_INSTRUCTION)
  if (second === 0x2f) return closedAt(bytes, at, to, last, 'end', MOST_NAME * 2)
  let end = at + 1
  while (end < to && end - at <= MOST_NAME && isName(bytes[end] as number)) end++
  if (end === to && end - at <= MOST_NAME && !last) return 'wait'
  return end === at + 1 || end - at > MOST_NAME ? null : { kind: 'start', at: end, end: [] }
}

function declarationAt(bytes: Uint8Array, at: number, to: number, last: boolean): Markup | 'wait' | null {
  for (const [opening, kind, closing] of OPENINGS) {
    let length = 0
    while (length < opening.length && at + length < to && bytes[at + length] === opening.charCodeAt(length)) length++
    if (length === opening.length) return { kind, at: at + length, end: [...Buffer.from(closing, 'latin1')] }
    if (at + length === to && !last) return 'wait'
  }
  return null
}

// An end tag or an instruction, to its `>`.
function closedAt(
  bytes: Uint8Array,
  at: number,
  to: number,
  last: boolean,
  kind: Markup['kind'],
  most: number,
): Markup | 'wait' | null {
  let end = at + 2
  while (end < to && end - at < most && bytes[end] !== 0x3e && bytes[end] !== 0x3c) end++
  if (end < to && bytes[end] === 0x3e) return { kind, at: end + 1, end: [] }
  return end === to && end - at < most && !last ? 'wait' : null
}

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

export function spaceEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && isBlank(bytes[at] as number)) at++
  return at
}

/** Bytes of names, XML 1.0 section 2.3; all beyond ASCII are let pass. */
export function isName(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x3a) ||
    byte === 0x5f ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte >= 0x80
  )
}

/** The local part of a name. */
export function nameOf(bytes: Uint8Array, from: number, to: number): string {
  const name = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
  return name.slice(name.lastIndexOf(':') + 1)
}
