import { ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import { foldBytes } from '../latin.ts'
import type { PhiClass } from '../phi.ts'
import type { Rule } from '../rules.ts'
import type { Scene } from '../scene.ts'
import { pairOf, type SeenKind, type SeenValues } from './seen-values.ts'
import { LEAST_WORD, MOST_IDENTIFIER, MOST_WORD } from './spelling.ts'

const MOST_NAME_WORDS = 6
const MOST_RUN = 64
const LEAST_ALONE = 4
const SPACE = 0x20
const DOT = 0x2e

/** How a stream uses what was seen. `own`: its text is an agent's own; look-ups are counted and limited. */
export interface SeenUse {
  readonly values: SeenValues
  readonly own: boolean
  /** Structured fields teach. Never where the bytes are an agent's own. */
  readonly learns: boolean
}

/** Finds again in free text what passed in structured fields. */
export class SeenReader {
  readonly #use: SeenUse
  readonly #folded: Uint8Array = new Uint8Array(4 * MOST_WORD)
  readonly #identifier: Uint8Array = new Uint8Array(MOST_IDENTIFIER + 1)
  readonly #names: string[] = []
  #isLook: boolean = false

  constructor(use: SeenUse) {
    this.#use = use
  }

  /** A first look: whether `read` would offer something, or needs more bytes to say. */
  mayRead(scene: Scene, at: number): boolean {
    scene.begin()
    this.#isLook = true
    this.read(scene, at)
    this.#isLook = false
    return scene.best.any || scene.text.open
  }

  /** At a byte that may begin a word or a number. */
  read(scene: Scene, at: number): void {
    const { text } = scene
    const kind = text.classAt(at)
    if ((kind & (ALNUM | HIGH)) === 0 || (text.classBefore(at - 1) & WORD) !== 0) return
    if ((kind & (UPPER | HIGH)) !== 0) this.#readName(scene, at)
    if ((kind & (UPPER | DIGIT)) !== 0) this.#readIdentifier(scene, at)
  }

  // Words that were seen, as long as they go on: "Okonkwo, Zubaida A.", "Zubaida Okonkwo-Bell".
  #readName(scene: Scene, at: number): void {
    const names = this.#names
    names.length = 0
    let end = at
    let isTold = false
    let isPair = false
    let place = at
    for (let count = 0; count < MOST_NAME_WORDS; count++) {
      const wordEnd = scene.text.runEnd(place, LETTER, MOST_RUN)
      const word = wordEnd - place > MOST_RUN - 1 ? null : this.#seenWord(scene, place, wordEnd)
      if (word !== null) {
        isPair ||= names.some((other) => this.#hasText('pair', pairOf(word, other)))
        isTold ||= isTelling(scene, place, wordEnd, word.length)
        names.push(word)
        end = wordEnd
      } else if (count === 0 || wordEnd - place !== 1) break
      place = behindGap(scene, wordEnd)
      if (place < 0) break
    }
    if (names.length === 0 || !(isTold || isPair)) return
    if (!this.#isLook) this.#use.values.matched()
    scene.offerRule(isPair ? PAIR : ALONE, at, end, 'none')
  }

  #seenWord({ text }: Scene, from: number, to: number): string | null {
    if (to - from < LEAST_WORD) return null
    const length = foldBytes(text.bytes, from, to, this.#folded)
    if (length < LEAST_WORD || length > MOST_WORD) return null
    for (let index = 0; index < length; index++) {
      const byte = this.#folded[index] as number
      if (byte >= 0x41 && byte <= 0x5a) this.#folded[index] = byte | 0x20
    }
    if (!this.#has('word', this.#folded, length)) return null
    return Buffer.from(this.#folded.buffer, 0, length).toString('latin1')
  }

  // Letters and digits with separators between them: the longest run that was seen.
  #readIdentifier(scene: Scene, at: number): void {
    const { text } = scene
    let length = 0
    let digits = 0
    let best = -1
    for (let place = at; place < at + MOST_RUN && length < MOST_IDENTIFIER; place++) {
      const kind = text.classAt(place)
      if ((kind & ALNUM) === 0) {
        if (!joins(scene, place, digits)) break
        continue
      }
      if ((kind & DIGIT) !== 0) digits++
      this.#identifier[length++] = (kind & LOWER) !== 0 ? text.at(place) & 0xdf : text.at(place)
      if (digits > 2 && length > 4 && isWordEnd(scene, place + 1) && this.#wasSeen(length)) best = place + 1
    }
    if (best < 0) return
    if (!this.#isLook) this.#use.values.matched()
    scene.offerRule(VALUE, at, best, 'none')
  }

  #wasSeen(length: number): boolean {
    return this.#has('value', this.#identifier, length)
  }

  #hasText(kind: 'pair', text: string): boolean {
    const bytes = Buffer.from(text, 'latin1')
    return this.#has(kind, bytes, bytes.length)
  }

  #has(kind: SeenKind, bytes: Uint8Array, length: number): boolean {
    const { own, values } = this.#use
    return own ? values.ask(kind, bytes, 0, length) : values.has(kind, bytes, 0, length)
  }
}

// Everyday words, places, months and terms are names only beside another word of the same person.
function isTelling({ text, rules, scratch }: Scene, from: number, to: number, length: number): boolean {
  const { english, words } = rules.dictionaries
  if (length < LEAST_ALONE || english.has(text.bytes, from, to)) return false
  scratch.read(text, from, words)
  return !scratch.is(
    WORD_BITS.notName | WORD_BITS.afterEponym | WORD_BITS.month | WORD_BITS.title | WORD_BITS.place | WORD_BITS.eponym,
  )
}

// Where the next word of a name begins: behind a space, ", ", ". ", a hyphen or an apostrophe; -1 where none does.
function behindGap({ text }: Scene, end: number): number {
  const byte = text.at(end)
  const next = text.at(end + 1)
  let place = -1
  if (byte === SPACE || byte === 0x2d || byte === 0x27) place = end + 1
  else if (byte === 0x2c || byte === DOT) place = next === SPACE ? end + 2 : byte === 0x2c ? end + 1 : -1
  return place > 0 && (text.classAt(place) & LETTER) !== 0 ? place : -1
}

function isWordEnd({ text }: Scene, place: number): boolean {
  return (text.classAt(place) & WORD) === 0 && text.at(place) !== 0x5f
}

// A dash, point, slash or space inside an identifier; words of prose are not joined.
function joins({ text }: Scene, place: number, digits: number): boolean {
  const byte = text.at(place)
  if (!(byte === 0x2d || byte === SPACE || byte === DOT || byte === 0x2f)) return false
  return (text.classAt(place + 1) & ALNUM) !== 0 && !(byte === SPACE && digits === 0)
}

const PAIR = rule('seen-name', 'name', 0.95)
/** Too weak for source code, where a class or a variable may be called so. */
const ALONE = rule('seen-name', 'name', 0.8)
const VALUE = rule('seen-value', 'other-id', 0.95)

function rule(id: string, kind: PhiClass, score: number): Rule {
  const none = { topics: 0, check: null, tail: null, separators: new Uint8Array(256), mixed: false, least: 0, most: 0 }
  return { id, class: kind, score, contextScore: score, ...none }
}
