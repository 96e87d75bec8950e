import { DIGIT, LETTER } from './byte-classes.ts'
import type { FieldRule } from './field-words.ts'
import type { Scene } from './scene.ts'

/** What a cell is, where its column settles it: the class, or null where it is read as text. */
export function cellClass(scene: Scene, rule: FieldRule, from: number, to: number): FieldRule['class'] | null {
  const { text } = scene
  let digits = 0
  let letters = 0
  for (let place = from; place < to; place++) {
    const kind = text.classAt(place)
    if ((kind & DIGIT) !== 0) digits++
    else if ((kind & LETTER) !== 0) letters++
  }
  if (digits + letters < 2 || text.at(from) === 0x5b) return null
  if (rule.class === 'age') return letters === 0 && to - from < 4 && ageOf(scene, from, to) > 89 ? 'age' : null
  if (rule.class === 'free-text') return null
  if (WITHOUT_DIGIT.has(rule.class))
    return rule.strength === 'sure' && letters + digits > 2 && !isNothing(scene, from, to) ? rule.class : null
  return digits > 0 && (rule.strength === 'sure' || rule.class === 'date') ? rule.class : null
}

const WITHOUT_DIGIT = new Set<FieldRule['class']>(['name', 'address', 'secret', 'email', 'url', 'photo', 'biometric'])
const NOTHINGS = new Set(['null', 'none', 'unknown', 'n/a', 'na', 'nil', 'true', 'false', 'undefined', 'default'])

function isNothing({ text }: Scene, from: number, to: number): boolean {
  if (to - from > 9) return false
  return NOTHINGS.has(Buffer.from(text.bytes.subarray(from, to)).toString('latin1').toLowerCase())
}

function ageOf({ text }: Scene, from: number, to: number): number {
  let age = 0
  for (let place = from; place < to; place++) age = age * 10 + text.at(place) - 0x30
  return age <= 130 ? age : 0
}
