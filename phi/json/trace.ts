import type { Node, Trail } from './node.ts'
import { folded, type Step } from './step.ts'

/** A place in a trace where a value begins. */
export interface ValueStart {
  /** Bytes and steps before it. */
  readonly length: number
  readonly steps: number
  /** What the value is, and where its key begins; -1 where it has none. */
  readonly node: Node
  readonly key: number
  /** A text stands before it, so that it is beside no leaf before that. */
  readonly isApart: boolean
}

/**
 * Bytes between two values that a document repeats (brackets, keys, values that stay, texts in which nothing is found), and
 * what they do: where the same bytes come again at the same place, they need not be taken apart again.
 */
export class Trace {
  readonly bytes: Uint8Array
  readonly length: number
  /** What replaying does, in as few steps as can be. */
  readonly steps: readonly Step[]
  readonly end: ValueStart
  /** Each step that was read. */
  readonly read: readonly Step[]
  /** Where it could end sooner; the last of them is `end`. */
  readonly starts: readonly ValueStart[]
  /** The bytes eight at a time, as far as that goes; and the four behind them where there are as many. */
  readonly #eights: Float64Array
  readonly #count: number
  readonly #four: number
  /** Behind the value that follows it; null until one was read. */
  after: Point | null = null

  constructor(bytes: Uint8Array, steps: readonly Step[], starts: readonly ValueStart[], end: ValueStart) {
    this.bytes = bytes
    this.length = bytes.length
    this.steps = folded(steps)
    this.read = steps
    this.end = end
    this.starts = starts
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#eights = Float64Array.from({ length: bytes.length >> 3 }, (_, index) => view.getFloat64(index * 8, true))
    this.#count = bytes.length >> 3
    this.#four = (bytes.length & 4) === 0 ? 0 : view.getInt32(bytes.length & ~7, true)
  }

  /** Whether it comes again at a place that has as many bytes. */
  isAt(view: DataView, at: number): boolean {
    const { length } = this
    const eights = this.#eights
    const count = this.#count
    let place = at
    for (let index = 0; index < count; index++, place += 8)
      if (view.getFloat64(place, true) !== eights[index]) return false
    if ((length & 4) !== 0) {
      if (view.getInt32(place, true) !== this.#four) return false
      place += 4
    }
    const own = this.bytes
    for (let index = length & ~3; index < length; index++, place++)
      if (view.getUint8(place) !== own[index]) return false
    return true
  }

  /** The same up to the last value that begins within the first `most` bytes; null where there is none. */
  upTo(most: number): Trace | null {
    const starts = this.starts.filter(({ length }) => length <= most)
    const end = starts.at(-1)
    if (end === undefined) return null
    return new Trace(this.bytes.subarray(0, end.length), this.read.slice(0, end.steps), starts, end)
  }

  /** How many bytes are the same; all of them where it comes again. */
  common(bytes: Uint8Array, at: number, to: number): number {
    const own = this.bytes
    const length = Math.min(own.length, to - at)
    let index = 0
    while (index < length && own[index] === bytes[at + index]) index++
    return index
  }
}

/** Traces that begin at one place; more are not told apart. */
const MOST_TRACES = 8
/** Times that a place may learn. */
const MOST_LESSONS = 64

/** What one stream may keep. */
export interface Budget {
  /** Shapes and points; what is beyond is read without. */
  places: number
  lessons: number
}

/** Right behind a value: what came there so far. */
export class Point {
  readonly #budget: Budget
  #traces: Trace[] = []
  #lessons: number = 0

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Whether another lesson is worth it, which is then taken. */
  takesLesson(): boolean {
    return this.#lessons++ < MOST_LESSONS && this.#budget.lessons-- > 0
  }

  /** The trace that comes again; null where none does, or not all of it is there. */
  match(view: DataView, at: number, to: number): Trace | null {
    const traces = this.#traces
    for (let index = 0; index < traces.length; index++) {
      const trace = traces[index] as Trace
      if (at + trace.length <= to && trace.isAt(view, at)) return trace
    }
    return null
  }

  /** Where there are many that differ in values only, what they have in common is kept. The longer are looked for first. */
  learn(trace: Trace): void {
    if (this.#knows(trace)) return
    if (this.#traces.length < MOST_TRACES) this.#traces.push(trace)
    else {
      const most = Math.max(...this.#traces.map((known) => known.common(trace.bytes, 0, trace.length)))
      const shorter = trace.upTo(most) ?? trace
      if (this.#knows(shorter)) return
      const { bytes, length } = shorter
      const others = this.#traces.filter((known) => known.common(bytes, 0, length) < length)
      this.#traces = [shorter, ...others].slice(0, MOST_TRACES)
    }
    this.#traces.sort((left, right) => right.length - left.length)
  }

  #knows({ bytes, length }: Trace): boolean {
    return this.#traces.some((known) => known.length === length && known.common(bytes, 0, length) === length)
  }
}

/** A trace takes some kilobytes at most, so that all of one stream take some megabytes. */
const MOST: Readonly<Budget> = { places: 1024, lessons: 2048 }

/** The objects and arrays around a place, as their kinds and nodes: one object for each that was met. */
export class Shape {
  readonly #budget: Budget
  readonly #inner: Map<Node, Map<number, Shape>> = new Map()
  readonly #points: Map<Trail, Point> = new Map()

  constructor(budget: Budget = { ...MOST }) {
    this.#budget = budget
  }

  /** Null where the budget is spent. */
  inner(frame: number, node: Node): Shape | null {
    let kinds = this.#inner.get(node)
    let shape = kinds?.get(frame)
    if (shape !== undefined) return shape
    if (this.#budget.places-- <= 0) return null
    shape = new Shape(this.#budget)
    kinds ??= new Map()
    kinds.set(frame, shape)
    this.#inner.set(node, kinds)
    return shape
  }

  /** Behind the value of a member. */
  point(trail: Trail): Point | null {
    let point = this.#points.get(trail)
    if (point !== undefined) return point
    if (this.#budget.places-- <= 0) return null
    point = new Point(this.#budget)
    this.#points.set(trail, point)
    return point
  }
}
