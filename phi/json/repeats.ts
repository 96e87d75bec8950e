import type { Window } from '../flow/window.ts'
import type { Place } from './place.ts'
import { type Point, Shape, type Trace } from './trace.ts'

/** What is shorter repeats too little to be worth it. */
const TRACED_FROM = 8192
/** Misses that hits do not make up for: then it is given up. */
const MOST_MISSES = 1024

/** Traces that are not made longer. */
const LONG = 384

/** What came between the values of one stream, and comes again. */
export class Repeats {
  /** Nothing around; null where a stream is too short, or repeats too little. */
  #root: Shape | null = null
  #isOver: boolean = false
  #balance: number = 0
  /** Where the trace that was followed last begins, in the document and among all. */
  #point: Point | null = null
  #at: number = 0

  get active(): boolean {
    return this.#root !== null
  }

  /** Before more bytes are read, from a place on. */
  begin({ recorder }: Place, at: number): void {
    recorder.drop()
    if (this.#root === null && at > TRACED_FROM && !this.#isOver) this.#root = new Shape()
  }

  /** What comes behind a value that was read; null where it is new. Reading it is done then, but for the value that follows. */
  first(place: Place, window: Window, at: number, to: number): Trace | null {
    if (place.recorder.active || place.expected !== 'after') return null
    return this.#follow(this.#pointOf(place), place, window, at, to)
  }

  /** The same behind the value that followed a trace. */
  next(before: Trace, place: Place, window: Window, at: number, to: number): Trace | null {
    // A type or a label that was said decides what is around, and another may come the next time.
    const { kind, says } = before.end.node.leaf
    if (kind === 'type' || says) return this.#follow(this.#pointOf(place), place, window, at, to)
    before.after ??= this.#pointOf(place)
    return this.#follow(before.after, place, window, at, to)
  }

  #follow(point: Point | null, place: Place, window: Window, at: number, to: number): Trace | null {
    if (point === null || at >= to) return null
    const trace = point.match(window.view, at, to)
    if (trace === null) this.#missed(point, place, window.base + at)
    else {
      this.#balance++
      this.#point = point
      this.#at = window.base + at
      place.replay(trace, this.#at)
    }
    return trace
  }

  /** The text behind the trace that was followed last is one that repeats, too. */
  lengthen(trace: Trace, { recorder }: Place): void {
    if (this.#point !== null && trace.length < LONG) recorder.resume(this.#point, this.#at, trace)
  }

  #pointOf({ frames }: Place): Point | null {
    // A value that nothing is around may be followed by anything.
    return this.#root === null || frames.depth === 0 ? null : (frames.shape(this.#root)?.point(frames.trail) ?? null)
  }

  #missed(point: Point, { recorder }: Place, at: number): void {
    if (--this.#balance > -MOST_MISSES) recorder.begin(point, at)
    else {
      this.#root = null
      this.#isOver = true
    }
  }
}
