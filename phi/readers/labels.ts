import { ALNUM, DIGIT, HIGH, LETTER, LOWER, OPAQUE, UPPER } from '../byte-classes.ts'
import { type FieldRule, TOKENS } from '../field-words.ts'
import { MOST_LABEL } from '../labels.ts'
import type { Reader } from '../reader.ts'
import type { Rules } from '../rules.ts'
import { MOST_MATCH, type Scene } from '../scene.ts'
import { jointEnd } from './concatenated.ts'
import { offerName, offerWhole } from './label-names.ts'
import { offerOpaque } from './opaque.ts'
import { runOf } from './places.ts'

const DOUBLE = 0x22
const SINGLE = 0x27
const BACKSLASH = 0x5c
const SPACE = 0x20
const SLASH = 0x2f
const MOST_LABEL_WORDS = 4
const MOST_LABEL_WORD = 32
/** Between a label and its mark: spaces, quotes, brackets. */
export const MOST_FILLER: number = 4
export const FILLER: Uint8Array = fillers(' "\'\\#]`()')
const MOST_QUOTED = 256
const MOST_LINE = 160
const MOST_JOINTS = 3

/**
 * At a `:` or `=`: a label, key or column before it, and what stands behind it. Numbers behind a label are left to their
 * own detectors, which look back at the same words; here are names, addresses, secrets, and whatever is quoted.
 */
export function readLabel(scene: Scene, at: number): void {
  const { text } = scene
  const next = text.at(at + 1)
  if (next === 0x3a || next === 0x3d || next === 0x3e || text.before(at - 1) === 0x3a) return
  if (next === 0x2f && text.at(at) === 0x3a) return
  const rule = labelRule(scene, at)
  if (rule === null) return
  let value = at + 1
  while (value < at + 4 && (text.at(value) === SPACE || text.at(value) === 0x09)) value++
  // The value on the line below its label.
  if (text.at(value) === 0x0a && text.at(at) === 0x3a) value++
  if (text.at(at - 1) === 0x29 && text.at(value) === 0x28) {
    readQuoted(scene, rule, value + 1, 0x29, false)
    return
  }
  const isEscaped = text.at(value) === BACKSLASH
  if (isEscaped) value++
  const quote = text.at(value)
  if (quote === DOUBLE || quote === SINGLE) readQuoted(scene, rule, value + 1, quote, isEscaped)
  else if (!isEscaped) readBare(scene, rule, value)
}

/** Whether a label may stand before a `:` or `=`: a first look. */
export function mayBeLabel({ text, rules }: Scene, at: number): boolean {
  let end = at
  while (at - end < MOST_FILLER && FILLER[text.before(end - 1)] === 1) end--
  return rules.labels.endings.may(text, end) && isLabelEnd(text, rules, end)
}

// The last word, or its last part in camel case, is one that labels end with.
function isLabelEnd(text: Reader, { dictionaries }: Rules, end: number): boolean {
  const start = text.runStart(end, UPPER | LOWER | DIGIT | HIGH, MOST_LABEL_WORD)
  const { labelEnds } = dictionaries
  if (start === end) return false
  if (labelEnds.lookup(text.bytes, start, end) !== 0) return true
  const camel = camelStart(text, start, end)
  return camel > start && labelEnds.lookup(text.bytes, camel, end) !== 0
}

/** What the words before a `:` or `=` say, back to a quote, a bracket, a separator or the line's beginning; at most four. */
export function labelRule(scene: Scene, at: number): FieldRule | null {
  const { text, rules } = scene
  let end = at
  while (at - end < MOST_FILLER && FILLER[text.before(end - 1)] === 1) end--
  if (!rules.labels.endings.may(text, end)) return null
  if (!isLabelEnd(text, rules, end)) return null
  let start = text.runStart(end, UPPER | LOWER | DIGIT | HIGH, MOST_LABEL_WORD)
  for (let word = 1; word < MOST_LABEL_WORDS; word++) {
    const gap = text.before(start - 1)
    if (!(gap === SPACE || gap === 0x5f || gap === 0x2d || gap === 0x2e || gap === SINGLE)) break
    const before = text.runStart(start - 1, ALNUM | HIGH, 32)
    if (before === start - 1 || at - before > MOST_LABEL) break
    start = before
  }
  return rules.labels.rule(text.bytes, start, end)
}

function camelStart(text: Reader, start: number, end: number): number {
  let place = end
  while (place > start + 1 && (text.classBefore(place - 1) & LOWER) !== 0) place--
  return place > start ? place - 1 : start
}

function readQuoted(scene: Scene, rule: FieldRule, from: number, quote: number, isEscaped: boolean): void {
  if (rule.class === 'name' && rule.strength !== 'sure') {
    offerName(scene, rule, from)
    if (rule.strength === 'person') offerWhole(scene, from, quote)
  }
  if (rule === TOKENS) offerOpaque(scene, from)
  if (rule.strength !== 'sure' || scene.text.at(from) === 0x5b) return
  const end = isEscaped || quote === 0x29 ? quotedEnd(scene, from, quote, isEscaped) : joinedEnd(scene, from, quote)
  // A route of an application, and of nobody: url: '/not-found'.
  if (rule.class === 'url' && scene.text.at(from) === SLASH && countOf(scene, from, end, DIGIT) === 0) return
  const alnums = countOf(scene, from, end, ALNUM | HIGH)
  if (alnums < (rule.class === 'secret' ? 4 : 2) || (needsDigit(rule) && countOf(scene, from, end, DIGIT) === 0)) return
  const swallow =
    end - from < MOST_QUOTED || quote === 0x29 ? 'none' : quote === DOUBLE ? 'double-quoted' : 'single-quoted'
  scene.offer(detectorOf(rule), from, end, rule.class, swallow)
}

// The end of a string, or of the last that is joined to it: "219-" + "09-1234".
function joinedEnd(scene: Scene, from: number, quote: number): number {
  let end = quotedEnd(scene, from, quote, false)
  for (let joints = 0; joints < MOST_JOINTS && scene.text.at(end) === quote; joints++) {
    const next = jointEnd(scene, end + 1, quote, true)
    if (next < 0) break
    end = quotedEnd(scene, next, quote, false)
  }
  return end
}

function quotedEnd(scene: Scene, from: number, quote: number, isEscaped: boolean): number {
  let end = from
  for (; end - from < MOST_QUOTED; end++) {
    const byte = scene.text.at(end)
    if (byte === quote && quote === SINGLE && end > from && scene.text.at(end + 1) === SINGLE) {
      end++
      continue
    }
    if (byte === quote || byte === 0x0a || byte === 0x0d || byte === 0 || (isEscaped && byte === BACKSLASH)) break
    if (byte === BACKSLASH) end++
  }
  // A backslash may be the last of all.
  return Math.min(end, scene.text.end)
}

function countOf(scene: Scene, from: number, to: number, classes: number): number {
  let count = 0
  for (let place = from; place < to; place++) if ((scene.text.classAt(place) & classes) !== 0) count++
  return count
}

// Names and free lines: "n/a" is none. Numbers: "none" and "unknown" are none.
function needsDigit(rule: FieldRule): boolean {
  return !['name', 'address', 'secret', 'email', 'url', 'photo', 'biometric'].includes(rule.class)
}

function readBare(scene: Scene, rule: FieldRule, from: number): void {
  if (rule.class === 'name') offerName(scene, rule, from)
  else if (rule === TOKENS) offerOpaque(scene, from)
  else if (rule.strength !== 'sure') return
  else if (rule.class === 'secret') offerSecret(scene, from)
  else if (rule.class === 'address') offerLine(scene, rule, from)
  else offerToken(scene, rule, from)
}

function offerSecret(scene: Scene, from: number): void {
  const { text } = scene
  const end = text.runEnd(from, OPAQUE, MOST_MATCH)
  const first = text.at(from)
  // <placeholder>, ${variable}, ***, [SECRET]; code assigns variables, so a bare word there is none.
  if (end - from < 4 || first === 0x2a || first === 0x24 || first === 0x5b || first === 0x7b || scene.mode === 'code')
    return
  if (first === 0x2d && text.at(from + 1) === 0x2d) return
  const isWord = text.runEnd(from, LETTER, end - from + 1) === end
  if (isWord && text.at(from - 1) === SPACE && !isMixedCase(scene, from, end)) return
  scene.offer('label-secret', from, end, 'secret', end - from >= MOST_MATCH ? 'opaque' : 'none')
}

// QXrjaqjQ: no word has capitals inside, twice.
function isMixedCase({ text }: Scene, from: number, to: number): boolean {
  let turns = 0
  for (let at = from + 1; at < to; at++)
    if ((text.classAt(at) & UPPER) !== 0 && (text.classAt(at - 1) & LOWER) !== 0) turns++
  return turns > 1
}

// The rest of the line, up to a separator: an address after its label is one whatever it looks like.
function offerLine(scene: Scene, rule: FieldRule, from: number): void {
  const { text } = scene
  let end = from
  let last = from
  for (; end - from < MOST_LINE; end++) {
    const byte = text.at(end)
    if (
      byte < 0x20 ||
      byte === DOUBLE ||
      byte === 0x3b ||
      byte === 0x7c ||
      byte === 0x3a ||
      byte === 0x5b ||
      byte === 0x7b
    )
      break
    if (byte !== SPACE) last = end + 1
  }
  while (end - from >= MOST_LINE && (text.at(last) & 0xc0) === 0x80) last--
  if (last - from > 2 && scene.mode !== 'code')
    scene.offer(detectorOf(rule), from, Math.max(last, runOf(scene, from)), rule.class)
}

// What begins with a small letter has no other reader: mrn=abc123.
function offerToken(scene: Scene, rule: FieldRule, from: number): void {
  const { text } = scene
  if ((text.classAt(from) & LOWER) === 0) return
  const end = text.runEnd(from, ALNUM, 40)
  if (countOf(scene, from, end, DIGIT) > 1 && end - from < 40) scene.offer(detectorOf(rule), from, end, rule.class)
}

function detectorOf(rule: FieldRule): string {
  return rule.class === 'name' ? 'label-name' : rule.class === 'secret' ? 'label-secret' : 'label-field'
}

function fillers(bytes: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(bytes, 'latin1')) table[byte] = 1
  return table
}
