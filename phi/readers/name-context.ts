import { ALNUM, DIGIT, LETTER } from '../byte-classes.ts'
import { topicBit } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'

const SPACE = 0x20
const COMMA = 0x2c
const OPENING = 0x28
const CLOSING = 0x29
const LESS = 0x3c
const LINE_END = 0x0a
const MOST_GAP = 4
const MOST_WORD = 16
const MOST_PLACE = 5
/** What is written right behind somebody's name. */
const IDENTIFYING =
  topicBit('birth') |
  topicBit('mrn') |
  topicBit('ssn') |
  topicBit('npi') |
  topicBit('dea') |
  topicBit('licence') |
  topicBit('plan')

/** Whether what identifies a person follows a name: "DOB", "(MRN", "NPI", an address in angle brackets. */
export function isIdentified(scene: Scene, end: number): boolean {
  const { text, rules } = scene
  let place = text.at(end) === COMMA ? end + 1 : end
  while (place - end < MOST_GAP && text.at(place) === SPACE) place++
  if (place === end) return false
  if (text.at(place) === LESS) return true
  if (text.at(place) === OPENING) place++
  const wordEnd = text.runEnd(place, LETTER, MOST_WORD)
  return wordEnd > place && (rules.dictionaries.topics.lookup(text.bytes, place, wordEnd) & IDENTIFYING) !== 0
}

/** "2. Thibodeaux (557B) - pneumonia": an entry of a list of patients, where a room or a bed stands behind the name. */
export function isInList(scene: Scene, at: number, end: number): boolean {
  const { text } = scene
  if (text.at(end) !== SPACE || text.at(end + 1) !== OPENING || !isEntry(scene, at)) return false
  const from = end + 2
  let digits = 0
  let letters = 0
  let place = from
  for (; place - from <= MOST_PLACE; place++) {
    const kind = text.classAt(place)
    if ((kind & DIGIT) !== 0) digits++
    else if ((kind & ALNUM) !== 0 && ++letters > 2) return false
    else if ((kind & ALNUM) === 0 && text.at(place) !== 0x2d) break
  }
  return digits > 1 && place - from > 2 && text.at(place) === CLOSING
}

// At a line's beginning, behind a number and its stop, or a dash.
function isEntry({ text }: Scene, at: number): boolean {
  let start = at
  while (at - start < MOST_GAP + 2) {
    const byte = text.before(start - 1)
    if (byte === 0 || byte === LINE_END) return true
    if (
      (text.classBefore(start - 1) & DIGIT) === 0 &&
      byte !== SPACE &&
      byte !== 0x2e &&
      byte !== 0x2d &&
      byte !== CLOSING
    )
      return false
    start--
  }
  return false
}
