import { BASE64URL, CLASS, DOUBLE_QUOTED, ENCODED, OPAQUE, PEM_BYTE, SINGLE_QUOTED, URL_BYTE } from './byte-classes.ts'
import type { Reader } from './reader.ts'
import type { Swallow } from './resolve.ts'

/** Where the body of a finding that goes on (an address, a key, a quoted text) ends: at `end` where nothing says so before. */
export function swallowedEnd(text: Reader, swallow: Swallow, from: number, end: number): number {
  const isPem = swallow === 'pem'
  const body = BODIES[swallow]
  let at = from
  while (at < end && ((CLASS[text.bytes[at] as number] as number) & body) !== 0 && !(isPem && isPemEnd(text, at))) at++
  return at
}

const BODIES: Readonly<Record<Swallow, number>> = {
  none: 0,
  url: URL_BYTE,
  base64url: BASE64URL,
  opaque: OPAQUE,
  pem: PEM_BYTE,
  'double-quoted': DOUBLE_QUOTED,
  'single-quoted': SINGLE_QUOTED,
  encoded: ENCODED,
}

const PEM_END = Buffer.from('PRIVATE KEY-----', 'latin1')
const MOST_PEM_LINE = 40

// Behind the dashes of a line "-----END … PRIVATE KEY-----"; the BEGIN line ends alike.
function isPemEnd(text: Reader, at: number): boolean {
  if (text.before(at - 1) !== 0x2d || text.before(at) === 0x2d) return false
  const label = at - PEM_END.length
  for (let index = 0; index < PEM_END.length; index++) if (text.before(label + index) !== PEM_END[index]) return false
  let start = label
  while (at - start < MOST_PEM_LINE && text.before(start - 1) !== 0x2d) start--
  return text.before(start) === 0x45 && text.before(start + 1) === 0x4e && text.before(start + 2) === 0x44
}
