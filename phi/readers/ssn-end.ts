import { topicBit } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'

const SSN = topicBit('ssn')
const NUMBERED = topicBit('card') | topicBit('account')
/** What the words before such digits must be about. */
export const ENDING_TOPICS: number = SSN | NUMBERED
const ENDINGS = ['ending in ', 'ends in ', 'last four ', 'last 4 '].map((words) => Buffer.from(words, 'latin1'))

/**
 * The last four digits of an SSN, or of a card or an account that is said to end so: behind a masked beginning (xxx-xx-6789), or after words that say SSN. HHS names the
 * last four as identifying. A bare year after "SSN" stays unless a colon or such stands between.
 */
export function readSsnEnd(scene: Scene, at: number): void {
  const { chain, text } = scene
  if (chain.length(0) !== 4 || !chain.closed(text, 1)) return
  const end = chain.ends[0] as number
  if (isMaskedBefore(scene, at)) scene.offer('ssn-end', at, end)
  else if ((scene.topics(at) & SSN) !== 0 && (!isYearLike(chain.value(0)) || isLabelled(text.before(at - 2))))
    scene.offer('ssn-end', at, end)
  else if (ENDINGS.some((words) => endsBefore(scene, at, words)) && (scene.topics(at) & NUMBERED) !== 0)
    scene.offer('ssn-end', at, end, 'account')
}

function endsBefore({ text }: Scene, at: number, words: Uint8Array): boolean {
  for (let index = 0; index < words.length; index++)
    if (text.before(at - words.length + index) !== words[index]) return false
  return true
}

// XXX-XX- with x, X, * or #.
function isMaskedBefore(scene: Scene, at: number): boolean {
  const pattern = '-xx-xxx'
  for (let back = 0; back < pattern.length; back++) {
    const byte = scene.text.before(at - 1 - back)
    const isX = (byte | 0x20) === 0x78 || byte === 0x2a || byte === 0x23
    if (pattern[back] === 'x' ? !isX : byte !== 0x2d) return false
  }
  return true
}

function isLabelled(byte: number): boolean {
  return byte === 0x3a || byte === 0x23 || byte === 0x3d
}

function isYearLike(value: number): boolean {
  return value >= 1900 && value <= 2099
}
