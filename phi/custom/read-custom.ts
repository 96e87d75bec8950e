import { ALNUM, CLASS, DIGIT, WORD } from '../byte-classes.ts'
import { Chain } from '../chain.ts'
import { topicsBefore } from '../context.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'
import type { Automaton } from './automaton.ts'
import type { CustomRules, CustomShape } from './custom-rules.ts'
import { MOST_SHAPE_BYTES } from './shape.ts'

const DASH = 0x2d
const DOT = 0x2e
const UNDERSCORE = 0x5f

/** Runs a tenant's shapes at a place. Each reads at most its own length, once; a match stands alone, never inside a word. */
export class CustomReader {
  readonly #rules: CustomRules
  readonly #chain: Chain = new Chain()

  constructor(rules: CustomRules) {
    this.#rules = rules
  }

  /** Whether a byte may begin something. */
  begins(byte: number): boolean {
    return this.#rules.byFirst[byte] !== undefined
  }

  /** Offers what begins at a place. */
  read(scene: Scene, at: number): void {
    const { text } = scene
    const shapes = this.#rules.byFirst[text.bytes[at] as number]
    if (shapes === undefined || !isOpenBefore(text, at)) return
    for (const shape of shapes) {
      const end = matchEnd(text, shape.automaton, at)
      if (end > at && this.#isValid(text, shape, at, end)) this.#offer(scene, shape, at, end)
    }
  }

  #offer(scene: Scene, { lexicon, bit, alone, near }: CustomShape, at: number, end: number): void {
    const words = this.#rules.lexicons[lexicon]
    const isNear = words !== undefined && (topicsBefore(scene.text, at, words, null) & bit) !== 0
    scene.offerRule(isNear ? near : alone, at, end, 'none')
  }

  #isValid(text: Reader, { check }: CustomShape, at: number, end: number): boolean {
    if (check === null) return true
    const chain = this.#chain
    let length = 0
    for (let place = at; place < end; place++) {
      const byte = text.at(place)
      if (((CLASS[byte] as number) & ALNUM) !== 0) chain.text[length++] = byte >= 0x61 ? byte & 0xdf : byte
    }
    chain.groups = 1
    chain.letters = 0
    chain.lead = text.before(at - 1)
    chain.starts[0] = at
    chain.ends[0] = end
    chain.joined[0] = length
    return check(chain, 1)
  }
}

// The end of the longest match that ends where a word ends, or -1.
function matchEnd(text: Reader, { next, accepting }: Automaton, at: number): number {
  let state = 1
  let end = -1
  for (let place = at; place < at + MOST_SHAPE_BYTES; place++) {
    state = next[state * 256 + text.at(place)] as number
    if (state === 0) break
    if (accepting[state] === 1 && isOpenBehind(text, place + 1)) end = place + 1
  }
  return end
}

// As Chain.closed says: nothing sticks to it that would make it a part of something longer.
function isOpenBehind(text: Reader, end: number): boolean {
  if ((text.classAt(end - 1) & WORD) === 0) return true
  const byte = text.at(end)
  if (byte === UNDERSCORE || (text.classAt(end) & WORD) !== 0) return false
  return !((byte === DASH || byte === DOT) && (text.classAt(end + 1) & ALNUM) !== 0)
}

function isOpenBefore(text: Reader, at: number): boolean {
  if ((text.classAt(at) & WORD) === 0) return true
  const byte = text.before(at - 1)
  if ((text.classBefore(at - 1) & WORD) !== 0) return false
  return !((byte === DASH || byte === DOT) && (text.classBefore(at - 2) & DIGIT) !== 0)
}
