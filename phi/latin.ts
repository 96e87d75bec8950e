/**
 * Letters of Latin scripts beyond ASCII, as the ASCII letters that they are written with where there is nothing else:
 * "Müller" and "Muller", "José" and "Jose" are one word to a dictionary.
 */

// One string a lead byte, one letter a continuation byte from 0x80; `*` is no letter.
const C2 = '******************************************a*****o*********o*****'
const C3 = 'AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty'
const C4 = 'AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL'
const C5 = 'lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs'
// With the schwa of Azerbaijani and the hooked letters of Hausa.
const C6 = '*B****O***D***EEE*fG****Kk******Oo*************Uu**Yy***********'
const C8 = 'AaAaEeEeIiIiOoOoRrRrUuUuSsTt************************************'
const C9 = '*******************bo*dd*e*e****g*******i*********n*************'
// U+1E00 to U+1E99.
const E1_B8 = 'AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm'
const E1_B9 = 'MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv'
const E1_BA_80 = 'WwWwWwWwWwXxXxYyZzZzZzhtwy******'
// U+1EA0 to U+1EF9, Vietnamese: ranges of one vowel, capital and small in turn.
const E1_BA_A0 = 'AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe'
const E1_BB = 'EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy******'

const TABLES: Readonly<Record<number, string>> = { 194: C2, 195: C3, 196: C4, 197: C5, 198: C6, 200: C8, 201: C9 }
const STAR = 0x2a
const THREE: readonly string[] = [E1_B8, E1_B9, E1_BA_80 + E1_BA_A0, E1_BB]
const TWO = twoByteTable()

/** ASCII letter that stands for the character of two bytes, or 0. */
export function foldTwo(lead: number, next: number): number {
  if (lead < 0xc2 || lead > 0xc9 || next < 0x80 || next > 0xbf) return 0
  return TWO[((lead - 0xc2) << 6) | (next - 0x80)] as number
}

/** The same for three bytes: letters of Vietnamese, Yoruba and others with a mark below. */
export function foldThree(lead: number, second: number, third: number): number {
  if (lead === 0xe2 && second === 0x80 && third === 0x99) return 0x27 // the typographic apostrophe
  if (lead !== 0xe1 || third < 0x80 || third > 0xbf) return 0
  const row = THREE[second - 0xb8]
  const letter = row === undefined ? STAR : row.charCodeAt(third - 0x80)
  return letter === STAR ? 0 : letter
}

/** Writes bytes folded into `into`; answers how many, or -1 where there is a letter of no Latin script. */
export function foldBytes(bytes: Uint8Array, from: number, to: number, into: Uint8Array): number {
  let length = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte < 0x80) {
      into[length++] = byte
      continue
    }
    const two = foldTwo(byte, at + 1 < to ? (bytes[at + 1] as number) : 0)
    const three = two === 0 && at + 2 < to ? foldThree(byte, bytes[at + 1] as number, bytes[at + 2] as number) : 0
    if (two === 0 && three === 0) return -1
    into[length++] = two === 0 ? three : two
    at += two === 0 ? 2 : 1
  }
  return length
}

/** A text in the same form: what dictionaries hold. */
export function foldText(text: string): string {
  if (isAscii(text)) return text
  const bytes = Buffer.from(text, 'utf8')
  const folded = Buffer.alloc(bytes.length)
  const length = foldBytes(bytes, 0, bytes.length, folded)
  return length < 0 ? text : folded.toString('latin1', 0, length)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function twoByteTable(): Uint8Array {
  const table = new Uint8Array(8 * 64)
  for (const [lead, letters] of Object.entries(TABLES)) {
    for (let at = 0; at < 64; at++) {
      const letter = letters.charCodeAt(at)
      table[((Number(lead) - 0xc2) << 6) | at] = letter === STAR ? 0 : letter
    }
  }
  return table
}
