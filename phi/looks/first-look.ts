import { ALNUM, ATOM, HEX, HIGH, LETTER, LOWER, WORD } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import { mayBeLogin, mayBeShortOption } from '../readers/commands.ts'
import { mayBeHandle } from '../readers/handles.ts'
import { mayBeImage } from '../readers/images.ts'
import { mayBeLabel } from '../readers/labels.ts'
import { mayBeDashedHex, mayBeDottedToken } from '../readers/signed-hex.ts'
import { mayBeBareUrl } from '../readers/urls.ts'
import type { Scene } from '../scene.ts'
import {
  AT_SIGN,
  CAPITAL,
  COLON,
  DASH,
  DISGUISE,
  DOT,
  EQUALS,
  LINE,
  PARENTHESIS,
  SLASH,
  SPELLED,
  UNDERSCORE,
} from '../triggers.ts'
import { capitalEnd } from './capital.ts'
import { mayBePrefix } from './inside.ts'
import { numberEnd } from './number.ts'
import { threeLetters } from './tables.ts'

/** The furthest that a first look goes. */
const AHEAD = 80
const LONGEST_DIGIT = 5

/**
 * Whether the readers of a byte could find anything at all: what each of them needs at least, asked in a few nanoseconds.
 * Answers where to go on, behind `at`; `at` itself where the readers must look. It is only about time: what it passes, they
 * would pass.
 */
export function firstLook(scene: Scene, trigger: number, at: number): number {
  const { text } = scene
  if (!text.last && at + AHEAD > text.end) return at
  if (trigger > CAPITAL) return mayBegin(scene, trigger, at) ? at : at + 1
  // Where a word begins, what was seen may begin.
  if (scene.rules.seen !== null && (text.classBefore(at - 1) & WORD) === 0) return at
  return trigger === CAPITAL ? capitalEnd(scene, at) : numberEnd(scene, at)
}

function mayBegin(scene: Scene, trigger: number, at: number): boolean {
  const { text } = scene
  switch (trigger) {
    case COLON:
      return mayBeColon(scene, at)
    case EQUALS:
      return mayBeEquals(scene, at)
    case DOT:
      return (
        (text.before(at - 1) | 0x20) === 0x77 ||
        mayBePrefix(scene, at, 0x2e) ||
        mayBeDotMac(text, at) ||
        mayBeBareUrl(scene, at) >= 0 ||
        mayBeImage(scene, at) ||
        mayBeDottedToken(scene, at)
      )
    case DASH:
      return mayBeDash(scene, at)
    case UNDERSCORE:
      return mayBePrefix(scene, at, 0x5f)
    case SLASH:
      return scene.mode !== 'code' && (text.classBefore(at - 1) & LETTER) !== 0 && (text.classAt(at + 1) & LOWER) !== 0
    case SPELLED:
      return mayBeSpelled(scene, at)
    case DISGUISE:
      return mayBeDisguise(text, at)
    case AT_SIGN:
      return mayBeEmail(text, at) || (scene.mode !== 'code' && mayBeHandle(text, at))
    case PARENTHESIS:
      return scene.mode !== 'code' || text.at(at + 1) === 0x30
    default:
      return trigger !== LINE || (scene.mode !== 'code' && text.at(at + 1) === 0x0a)
  }
}

// %41, %u0041, &#49;, &nbsp;, \x31, \u0031, NUL, and everything beyond ASCII.
function mayBeDisguise(text: Reader, at: number): boolean {
  const next = text.at(at + 1)
  switch (text.at(at)) {
    case 0x25:
      return (next | 0x20) === 0x75 || (text.classAt(at + 1) & text.classAt(at + 2) & HEX) !== 0
    case 0x26:
      return next === 0x23 || (text.classAt(at + 1) & LETTER) !== 0
    case 0x5c:
      return next === 0x78 || next === 0x75
    default:
      return true
  }
}

// A word of a digit, by its letters and its length.
function mayBeSpelled({ text, rules }: Scene, at: number): boolean {
  const before = text.before(at - 1)
  const behind = text.at(at + 1)
  const kinds = text.classBefore(at - 1) | text.classAt(at + 1)
  if ((kinds & HIGH) !== 0) return true
  const first = (text.classBefore(at - 1) & LETTER) === 0 ? 0 : before
  const third = (text.classAt(at + 1) & LETTER) === 0 ? 0 : behind
  if (rules.looks.spelled[threeLetters(first, text.at(at), third)] === 0) return false
  const from = text.runStart(at, LETTER, LONGEST_DIGIT + 1)
  const to = text.runEnd(at, LETTER, LONGEST_DIGIT + 1)
  return to - from <= LONGEST_DIGIT && rules.dictionaries.digitWords.lookup(text.bytes, from, to) !== 0
}

function mayBeEmail(text: Reader, at: number): boolean {
  return (text.classBefore(at - 1) & ATOM) !== 0 && text.before(at - 1) !== 0x2e && (text.classAt(at + 1) & ALNUM) !== 0
}

function mayBeColon(scene: Scene, at: number): boolean {
  const { text } = scene
  const next = text.at(at + 1)
  const before = text.before(at - 1)
  if (next === 0x2f || next === 0x3a) return true
  if ((text.classBefore(at - 1) & text.classAt(at + 1) & HEX) !== 0) return true
  if (mayBeLogin(text, at)) return true
  return next !== 0x3d && next !== 0x3e && before !== 0x3a && mayBeLabel(scene, at)
}

function mayBeEquals(scene: Scene, at: number): boolean {
  const { text } = scene
  const next = text.at(at + 1)
  if (next === 0x2f || next === 0x0a || next === 0x0d || (next === 0x33 && text.at(at + 2) === 0x44)) return true
  if (text.at(at + 3) === 0x3d && (text.classAt(at + 1) & HEX) !== 0) return true
  return next !== 0x3a && next !== 0x3d && next !== 0x3e && text.before(at - 1) !== 0x3a && mayBeLabel(scene, at)
}

// 001a.2b3c.4d5e
function mayBeDotMac(text: Reader, at: number): boolean {
  return text.at(at + 5) === 0x2e && (text.classBefore(at - 1) & text.classAt(at + 1) & HEX) !== 0
}

// -----BEGIN, 00-1A-2B-3C-4D-5E, sk-.
function mayBeDash(scene: Scene, at: number): boolean {
  const { text } = scene
  if (text.at(at + 5) === 0x42 && text.at(at + 1) === 0x2d) return true
  const isMac = (text.classBefore(at - 1) & text.classBefore(at - 2) & text.classAt(at + 1) & HEX) !== 0
  if ((isMac && text.at(at + 3) === 0x2d) || mayBePrefix(scene, at, 0x2d)) return true
  return mayBeDashedHex(text, at) || mayBeShortOption(text, at)
}
