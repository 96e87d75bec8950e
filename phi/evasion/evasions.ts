import { ALNUM, ENCODED, HEX, LOWER, WORD } from '../byte-classes.ts'
import { heldStart } from '../held.ts'
import type { PhiClass } from '../phi.ts'
import type { Reader } from '../reader.ts'
import { Candidate, type FindingList, type Found } from '../resolve.ts'
import type { Mode, Scene } from '../scene.ts'
import { type Decoded, decodeBase64, decodeHex, MOST_ENCODED } from './encoded.ts'
import { FirstRun, SHORTEST_RUN } from './may-hide.ts'
import { type Disguise, disguised, ITSELF, softBreak } from './normalise.ts'
import { CONTEXT, MOST_REGION, Shadow } from './shadow.ts'

/** The furthest that a disguise's look ahead goes. */
const LOOK_AHEAD = 12
const LINE_END = 0x0a
const MARGIN = 64
const MOST_PREFIX = 12

/** A scanner of the text that was in disguise. */
export interface InnerScanner {
  readonly findings: FindingList
  readonly text: Reader
  begin(mode: Mode): void
  scan(from: number): number
}

/**
 * Text that hides what it says: look-alikes, invisible characters, escapes, encodings, compression. What is under the
 * disguise is scanned, and what is found is masked where it came from. Two levels deep, within fixed budgets; nothing here
 * runs before a byte that can begin a disguise.
 */
export class Evasions {
  readonly #newScanner: () => InnerScanner
  #scanner: InnerScanner | null = null
  #made: Shadow | null = null
  readonly #disguise: Disguise = { width: 1 }
  readonly #firstRun: FirstRun = new FirstRun()
  readonly #candidate: Candidate = new Candidate()
  /** The run of the input that was judged last. */
  #judgedFrom: number = 0
  #judgedTo: number = 0

  constructor(newScanner: () => InnerScanner) {
    this.#newScanner = newScanner
  }

  begin(): void {
    this.#judgedFrom = 0
    this.#judgedTo = 0
  }

  /**
   * At a byte that may begin a disguise: what the rest of the line says without it. Answers where to go on; the place itself
   * where there is none. With `scene.text.open` set nothing was decided.
   */
  reveal(scene: Scene, at: number, findings: FindingList): number {
    const { text } = scene
    text.at(at + LOOK_AHEAD)
    if (text.open || disguised(text.bytes, at, text.end, this.#disguise) === ITSELF) return at
    const limit = this.#regionEnd(text, at)
    if (text.open) return at
    const isCut = limit - at >= MOST_REGION
    const held = heldStart(scene.rules, text, at)
    const from = Math.max(text.floor, held - CONTEXT, 0)
    const shadow = this.#shadow
    shadow.fill(text.bytes, from, limit)
    const inner = this.#inner()
    inner.begin(scene.mode)
    inner.text.set(shadow.bytes, 0, true, 0, shadow.length)
    inner.scan(shadow.indexOf(held))
    return this.#take(scene, findings, inner.findings.items, { at, held, limit, isCut })
  }

  #regionEnd(text: Reader, at: number): number {
    let place = at
    while (place - at < MOST_REGION) {
      const byte = text.at(place)
      if (place >= text.end || (byte === LINE_END && !isSoft(text, place))) break
      place++
    }
    return place
  }

  // Puts what was found under the disguise into the list, at the places where it came from.
  #take(scene: Scene, findings: FindingList, found: readonly Found[], region: Region): number {
    const { at, held, limit, isCut } = region
    let next = isCut ? limit - MARGIN : limit
    for (const { class: kind, detector, start, end, score } of found) {
      const from = Math.max(held, this.#shadow.startOf(start))
      const to = this.#shadow.endOf(end)
      if (to <= at || (isCut && from >= limit - MARGIN)) continue
      const rule = scene.rules.byId.get(detector)
      if (rule === undefined) continue
      this.#candidate.clear()
      this.#candidate.offer(rule, kind, from, to, score, 'none')
      findings.take(this.#candidate, scene.text.base)
      next = Math.max(next, to)
    }
    return Math.max(next, at + 1)
  }

  /** At a capital or a digit: whether `readEncoded` may find more than nothing. A first look. */
  mayBeEncoded(text: Reader, at: number): boolean {
    if (!(isAlnum(text, at + 5) && isAlnum(text, at + 8) && isAlnum(text, at + 11))) return false
    const start = (text.classBefore(at - 1) & WORD) === 0 ? at : text.runStart(at, LOWER, MOST_PREFIX)
    if ((text.classBefore(start - 1) & WORD) !== 0) return false
    return (
      text.runEnd(start, ENCODED, SHORTEST_RUN) - start === SHORTEST_RUN && this.#firstRun.mayHide(text.bytes, start)
    )
  }

  /** At a capital or a digit: a run of base64 or hex around it. Offers all of it where it hides something. */
  readEncoded(scene: Scene, at: number): void {
    const { text } = scene
    if (!(isAlnum(text, at + 5) && isAlnum(text, at + 8) && isAlnum(text, at + 11))) return
    const start = (text.classBefore(at - 1) & WORD) === 0 ? at : text.runStart(at, LOWER, MOST_PREFIX)
    if ((text.classBefore(start - 1) & WORD) !== 0 || this.#isJudged(start + text.base)) return
    const isLong = text.runEnd(start, ENCODED, SHORTEST_RUN) - start === SHORTEST_RUN
    if (text.open) return
    this.#judgedFrom = start + text.base
    this.#judgedTo = text.runEnd(start, ALNUM, MOST_ENCODED) + text.base
    if (!isLong || !this.#firstRun.mayHide(text.bytes, start)) return
    let end = text.runEnd(start, ENCODED, MOST_ENCODED)
    for (let padding = 0; padding < 2 && text.at(end) === 0x3d; padding++) end++
    if (text.open) return
    const isWhole = end - start < MOST_ENCODED
    this.#judgedTo = end + text.base
    const isHex = text.runEnd(start, HEX, MOST_ENCODED) === end
    const decoded = isHex ? decodeHex(text.bytes, start, end) : decodeBase64(text.bytes, start, end, isWhole)
    const kind = this.#hidden(scene, decoded, start, isWhole)
    if (kind !== null) scene.offer('encoded', start, end, kind, isWhole ? 'none' : 'encoded')
  }

  // Inside a run that was judged from its beginning; that itself is judged again when more bytes have come.
  #isJudged(place: number): boolean {
    return place > this.#judgedFrom && place < this.#judgedTo
  }

  #hidden(scene: Scene, decoded: Decoded, start: number, isWhole: boolean): PhiClass | null {
    if (decoded.kind === 'none') return null
    if (decoded.kind === 'photo' || decoded.kind === 'biometric') return scene.mode === 'code' ? null : decoded.kind
    // What is too long to be looked into whole is masked where text is for people.
    if (decoded.kind !== 'text' || !isWhole) return scene.mode === 'code' ? null : 'free-text'
    const { text } = scene
    const context = text.bytes.subarray(Math.max(text.floor, start - CONTEXT, 0), start)
    const bytes = Buffer.concat([context, decoded.bytes])
    const inner = this.#inner()
    inner.begin(scene.mode)
    inner.text.set(bytes, 0, true)
    inner.scan(context.length)
    return inner.findings.items.find((found) => found.end > context.length)?.class ?? null
  }

  // Few texts are in disguise: room for one is made when the first comes.
  get #shadow(): Shadow {
    this.#made ??= new Shadow()
    return this.#made
  }

  #inner(): InnerScanner {
    this.#scanner ??= this.#newScanner()
    return this.#scanner
  }
}

// A line end behind an equals sign: the line goes on where that stands in a word.
function isSoft(text: Reader, at: number): boolean {
  const equals = text.before(at - 1) === 0x0d ? at - 2 : at - 1
  if (text.before(equals) !== 0x3d) return false
  text.at(at + 1)
  return softBreak(text.bytes, equals, text.end) > 0
}

interface Region {
  readonly at: number
  readonly held: number
  readonly limit: number
  readonly isCut: boolean
}

function isAlnum(text: Reader, place: number): boolean {
  return (text.classAt(place) & ALNUM) !== 0
}
