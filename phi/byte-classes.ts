/** Bits of a byte's class. Bytes from 0x80 are parts of UTF-8 characters and count as letters. */
export const DIGIT = 1
export const UPPER = 2
export const LOWER = 4
export const HIGH = 8
/** What an e-mail's local part, a scheme or a token prefix is made of. */
export const ATOM = 16
export const HEX = 32
/** What may stand in a URL, RFC 3986. */
export const URL_BYTE = 64
export const BASE64URL = 128
/** Inside a PEM block: base64, header fields, line ends, and line ends escaped in JSON. */
export const PEM_BYTE = 256
/** Anything but a double quote, a line end or NUL. */
export const DOUBLE_QUOTED = 512
/** Anything but white space, quotes and separators: the body of an unquoted secret. */
export const OPAQUE = 1024
/** Anything but a single quote, a line end or NUL. */
export const SINGLE_QUOTED = 2048

/** What base64, base64url and hex are made of, but for the padding. */
export const ENCODED = 4096

export const LETTER: number = UPPER | LOWER | HIGH
export const ALNUM: number = DIGIT | UPPER | LOWER
export const WORD: number = ALNUM | HIGH

/** Class bits by byte. */
export const CLASS: Uint16Array = classes()

function classes(): Uint16Array {
  const table = new Uint16Array(256)
  const add = (bytes: string, bits: number): void => {
    for (const byte of Buffer.from(bytes, 'latin1')) table[byte] = (table[byte] ?? 0) | bits
  }
  const digits = '0123456789'
  const lower = 'abcdefghijklmnopqrstuvwxyz'
  const alnum = digits + lower + lower.toUpperCase()
  add(digits, DIGIT)
  add(lower, LOWER)
  add(lower.toUpperCase(), UPPER)
  add(`${alnum}._%+-'`, ATOM)
  add(`${digits}abcdefABCDEF`, HEX)
  add(`${alnum}-._~:/?#[]@!$&()*+,;=%`, URL_BYTE)
  add(`${alnum}-_=.`, BASE64URL)
  add(`${alnum}-_+/`, ENCODED)
  add(`${alnum}+/=-:,\\ \r\n\t`, PEM_BYTE)
  for (let byte = 0; byte < 256; byte++) {
    if (byte >= 0x80) table[byte] = (table[byte] ?? 0) | HIGH
    const isLineEnd = byte === 0x0a || byte === 0x0d || byte === 0
    if (!isLineEnd && byte !== 0x22) table[byte] = (table[byte] ?? 0) | DOUBLE_QUOTED
    if (!isLineEnd && byte !== 0x27) table[byte] = (table[byte] ?? 0) | SINGLE_QUOTED
    if (byte > 0x20 && !`"'\`,;&|<>)}]`.includes(String.fromCharCode(byte))) table[byte] = (table[byte] ?? 0) | OPAQUE
  }
  return table
}
