import { WORD } from '../byte-classes.ts'
import { firstLook } from '../looks/first-look.ts'
import type { SeenReader } from '../memory/read-seen.ts'
import type { Scene } from '../scene.ts'
import {
  CAPITAL,
  COLON,
  DASH,
  DOT,
  EQUALS,
  NUMBER,
  QUIET,
  quietEnd,
  SPELLED,
  TRIGGERS,
  UNDERSCORE,
} from '../triggers.ts'
import { mayBeCodeColon, mayBeCodeDash, mayBeCodeDot, mayBeCodeEquals, mayBeDigitWord } from './marks.ts'
import { codeNumberEnd } from './numbers.ts'
import { CODE_TRIGGERS } from './pairs.ts'
import { isPrefix } from './prefix.ts'
import { codeCapitalEnd } from './words.ts'

/** The furthest that a look goes. */
const AHEAD = 80
const BEHIND = 32
const OPENING = 0x28
const NOTHING = new Uint8Array(0)

/**
 * First looks at source code, where little can be sure enough: the same answers as those at other text, less time. Where too
 * little is around a byte, it leaves it to them.
 */
export class CodeLook {
  readonly #scene: Scene
  readonly #seen: SeenReader | null
  readonly #pairs: Uint8Array
  #bytes: Uint8Array = NOTHING
  #view: DataView = new DataView(NOTHING.buffer)

  constructor(scene: Scene, seen: SeenReader | null) {
    this.#scene = scene
    this.#seen = seen
    this.#pairs = scene.rules.code.pairs
  }

  /** From a place on: where readers must look, or the end of what has come. */
  end(from: number): number {
    const scene = this.#scene
    const { floor, end } = scene.text
    let at = from
    if (at < floor + BEHIND) {
      const edge = Math.min(end, floor + BEHIND)
      at = edgeEnd(scene, at, edge)
      if (at < edge) return at
    }
    const found = this.#middleEnd(at, end - AHEAD)
    return found < 0 ? edgeEnd(scene, ~found, end) : found
  }

  // The complement of the place where it stops looking.
  #middleEnd(from: number, limit: number): number {
    const scene = this.#scene
    const { bytes } = scene.text
    let at = from
    for (;;) {
      at = this.#quietEnd(at, limit)
      if (at >= limit) break
      const trigger = CODE_TRIGGERS[bytes[at] as number] as number
      if (trigger <= CAPITAL && this.#mayBeSeen(at)) return at
      const next = nextPlace(scene, trigger, at, from)
      if (next <= at) return next
      at = next
    }
    // The digit behind it is looked at elsewhere.
    return ~(at > from && bytes[at - 1] === OPENING ? at - 1 : at)
  }

  #mayBeSeen(at: number): boolean {
    const seen = this.#seen
    if (seen === null || (this.#scene.text.classBefore(at - 1) & WORD) !== 0) return false
    return seen.mayRead(this.#scene, at)
  }

  #quietEnd(from: number, limit: number): number {
    const { bytes } = this.#scene.text
    if (bytes !== this.#bytes) this.#see(bytes)
    const view = this.#view
    const pairs = this.#pairs
    let at = from
    while (at < limit) {
      if (pairs[view.getUint16(at, true)] !== 0) break
      if (pairs[view.getUint16(at + 2, true)] !== 0) {
        at += 2
        break
      }
      at += 4
    }
    if (at >= limit) return at
    return CODE_TRIGGERS[bytes[at] as number] === QUIET ? at + 1 : at
  }

  #see(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
}

function nextPlace(scene: Scene, trigger: number, at: number, from: number): number {
  if (trigger === CAPITAL) return codeCapitalEnd(scene, at)
  if (trigger === NUMBER) return codeNumberEnd(scene, at, from)
  return mayBegin(scene, trigger, at) ? at : at + 1
}

function mayBegin(scene: Scene, trigger: number, at: number): boolean {
  switch (trigger) {
    case COLON:
      return mayBeCodeColon(scene, at)
    case EQUALS:
      return mayBeCodeEquals(scene, at)
    case DOT:
      return mayBeCodeDot(scene, at)
    case SPELLED:
      return mayBeDigitWord(scene, at) && firstLook(scene, trigger, at) === at
    case DASH:
      return mayBeCodeDash(scene, at)
    case UNDERSCORE:
      return isPrefix(scene.rules, scene.text.bytes, at)
    default:
      return firstLook(scene, trigger, at) === at
  }
}

// The same by the looks that all text has.
function edgeEnd(scene: Scene, from: number, end: number): number {
  const { bytes } = scene.text
  let at = from
  for (;;) {
    at = quietEnd(bytes, TRIGGERS, at, end)
    if (at >= end) return at
    const next = firstLook(scene, TRIGGERS[bytes[at] as number] as number, at)
    if (next === at) return at
    at = next
  }
}
