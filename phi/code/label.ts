import { ALNUM, CLASS, DIGIT, LETTER, LOWER } from '../byte-classes.ts'
import type { FieldRule } from '../field-words.ts'
import { FILLER, labelRule, MOST_FILLER } from '../readers/labels.ts'
import type { Scene } from '../scene.ts'

const DOUBLE = 0x22
const SINGLE = 0x27
const BACKSLASH = 0x5c
const SPACE = 0x20
const TAB = 0x09
const LINE_END = 0x0a
const OPENING = 0x28
const CLOSING = 0x29
const COLON = 0x3a
/** Longer ones are no token. */
const MOST_TOKEN = 40
const LEAST_DIGITS = 2

/**
 * At a `:` or `=` of source code: whether a label is before it and a value behind it that the reader of labels could take. Most
 * of what programs assign is neither quoted nor behind a name.
 */
export function mayLabel(scene: Scene, at: number): boolean {
  const { bytes } = scene.text
  const from = valueStart(bytes, at)
  const first = bytes[from] as number
  if (first === DOUBLE || first === SINGLE || first === BACKSLASH) return isTaken(labelRule(scene, at), true)
  if (first === OPENING) return bytes[at - 1] === CLOSING && labelRule(scene, at) !== null
  if (((CLASS[first] as number) & LETTER) === 0) return false
  if (isToken(bytes, from)) return isTaken(labelRule(scene, at), false)
  return mayBeNameLabel(scene, at) && labelRule(scene, at)?.class === 'name'
}

// As the reader finds it.
function valueStart(bytes: Uint8Array, at: number): number {
  let value = at + 1
  while (value < at + 4 && (bytes[value] === SPACE || bytes[value] === TAB)) value++
  return bytes[value] === LINE_END && bytes[at] === COLON ? value + 1 : value
}

function mayBeNameLabel({ text, rules }: Scene, at: number): boolean {
  let end = at
  while (at - end < MOST_FILLER && FILLER[text.before(end - 1)] === 1) end--
  return rules.code.names.may(text, end)
}

// Only names are looked for where the label is not sure; addresses and secrets must be quoted.
function isTaken(rule: FieldRule | null, isQuoted: boolean): boolean {
  if (rule === null) return false
  if (rule.class === 'name') return true
  return rule.strength === 'sure' && (isQuoted || (rule.class !== 'secret' && rule.class !== 'address'))
}

// mrn=abc123
function isToken(bytes: Uint8Array, from: number): boolean {
  if (((CLASS[bytes[from] as number] as number) & LOWER) === 0) return false
  let digits = 0
  for (let at = from; at - from < MOST_TOKEN; at++) {
    const kind = CLASS[bytes[at] as number] as number
    if ((kind & ALNUM) === 0) break
    if ((kind & DIGIT) !== 0) digits++
  }
  return digits >= LEAST_DIGITS
}
