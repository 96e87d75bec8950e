import { ALNUM, DIGIT, UPPER, WORD } from '../byte-classes.ts'
import { topicBit } from '../dictionaries.ts'
import type { PhiClass } from '../phi.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'
import { isMbi } from '../validators.ts'

const SPACE = 0x20
/** More than any of these has in a row. */
const MOST_DIGITS = 6
const ZIP = topicBit('zip')
const VEHICLE = topicBit('vehicle')
const PLAN = topicBit('plan')
/** What groups apart by spaces may be, and the class that the word before gives them. */
const SPACED: readonly (readonly [number, PhiClass])[] = [
  [PLAN, 'plan-id'],
  [topicBit('mrn'), 'mrn'],
  [topicBit('account'), 'account'],
  [topicBit('licence'), 'licence'],
]
const MOST_SPACED_GROUPS = 4
const MOST_SPACED_GROUP = 10
/** Digits, all groups together: fewer are a year or a room. */
const LEAST_SPACED_DIGITS = 6

/** Outward codes by letters before the first digit, then the inward one. A letter, 9 digit, `.` a space that must be. */
const BRITISH: Readonly<Record<number, readonly string[]>> = {
  1: ['A9.9AA', 'A99.9AA', 'A9A.9AA'],
  2: ['AA9.9AA', 'AA99.9AA', 'AA9A.9AA'],
}
/** Postcode areas of the United Kingdom. */
const AREAS = new Set(
  `AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP
  HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG
  SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`.split(/\s+/),
)
const NEVER_INWARD = new Set(Buffer.from('CIKMOV', 'latin1'))
const NEVER_CANADIAN = new Set(Buffer.from('DFIOQU', 'latin1'))
const NEVER_NINO = new Set(Buffer.from('DFIQUV', 'latin1'))

/** At a capital with one or two letters before a digit: identifiers that are written with spaces inside. */
export function readSpaced(scene: Scene, at: number, lettersEnd: number): void {
  const { text } = scene
  const letters = lettersEnd - at
  if (text.at(lettersEnd) === SPACE && !mayBeSpaced(text, letters, lettersEnd)) return
  readPlate(scene, at, letters)
  if (text.at(lettersEnd) === SPACE) readSpacedId(scene, at, lettersEnd)
  if (letters > 2 || (text.before(at - 1) === 0x2d && (text.classBefore(at - 2) & WORD) !== 0)) return
  if (letters === 2 && text.at(lettersEnd) === SPACE) readNino(scene, at)
  if ((text.classAt(lettersEnd) & DIGIT) === 0) return
  readBritish(scene, at, lettersEnd)
  if (letters === 1) readCanadian(scene, at)
}

/** Whether letters, a space and digits may be one of these: a first look, at how many digits there are and what follows. */
export function mayBeSpaced(text: Reader, letters: number, lettersEnd: number): boolean {
  const end = text.runEnd(lettersEnd + 1, DIGIT, MOST_DIGITS)
  const digits = end - lettersEnd - 1
  const goesOn = text.at(end) === SPACE && (text.classAt(end + 1) & (UPPER | DIGIT)) !== 0
  if (digits >= MOST_DIGITS || (goesOn && digits > 1)) return true
  if (letters === 1) return digits === 5
  if (letters === 3) return digits > 1 && digits < 5
  return digits > 3 || goesOn
}

function readBritish(scene: Scene, at: number, lettersEnd: number): void {
  const { text } = scene
  for (const pattern of BRITISH[lettersEnd - at] ?? []) {
    const end = matchEnd(scene, at, pattern)
    if (end === 0) continue
    const area =
      lettersEnd - at === 1 ? String.fromCharCode(text.at(at)) : String.fromCharCode(text.at(at), text.at(at + 1))
    const isReal = AREAS.has(area) && !NEVER_INWARD.has(text.at(end - 1)) && !NEVER_INWARD.has(text.at(end - 2))
    if (isReal || (scene.topics(at) & ZIP) !== 0) scene.offer('postcode', at, end)
  }
}

// A9A 9A9, with the space, or after a word that says postal code.
function readCanadian(scene: Scene, at: number): void {
  const { text } = scene
  const end = matchEnd(scene, at, 'A9A.9A9') || matchEnd(scene, at, 'A9A9A9')
  if (end === 0) return
  const isOne = text.at(end - 4) === SPACE || text.at(end - 4) === 0x2d
  const isIssued = ![at, at + 2, end - 2].some((place) => NEVER_CANADIAN.has(text.at(place)))
  if ((isOne && isIssued) || (scene.topics(at) & ZIP) !== 0) scene.offer('postcode', at, end)
}

// AB 12 34 56 C.
function readNino(scene: Scene, at: number): void {
  const { text } = scene
  const end = matchEnd(scene, at, 'AA.99.99.99.A')
  if (end === 0 || NEVER_NINO.has(text.at(at)) || NEVER_NINO.has(text.at(at + 1)) || text.at(at + 1) === 0x4f) return
  const pair = String.fromCharCode(text.at(at), text.at(at + 1))
  if (text.at(end - 1) <= 0x44 && !['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'].includes(pair))
    scene.offer('uk-nino-spaced', at, end)
}

/** Plates that are written with spaces, by their first letters, after a word that says so: ABC 123, AB 12 CDE, AB12 CDE. */
const PLATES: readonly (readonly string[])[] = [
  [],
  ['A.99999'],
  ['AA9.9999', 'AA99.AAA', 'AA.99.AAA', 'AA.9999', 'AA.99999', 'AA.99.AA.9999', 'AA.999.AA'],
  ['AAA.999', 'AAA.9999', 'AAA.99A'],
]

function readPlate(scene: Scene, at: number, letters: number): void {
  for (const pattern of PLATES[letters] ?? []) {
    const end = matchEnd(scene, at, pattern)
    if (end > 0 && (scene.topics(at) & VEHICLE) !== 0) scene.offer('plate-spaced', at, end)
  }
}

// XYZ 123 456789: letters, then groups of digits, where the words before say what they are.
function readSpacedId(scene: Scene, at: number, lettersEnd: number): void {
  const { text } = scene
  let end = lettersEnd
  let digits = 0
  for (let group = 0; group < MOST_SPACED_GROUPS && text.at(end) === SPACE; group++) {
    const groupEnd = text.runEnd(end + 1, DIGIT, MOST_SPACED_GROUP + 1)
    const length = groupEnd - end - 1
    if (length < 2 || length > MOST_SPACED_GROUP || (text.classAt(groupEnd) & ALNUM) !== 0) break
    digits += length
    end = groupEnd
  }
  if (digits < LEAST_SPACED_DIGITS) return
  const topics = scene.topics(at)
  for (const [bit, kind] of SPACED) if ((topics & bit) !== 0) scene.offer('spaced-id', at, end, kind)
}

/** At a digit: a Medicare number as it stands on the card, 1EG4 TE5 MK73. */
export function readSpacedMbi(scene: Scene, at: number): void {
  const { text, chain } = scene
  const end = at + 13
  if (
    chain.firstEnd !== at + 4 ||
    text.at(at + 4) !== SPACE ||
    text.at(at + 8) !== SPACE ||
    (text.classAt(end) & ALNUM) !== 0
  )
    return
  let length = 0
  for (let place = at; place < end; place++) {
    if (place === at + 4 || place === at + 8) continue
    const byte = text.at(place)
    chain.text[length++] = byte >= 0x61 && byte <= 0x7a ? byte & 0xdf : byte
  }
  chain.joined[0] = length
  if (isMbi(chain, 1)) scene.offer('mbi-spaced', at, end)
}

function matchEnd(scene: Scene, at: number, pattern: string): number {
  const { text } = scene
  for (let index = 0; index < pattern.length; index++) {
    const kind = pattern.charCodeAt(index)
    const place = at + index
    if (
      kind === 0x41
        ? (text.classAt(place) & UPPER) === 0
        : kind === 0x39
          ? (text.classAt(place) & DIGIT) === 0
          : text.at(place) !== SPACE
    )
      return 0
  }
  const end = at + pattern.length
  return (text.classAt(end) & ALNUM) === 0 && text.at(end) !== 0x5f ? end : 0
}
