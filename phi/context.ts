import { CLASS, DIGIT, HIGH, LETTER, LOWER, UPPER } from './byte-classes.ts'
import { PHRASE_START, topicBit } from './dictionaries.ts'
import type { Lexicon } from './lexicon.ts'
import type { Endings } from './looks/endings.ts'
import type { Reader } from './reader.ts'

const MOST_BYTES = 56
const MOST_WORDS = 4
const MOST_FILLER = 8
const MOST_WORD = 32
/** A line that short and without an end of its own is a label for what stands below it. */
const MOST_LABEL_LINE = 36
/** Between a word and its value: `: `, `=`, `#`, quotes, brackets. `;` parts them. */
const FILLER = fillers(' \t:#=.,"\'()-_/[]>*?')

const NOT_PHI = topicBit('not-phi')
const STOP = topicBit('stop')

/**
 * Topics that the words before a place name, at most four words and 56 bytes back on the same line or on the label's line
 * above, as bits. That a number is none of ours (port, version) only the word right before it can say. `endings` are those of
 * the words and phrases, where a first look at them is made.
 */
export function topicsBefore(reader: Reader, place: number, topics: Lexicon, endings: Endings | null): number {
  let bits = 0
  let end = place
  let secondEnd = 0
  let thirdEnd = 0
  let most = MOST_WORDS
  for (let word = 0; word < most; word++) {
    const from = skipFiller(reader, end)
    end = isLineEnd(reader.before(from - 1)) ? lineAbove(reader, from, word) : from
    // A question has words of its own.
    if (word > 0 && end < from) most = MOST_WORDS + MOST_ANSWER
    const start = wordStart(reader, end)
    if (start === end || place - start > MOST_BYTES) return bits
    const alone = endings?.may(reader, end) === false ? 0 : topics.lookup(reader.bytes, start, end)
    if ((alone & STOP) !== 0) return bits
    bits |= word === 0 ? firstTopics(reader, start, end, place, alone, topics) : alone & ~NOT_PHI
    if ((alone & PHRASE_START) !== 0) bits |= phrases(reader, start, secondEnd, thirdEnd, topics)
    thirdEnd = secondEnd
    secondEnd = end
    end = start
  }
  return bits
}

// "Agent: And your member number?" above "Caller: It's 4410…": what was asked for. Else the place itself.
function questionEnd(reader: Reader, at: number): number {
  let end = at
  while (at - end < MOST_BREAKS && isLineEnd(reader.before(end - 1))) end--
  return reader.before(end - 1) === 0x3f ? skipFiller(reader, end) : at
}

const MOST_BREAKS = 3
/** Words of the answer before what was asked for. */
const MOST_ANSWER = 3

function firstTopics(
  reader: Reader,
  start: number,
  end: number,
  place: number,
  alone: number,
  topics: Lexicon,
): number {
  return place - end > 1 ? alone | numbered(reader, start, end, topics) : alone
}

function lineAbove(reader: Reader, at: number, word: number): number {
  return word === 0 ? labelLineEnd(reader, at) : questionEnd(reader, at)
}

// Of two and three words.
function phrases(reader: Reader, start: number, secondEnd: number, thirdEnd: number, topics: Lexicon): number {
  const two = secondEnd > 0 ? topics.lookup(reader.bytes, start, secondEnd) : 0
  return thirdEnd > 0 ? two | topics.lookup(reader.bytes, start, thirdEnd) : two
}

// "Hospital #: 482913", "T: 2125550147": the sign makes a name of a word that is none alone.
function numbered(reader: Reader, start: number, end: number, topics: Lexicon): number {
  const next = reader.at(end)
  if (end - start === 1 && (next === 0x3a || next === 0x29)) return topics.lookup(reader.bytes, start, end + 1)
  let sign = reader.at(end) === 0x2e ? end + 1 : end
  if (reader.at(sign) === 0x20) sign++
  if (reader.at(sign) !== 0x23) return 0
  // "Hospital#" is looked up as it is written with a space.
  return sign > end ? topics.lookup(reader.bytes, start, sign + 1) : 0
}

function skipFiller(reader: Reader, end: number): number {
  let place = end
  while (end - place < MOST_FILLER) {
    const byte = reader.before(place - 1)
    if (FILLER[byte] === 1 || (byte === 0x7c && isSpaced(reader, place - 1))) place--
    else if (byte >= 0x80 && reader.before(place - 3) === 0xe2 && reader.before(place - 2) === 0x80) place -= 3
    else if (byte === 0xa0 && reader.before(place - 2) === 0xc2) place -= 2
    else break
  }
  return place
}

// A bar of a table drawn in text; without spaces it parts fields.
function isSpaced(reader: Reader, at: number): boolean {
  return reader.before(at - 1) === 0x20 || reader.before(at + 1) === 0x20
}

function isLineEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d
}

// "SSN:" and its value on the next line; a short line of words is a label without its colon. Else the place itself.
function labelLineEnd(reader: Reader, at: number): number {
  let end = at - 1
  while (at - end < MOST_FILLER && (isLineEnd(reader.before(end - 1)) || reader.before(end - 1) === 0x20)) end--
  if (reader.before(end - 1) === 0x3a) return skipFiller(reader, end)
  if ((reader.classBefore(end - 1) & LETTER) === 0) return at
  for (let place = end; end - place <= MOST_LABEL_LINE; place--) {
    const byte = reader.before(place - 1)
    if (byte === 0 || isLineEnd(byte)) return end
    if ((reader.classBefore(place - 1) & LETTER) === 0 && FILLER[byte] !== 1) return at
  }
  return at
}

// A run of letters; a capital after a small letter begins a word of its own (patientId).
function wordStart(reader: Reader, end: number): number {
  const { bytes, floor } = reader
  let place = end
  let kind = place > floor ? (CLASS[bytes[place - 1] as number] as number) : 0
  while (end - place < MOST_WORD) {
    if ((kind & LETTER) === 0) return (kind & DIGIT) === 0 ? place : end
    place--
    const before = place > floor ? (CLASS[bytes[place - 1] as number] as number) : 0
    if ((kind & UPPER) !== 0 && (before & (LOWER | HIGH)) !== 0) return place
    kind = before
  }
  return end
}

function fillers(bytes: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(bytes, 'latin1')) table[byte] = 1
  return table
}
