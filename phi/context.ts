import { DIGIT, LOWER, UPPER } from './byte-classes.ts'
import { PHRASE_START, topicBit } from './dictionaries.ts'
import type { Lexicon } from './lexicon.ts'
import type { Reader } from './reader.ts'

const MOST_BYTES = 56
const MOST_WORDS = 4
const MOST_FILLER = 8
const MOST_WORD = 24
/** Between a word and its value: `: `, `=`, `#`, quotes, brackets. A line end, `;` or `|` parts them. */
const FILLER = fillers(' \t:#=.,"\'()-_/[]>*')

const NOT_PHI = topicBit('not-phi')

/**
 * Topics that the words before a place name, at most four words and 56 bytes back on the same line, as
 * bits. That a number is none of ours (port, version) only the word right before it can say.
 */
export function topicsBefore(reader: Reader, place: number, topics: Lexicon): number {
  let bits = 0
  let end = place
  let secondEnd = 0
  let thirdEnd = 0
  for (let word = 0; word < MOST_WORDS; word++) {
    end = skipFiller(reader, end)
    const start = wordStart(reader, end)
    if (start === end || place - start > MOST_BYTES) return bits
    const alone = topics.lookup(reader.bytes, start, end)
    bits |= word === 0 ? alone : alone & ~NOT_PHI
    if ((alone & PHRASE_START) !== 0) {
      if (secondEnd > 0) bits |= topics.lookup(reader.bytes, start, secondEnd)
      if (thirdEnd > 0) bits |= topics.lookup(reader.bytes, start, thirdEnd)
    }
    thirdEnd = secondEnd
    secondEnd = end
    end = start
  }
  return bits
}

function skipFiller(reader: Reader, end: number): number {
  let place = end
  while (end - place < MOST_FILLER && FILLER[reader.before(place - 1)] === 1) place--
  return place
}

// A run of letters; a capital after a small letter begins a word of its own (patientId).
function wordStart(reader: Reader, end: number): number {
  let place = end
  while (end - place < MOST_WORD) {
    const kind = reader.classBefore(place - 1)
    if ((kind & (UPPER | LOWER)) === 0) return (kind & DIGIT) === 0 ? place : end
    place--
    if ((kind & UPPER) !== 0 && (reader.classBefore(place - 1) & LOWER) !== 0) return place
  }
  return end
}

function fillers(bytes: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(bytes, 'latin1')) table[byte] = 1
  return table
}
