import type { Escapes } from '../flow/scratch.ts'

const AMPERSAND = 0x26
const SEMICOLON = 0x3b
const MOST = 12
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }),
)

/** Predefined entities and character references, XML 1.0 section 4.6 and 4.1; others stand for themselves. */
export class XmlEscapes implements Escapes {
  readonly mark: number = AMPERSAND
  readonly decoded: Uint8Array = new Uint8Array(MOST + 1)
  decodedLength: number = 0
  length: number = 0

  read(bytes: Uint8Array, at: number, end: number, _last: boolean): boolean {
    let close = at + 1
    while (close < end && close - at < MOST && bytes[close] !== SEMICOLON && bytes[close] !== AMPERSAND) close++
    const isWhole = close < end && bytes[close] === SEMICOLON
    const name = isWhole ? Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, close - at - 1).toString('latin1') : ''
    const text = isWhole ? (NAMED.get(name) ?? characterOf(name)) : null
    if (text === null) {
      this.length = 1
      this.decoded[0] = AMPERSAND
      this.decodedLength = 1
    } else {
      this.length = close + 1 - at
      this.decodedLength = Buffer.from(this.decoded.buffer).write(text)
    }
    return true
  }
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return null
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null
}
