import type { Window } from '../flow/window.ts'
import type { Place } from './place.ts'
import { type Point, Shape, type Trace } from './trace.ts'

/** What is shorter repeats too little to be worth it. */
const TRACED_FROM = 8192
/** Misses that hits do not make up for: then it is given up. */
const MOST_MISSES = 1024

/** What came between the values of one stream, and comes again. */
export class Repeats {
  /** Nothing around; null where a stream is too short, or repeats too little. */
  #root: Shape | null = null
  #isOver: boolean = false
  #balance: number = 0

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
    if (place.recorder.active || place.expected !== 'after' || place.frames.depth === 0) return null
    return this.#follow(this.#pointOf(place), place, window, at, to)
  }

  /** The same behind the value that followed a trace. */
  next(before: Trace, place: Place, window: Window, at: number, to: number): Trace | null {
    // A type that was said decides what is around, and another may come the next time.
    if (before.end.node.leaf.kind === 'type') return this.#follow(this.#pointOf(place), place, window, at, to)
    before.after ??= this.#pointOf(place)
    return this.#follow(before.after, place, window, at, to)
  }

  #follow(point: Point | null, place: Place, window: Window, at: number, to: number): Trace | null {
    if (point === null || at >= to) return null
    const trace = point.match(window.view, at, to)
    if (trace === null) this.#missed(point, place, window.base + at)
    else {
      this.#balance++
      place.replay(trace, window.base + at)
    }
    return trace
  }

  #pointOf({ frames }: Place): Point | null {
    return this.#root === null ? null : (frames.shape(this.#root)?.point(frames.trail) ?? null)
  }

  #missed(point: Point, { recorder }: Place, at: number): void {
    if (--this.#balance > -MOST_MISSES) recorder.begin(point, at)
    else {
      this.#root = null
      this.#isOver = true
    }
  }
}
