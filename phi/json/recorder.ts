import type { Leaf } from '../flow/leaf.ts'
import type { Window } from '../flow/window.ts'
import type { Node } from './node.ts'
import { popStep, type Step } from './step.ts'
import { type Point, Trace, type ValueStart } from './trace.ts'

const MOST_BYTES = 768
const MOST_STEPS = 64
/** A trace that has so many is not made longer. */
const ENOUGH_STEPS = 48
const MOST_STARTS = 64

/** Writes down what is read between two values, for a trace. */
export class Recorder {
  active: boolean = false
  #point: Point | null = null
  /** Place of the stream. */
  #from: number = 0
  #steps: Step[] = []
  #starts: ValueStart[] = []
  #isApart: boolean = false

  begin(point: Point, at: number): void {
    this.active = point.takesLesson()
    if (!this.active) return
    this.#point = point
    this.#from = at
    this.#steps = []
    this.#starts = []
    this.#isApart = false
  }

  /** Goes on behind the text at a trace's end. */
  resume(point: Point, at: number, trace: Trace): void {
    this.begin(point, at)
    if (!this.active) return
    this.#steps.push(...trace.read)
    this.#starts.push(...trace.starts)
    this.#isApart = trace.end.isApart
    this.partBy(trace.end.node.leaf)
  }

  drop(): void {
    this.active = false
  }

  step(step: Step): void {
    this.#steps.push(step)
    if (this.#steps.length > MOST_STEPS) this.active = false
  }

  pop(): void {
    this.step(popStep(1))
  }

  /** A value begins at a place of the stream; `keyAt` is its key's, or -1. */
  value(window: Window, at: number, node: Node, keyAt: number): void {
    const length = at - this.#from
    if (length > MOST_BYTES || this.#steps.length > ENOUGH_STEPS || this.#starts.length === MOST_STARTS) {
      this.finish(window)
      return
    }
    const key = keyAt < 0 ? -1 : keyAt - this.#from
    this.#starts.push({ length, steps: this.#steps.length, node, key, isApart: this.#isApart })
  }

  /** A text was read: most part the leaves before them from those behind. */
  partBy({ value, numbers }: Leaf): void {
    if (value !== null || numbers === 'scan') this.#isApart = true
  }

  /** The value that began last is one of which each is looked at, or there is enough: there the trace ends. */
  finish({ bytes, base }: Window): void {
    const was = this.active
    this.active = false
    const end = this.#starts.at(-1)
    const from = this.#from - base
    if (!was || end === undefined || end.length === 0 || from < 0) return
    this.#point?.learn(
      new Trace(bytes.slice(from, from + end.length), this.#steps.slice(0, end.steps), this.#starts, end),
    )
  }
}
