import { BASE64URL, DIGIT, OPAQUE, UPPER, WORD } from '../byte-classes.ts'
import type { PrefixRule } from '../rules.ts'
import type { Scene } from '../scene.ts'

const PEM_BEGIN = Buffer.from('-----BEGIN ', 'latin1')
const PEM_PRIVATE = Buffer.from('PRIVATE KEY-----', 'latin1')
const MOST_PEM_WORDS = 3
/** So much of a token is looked at; the rest of it is swallowed. */
const MOST_TOKEN = 128

/** At a byte that anchors prefixes (`_` of ghp_, `A` of AKIA): the prefix around it, then enough of a body. */
export function readPrefixes(scene: Scene, at: number, byte: number): void {
  const candidates = scene.rules.prefixes[byte]
  if (candidates === undefined) return
  const previous = scene.text.before(at - 1)
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index] as PrefixRule
    if (candidate.anchor === 0 || candidate.prefix[candidate.anchor - 1] === previous) readPrefix(scene, candidate, at)
  }
}

function readPrefix(scene: Scene, candidate: PrefixRule, at: number): void {
  const { text } = scene
  const { rule, prefix, anchor, body, least } = candidate
  for (let index = anchor - 1; index >= 0; index--) if (text.before(at - anchor + index) !== prefix[index]) return
  for (let index = anchor + 1; index < prefix.length; index++)
    if (text.at(at - anchor + index) !== prefix[index]) return
  const start = at - anchor
  if ((text.classBefore(start - 1) & WORD) !== 0 || text.before(start - 1) === 0x5f) return
  const from = start + prefix.length
  const end = text.runEnd(from, body === 'opaque' ? OPAQUE : BASE64URL, MOST_TOKEN)
  const isLong = end - from >= MOST_TOKEN
  const trimmed = isLong || rule.id === 'jwt' ? end : withoutStop(scene, from, end)
  if (trimmed - from >= least && hasToken(scene, from, trimmed))
    scene.offerRule(rule, start, trimmed, isLong ? body : 'none')
}

/** At the first dash of "-----BEGIN … PRIVATE KEY-----" (RFC 7468): everything to its END line, however long. */
export function readPem(scene: Scene, at: number): void {
  const { text } = scene
  if (text.before(at - 1) === 0x2d || !text.startsWith(PEM_BEGIN, at)) return
  let place = at + PEM_BEGIN.length
  for (let word = 0; word < MOST_PEM_WORDS; word++) {
    if (text.startsWith(PEM_PRIVATE, place)) {
      scene.offer('private-key', at, place + PEM_PRIVATE.length, undefined, 'pem')
      return
    }
    const end = text.runEnd(place, UPPER, 12)
    if (end === place || text.at(end) !== 0x20) return
    place = end + 1
  }
}

/** At a colon: 2391141083:AA… of a Telegram bot. */
export function readBotToken(scene: Scene, at: number): void {
  const { text } = scene
  if (text.at(at + 1) !== 0x41 || text.at(at + 2) !== 0x41) return
  const start = text.runStart(at, DIGIT, 11)
  if (at - start < 8 || at - start > 10 || (text.classBefore(start - 1) & WORD) !== 0) return
  if (text.runEnd(at + 1, BASE64URL, 37) - at === 36) scene.offer('telegram-token', start, at + 36)
}

// The full stop of a sentence.
function withoutStop(scene: Scene, from: number, end: number): number {
  let place = end
  while (place > from && scene.text.at(place - 1) === 0x2e) place--
  return place
}

// A token mixes: letters with digits or with capitals. "task-oriented-behaviour" does not begin at a word either.
function hasToken(scene: Scene, from: number, to: number): boolean {
  const { text } = scene
  let dashes = 0
  for (let place = from; place < to; place++) if (text.at(place) === 0x2d) dashes++
  return dashes * 6 < to - from
}
