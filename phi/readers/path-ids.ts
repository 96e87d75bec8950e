import { ALNUM, DIGIT, LETTER, LOWER } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'

const SLASH = 0x2f
const MOST_ID = 64
const MOST_NAME = 16

/** Collections whose members are people, or what happened to them; a plural counts as its singular. */
const COLLECTIONS: ReadonlySet<string> = new Set([
  'admission',
  'beneficiary',
  'beneficiarie',
  'claim',
  'encounter',
  'episode',
  'member',
  'mrn',
  'patient',
  'person',
  'subscriber',
  'visit',
])

/** /patients/778812, /Encounter/V-2031: what stands behind the name of such a collection in a path, and holds a digit. */
export function readPathId(scene: Scene, at: number): void {
  const { text } = scene
  if (text.before(at - 1) !== SLASH || scene.mode === 'code') return
  const start = text.runStart(at - 1, LETTER, MOST_NAME + 1)
  if (text.before(start - 1) !== SLASH || !isCollection(text, start, at - 1)) return
  const end = idEnd(text, at)
  if (end > at) scene.offer('path-id', at, end)
}

/** At a slash: the same where a small letter begins it, and four digits at least are in it: abc-4711, no icd10. */
export function readSmallPathId(scene: Scene, at: number): void {
  const { text } = scene
  // Singular or plural, the names of collections end in one of these.
  if (!ENDS.has(text.before(at - 1) | 0x20) || (text.classAt(at + 1) & LOWER) === 0 || scene.mode === 'code') return
  const start = text.runStart(at, LETTER, MOST_NAME + 1)
  if (text.before(start - 1) !== SLASH || !isCollection(text, start, at)) return
  const end = idEnd(text, at + 1)
  let digits = 0
  for (let place = at + 1; place < end; place++) if ((text.classAt(place) & DIGIT) !== 0) digits++
  if (digits >= LEAST_DIGITS) scene.offer('path-id', at + 1, end)
}

const LEAST_DIGITS = 4
const ENDS = new Set([...'eymnrts'].map((letter) => letter.charCodeAt(0)))

// Letters, digits, dashes and underlines, a digit among them; where it begins, where there is none.
function idEnd(text: Reader, at: number): number {
  let end = at
  let digits = 0
  while (end - at < MOST_ID) {
    const kind = text.classAt(end)
    const byte = text.at(end)
    if ((kind & ALNUM) === 0 && byte !== 0x2d && byte !== 0x5f) break
    if ((kind & DIGIT) !== 0) digits++
    end++
  }
  // A version (/patients/v2) is no member; one digit alone is.
  return digits > 1 || end - at === digits ? end : at
}

function isCollection(text: Reader, start: number, end: number): boolean {
  let name = ''
  for (let place = start; place < end; place++) name += String.fromCharCode(text.before(place) | 0x20)
  return COLLECTIONS.has(name) || (name.endsWith('s') && COLLECTIONS.has(name.slice(0, -1)))
}
