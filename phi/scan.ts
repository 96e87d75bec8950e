import { LOWER } from './byte-classes.ts'
import { cellClass } from './cell-class.ts'
import { CodeLook } from './code/code-look.ts'
import { CustomReader } from './custom/read-custom.ts'
import { Evasions } from './evasion/evasions.ts'
import { isQuotedPrintable } from './evasion/quoted-printable.ts'
import { firstLook } from './looks/first-look.ts'
import { offerMoment } from './looks/moment.ts'
import { SeenReader } from './memory/read-seen.ts'
import { Reader } from './reader.ts'
import { readCapital, readForeignCapital } from './readers/capitals.ts'
import { readIccbba, readUdi } from './readers/devices.ts'
import { readLabel } from './readers/labels.ts'
import { readMark } from './readers/marks.ts'
import { readNumber } from './readers/numbers.ts'
import { FindingList, type Swallow } from './resolve.ts'
import type { Rules } from './rules.ts'
import { type Mode, Scene } from './scene.ts'
import { swallowedEnd } from './swallow.ts'
import { Table } from './table.ts'
import {
  CAPITAL,
  CUSTOM,
  customTriggers,
  DISGUISE,
  EQUALS,
  LINE,
  NUMBER,
  PARENTHESIS,
  QUIET,
  quietEnd,
  TRIGGERS,
} from './triggers.ts'

/** Encodings inside encodings that are undone. */
const MOST_DEPTH = 3
/** Small letters that are passed at once where they begin nothing. */
const MOST_WORD = 32
/** Bytes behind the beginning of a cell from which it can still be read. */
const MOST_OVERRUN = 96

/**
 * One pass over bytes, left to right. At each byte that may begin (or anchor) something, readers offer; the best offer
 * is taken and the pass goes on behind it. Readers look a bounded way ahead and back, so the work is linear whatever the
 * input. What is decided depends on those bytes alone, never on how the input was cut.
 */
export class Scanner {
  readonly findings: FindingList = new FindingList()
  readonly #scene: Scene
  readonly #text: Reader
  readonly #table: Table = new Table()
  readonly #custom: CustomReader | null
  readonly #seen: SeenReader | null
  readonly #triggers: Uint8Array
  #swallow: Swallow = 'none'
  #isFresh: boolean = true
  readonly #evasions: Evasions | null
  #code: CodeLook | null = null
  #isCode: boolean = false

  /** `depth`: how many disguises this text was taken out of. */
  constructor(rules: Rules, text: Reader = new Reader(), depth: number = 0) {
    this.#text = text
    this.#scene = new Scene(rules, text)
    this.#evasions = depth < MOST_DEPTH ? new Evasions(() => new Scanner(rules, new Reader(), depth + 1)) : null
    this.#scene.encodings = this.#evasions
    this.#seen = rules.seen === null ? null : new SeenReader(rules.seen)
    this.#custom = rules.custom === null ? null : new CustomReader(rules.custom)
    this.#triggers = this.#custom === null ? TRIGGERS : customTriggers(this.#custom)
  }

  get text(): Reader {
    return this.#text
  }

  /** Where the next cell of a table begins, counted from the beginning of the whole input; -1 where there is no table. */
  get cell(): number {
    return this.#table.next
  }

  /** Whether the last finding still goes on at the end of what was read. */
  get swallowing(): boolean {
    return this.#swallow !== 'none'
  }

  /** `isLine`: no line ends in it, so that it can be no table's header. */
  begin(mode: Mode, isLine: boolean = false): void {
    this.#scene.setMode(mode)
    this.#swallow = 'none'
    this.#isFresh = mode !== 'code' && !isLine
    this.#isCode = mode === 'code' && this.#mayLookAtCode()
    this.#table.clear()
    this.#scene.seen.clear()
    this.#evasions?.begin()
    this.findings.clear()
  }

  /** Scans the window from a place; answers where it stands: what is before is decided. */
  scan(from: number): number {
    const { end } = this.#text
    let at = from
    if (this.#isFresh && at < end) {
      if (!this.#readHeader(at)) return at
      this.#isFresh = false
    }
    const { bytes } = this.#text
    const triggers = this.#triggers
    const table = this.#table
    while (at < end) {
      if (table.next >= 0 || this.#swallow !== 'none') {
        const next = this.#isAtCell(at) ? this.#readCell(at) : this.#step(at, end)
        if (next < 0) return ~next
        at = next
        continue
      }
      at = this.#passed(at, end)
      if (at >= end) break
      const next = this.#look(triggers[bytes[at] as number] as number, at)
      if (next < 0) return at
      at = next
    }
    return end
  }

  // On to where something may begin, after a first look. A tenant's shapes may begin anywhere.
  #passed(at: number, end: number): number {
    if (this.#isCode && this.#code !== null) return this.#code.end(at)
    if (this.#custom !== null) return quietEnd(this.#text.bytes, this.#triggers, at, end)
    return passedEnd(this.#scene, this.#triggers, at, end)
  }

  // Rules of a tenant are looked for everywhere.
  #mayLookAtCode(): boolean {
    const { rules, sureOnly } = this.#scene
    if (this.#custom !== null || !sureOnly || !rules.tokensHaveDigits) return false
    this.#code ??= new CodeLook(this.#scene, this.#seen)
    return true
  }

  /** Instead of `scan`, where all of a text is a moment and that is sure: its finding is taken. */
  takeMoment(from: number): boolean {
    if (!offerMoment(this.#scene, from)) return false
    this.findings.take(this.#scene.best, this.#text.base)
    return true
  }

  #isAtCell(at: number): boolean {
    const { next } = this.#table
    return next >= 0 && at >= next - this.#text.base
  }

  // On to the next place where something may begin, and what is there. Answers where to go on, or the complement of the
  // place where more bytes could change the answer.
  #step(from: number, end: number): number {
    const { bytes, base } = this.#text
    const { next } = this.#table
    const limit = next < 0 ? end : Math.min(end, next - base)
    const at = this.#swallow === 'none' ? quietEnd(bytes, this.#triggers, from, limit) : this.#swallowed(from)
    if (at >= limit) return at
    const trigger = this.#triggers[bytes[at] as number] as number
    if (trigger === QUIET) return at
    const behind = this.#look(trigger, at)
    return behind < 0 ? ~at : behind
  }

  // False where more bytes could change the answer.
  #readHeader(at: number): boolean {
    this.#scene.begin()
    this.#table.readHeader(this.#scene, at)
    return !this.#text.open
  }

  // Masks the next cell where its column settles that. Answers as `#step` does.
  #readCell(at: number): number {
    const table = this.#table
    const scene = this.#scene
    scene.begin()
    // A finding that went on over the next cells has left the columns.
    if (at - (table.next - this.#text.base) > MOST_OVERRUN) table.next = -1
    else if (!table.readCell(scene)) return this.#text.open ? ~at : at
    else {
      const kind = table.rule === null ? null : cellClass(scene, table.rule, table.from, table.to)
      if (kind === null) return at
      scene.offer('column', table.from, table.to, kind)
      if (scene.best.any) this.findings.take(scene.best, this.#text.base)
      return Math.max(at, table.to)
    }
    return at
  }

  // Answers where to go on, or -1 where more bytes could change the answer.
  #look(trigger: number, at: number): number {
    const scene = this.#scene
    scene.begin()
    this.#custom?.read(scene, at)
    this.#seen?.read(scene, at)
    const next = this.#dispatch(scene, trigger, at)
    if (this.#text.open) return -1
    if (!scene.best.any) return next
    const start = this.findings.take(scene.best, this.#text.base)
    if (start < 0) return next
    this.#swallow = scene.best.swallow
    if (scene.best.class === 'name') scene.seen.learn(this.#text.bytes, scene.best.start, scene.best.end)
    return scene.best.end
  }

  #dispatch(scene: Scene, trigger: number, at: number): number {
    switch (trigger) {
      case NUMBER:
        return readNumber(scene, at)
      case CAPITAL:
        return readCapital(scene, at)
      case DISGUISE:
        return this.#reveal(scene, at)
      case EQUALS:
        if (isQuotedPrintable(scene.text, at)) return this.#reveal(scene, at)
        readIccbba(scene, at)
        readLabel(scene, at)
        return at + 1
      case PARENTHESIS:
        readUdi(scene, at)
        if (scene.mode !== 'code') this.#table.readParenthesis(scene, at)
        return at + 1
      case LINE:
        return this.#lineEnd(at)
      case CUSTOM:
        return Math.max(at + 1, this.#text.runEnd(at, LOWER, MOST_WORD))
      default:
        readMark(scene, trigger, at)
        return at + 1
    }
  }

  #reveal(scene: Scene, at: number): number {
    const next = this.#evasions?.reveal(scene, at, this.findings) ?? at
    return next > at ? next : readForeignCapital(scene, at)
  }

  // A header may follow a blank line.
  #lineEnd(at: number): number {
    const { text } = this.#scene
    if (text.at(at + 1) === 0x0a && this.#scene.mode !== 'code') this.#table.readHeader(this.#scene, at + 2)
    return at + 1
  }

  #swallowed(from: number): number {
    const { end } = this.#text
    const at = swallowedEnd(this.#text, this.#swallow, from, end)
    const last = this.findings.items.at(-1)
    if (last !== undefined) last.end = Math.max(last.end, at + this.#text.base)
    if (at < end) this.#swallow = 'none'
    return at
  }
}

// Where something may begin after a first look.
function passedEnd(scene: Scene, triggers: Uint8Array, from: number, end: number): number {
  const { bytes } = scene.text
  let at = from
  for (;;) {
    at = quietEnd(bytes, triggers, at, end)
    if (at >= end) return at
    const next = firstLook(scene, triggers[bytes[at] as number] as number, at)
    if (next === at) return at
    at = next
  }
}
