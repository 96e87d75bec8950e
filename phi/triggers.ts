import type { CustomReader } from './custom/read-custom.ts'

/** Nothing begins at such a byte; the others say what may. */
export const QUIET = 0
export const NUMBER = 1
export const CAPITAL = 2
export const AT_SIGN = 3
export const COLON = 4
export const EQUALS = 5
export const UNDERSCORE = 6
export const DASH = 7
export const DOT = 8
export const PARENTHESIS = 9
export const LINE = 10
/** Nothing but a tenant's rule begins there. */
export const CUSTOM = 11
export const DISGUISE = 12
export const SPELLED = 13
export const SLASH = 14

/** What each byte sets off. Small letters, spaces and most punctuation set off nothing: prose runs through at table speed. */
export const TRIGGERS: Uint8Array = triggers()

/** Where something may begin, four bytes at a time while nothing does. */
export function quietEnd(bytes: Uint8Array, triggers: Uint8Array, from: number, end: number): number {
  let at = from
  const fours = end - 3
  while (at < fours) {
    const first = (triggers[bytes[at] as number] as number) | (triggers[bytes[at + 1] as number] as number)
    const second = (triggers[bytes[at + 2] as number] as number) | (triggers[bytes[at + 3] as number] as number)
    if ((first | second) !== QUIET) break
    at += 4
  }
  while (at < end && triggers[bytes[at] as number] === QUIET) at++
  return at
}

/** What a tenant's shapes begin with sets off more. */
export function customTriggers(custom: CustomReader): Uint8Array {
  return TRIGGERS.map((trigger, byte) => (trigger === QUIET && custom.begins(byte) ? CUSTOM : trigger))
}

function triggers(): Uint8Array {
  const table = new Uint8Array(256)
  for (let byte = 0x30; byte <= 0x39; byte++) table[byte] = NUMBER
  for (let byte = 0x41; byte <= 0x5a; byte++) table[byte] = CAPITAL
  table[0x40] = AT_SIGN
  table[0x3a] = COLON
  table[0x3d] = EQUALS
  table[0x5f] = UNDERSCORE
  table[0x2d] = DASH
  table[0x2f] = SLASH
  table[0x2e] = DOT
  table[0x28] = PARENTHESIS
  table[0x78] = SPELLED
  table[0x7a] = SPELLED
  table[0x76] = SPELLED
  for (const byte of [0x00, 0x25, 0x26, 0x5c]) table[byte] = DISGUISE
  for (let lead = 0xc2; lead < 0xf5; lead++) table[lead] = DISGUISE
  table[0x0a] = LINE
  return table
}
