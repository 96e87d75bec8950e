import type { Leaf } from '../flow/leaf.ts'
import type { Window } from '../flow/window.ts'
import { LOOK_BEHIND } from '../reader.ts'
import type { StructureContext } from '../structure-context.ts'
import { ARRAY, Frames, OBJECT } from './frames.ts'
import type { Key } from './keys.ts'
import type { Grammar, Node, Trail } from './node.ts'
import { Recorder } from './recorder.ts'
import { MEMBER, memberStep, POP, PUSH, pushStep, type Step, tellStep } from './step.ts'
import type { Trace } from './trace.ts'

const MOST_SAID = 256

/** Where in a document a machine stands: what may come next, and what rules say of it. */
export class Place {
  readonly frames: Frames = new Frames()
  expected: 'value' | 'key' | 'colon' | 'after' = 'value'
  node: Node
  readonly context: StructureContext
  /** Writes down what is met, while it is active. */
  readonly recorder: Recorder = new Recorder()
  readonly #grammar: Grammar
  /** Where the key of the value that is expected begins; -1 where there is none to look back at. */
  #keyAt: number = -1

  constructor(grammar: Grammar, context: StructureContext) {
    this.#grammar = grammar
    this.context = context
    this.node = grammar.root
  }

  restart(): void {
    this.frames.clear()
    this.expected = 'value'
    this.node = this.#grammar.root
    this.#keyAt = -1
  }

  get isValueExpected(): boolean {
    return this.expected === 'value' || (this.expected === 'after' && this.frames.depth === 0)
  }

  /** Each of these answers false where the grammar has no such thing here. */
  open(kind: number): boolean {
    if (!this.isValueExpected || !this.frames.push(kind, this.node)) return false
    if (this.recorder.active) this.recorder.step(pushStep(kind, this.node, this.node.begin))
    if (kind === ARRAY) this.#element()
    else this.expected = 'key'
    return true
  }

  close(kind: number): boolean {
    if (this.frames.kind !== kind || this.expected === 'colon') return false
    this.frames.pop(1)
    if (this.recorder.active) this.recorder.pop()
    this.after()
    return true
  }

  comma(): boolean {
    const { kind } = this.frames
    if (kind === 0 || this.expected === 'colon') return false
    if (kind === ARRAY) this.#element()
    else this.expected = 'key'
    return true
  }

  colon(): boolean {
    if (this.expected !== 'colon') return false
    this.expected = 'value'
    return true
  }

  key(key: Key, keyAt: number): void {
    const { frames } = this
    if (key.id < 0) {
      this.node = frames.node.child(key)
      this.recorder.drop()
    } else {
      const member = frames.node.member(key)
      this.node = member.node
      frames.trail.next = member
      frames.trail = member
      if (this.recorder.active) this.recorder.step(memberStep(member))
    }
    this.#keyAt = keyAt
    this.expected = 'colon'
  }

  /**
   * Reads the key that came at this place the last time, and its colon. Answers the place behind it; -1 where another key
   * comes, or not all of it is there.
   */
  readAhead(bytes: Uint8Array, at: number, to: number, base: number): number {
    const { frames } = this
    const member = frames.trail.next
    if (member === null) return -1
    const expected = member.bytes
    const { length } = expected
    if (at + length > to) return -1
    for (let index = 0; index < length; index++) if (bytes[at + index] !== expected[index]) return -1
    frames.trail = member
    this.node = member.node
    this.#keyAt = base + at
    this.expected = 'value'
    return at + length
  }

  /** A value that is a word. */
  word(window: Window, at: number): void {
    if (this.recorder.active) this.begins(window, at, false)
    this.after()
  }

  after(): void {
    this.expected = 'after'
    if (this.frames.depth > 0) return
    this.node = this.#grammar.root
    this.#keyAt = -1
  }

  /** A value begins in the window's buffer; `isEnd`: it is one that is looked at. */
  begins(window: Window, at: number, isEnd: boolean): void {
    this.recorder.value(window, window.base + at, this.node, this.#keyAt)
    if (isEnd && this.recorder.active) this.recorder.finish(window)
  }

  /** A text was read that began at a place of the window's buffer; one that is known to be clean may repeat. */
  reads(window: Window, at: number, isClean: boolean): void {
    this.begins(window, at, !isClean)
    this.recorder.partBy(this.node.leaf)
  }

  /** What reading a trace's bytes at a place of the stream would do. */
  replay({ steps, end }: Trace, at: number): void {
    const { frames } = this
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index] as Step
      switch (step.kind) {
        case POP:
          frames.pop(step.number)
          break
        case PUSH:
          frames.push(step.number, step.node as Node)
          frames.trail = step.trail as Trail
          break
        case MEMBER:
          frames.trail = step.trail as Trail
          break
        default:
          this.#told(step.rule as Leaf, step.said, step.node)
      }
    }
    this.node = end.node
    this.#keyAt = end.key < 0 ? -1 : at + end.key
    this.expected = 'value'
  }

  /** From where on a value may be looked at: its key, unless that is too far away. */
  floor(window: Window, from: number): number {
    const key = this.#keyAt - window.base
    return this.#keyAt >= 0 && from - key <= LOOK_BEHIND ? key : from
  }

  /** A value that says something of the objects around it. */
  tell(bytes: Uint8Array, from: number, to: number, rule: Leaf): void {
    const said = to - from > MOST_SAID ? '' : this.context.words.latin1(bytes, from, to)
    const node = rule.kind === 'remember' ? null : this.#grammar.resource(said)
    if (this.recorder.active) this.recorder.step(tellStep(rule, said, node))
    this.#told(rule, said, node)
  }

  /** A value that was looked at, and may be a label of the object's other members; answers whether it is. */
  label(bytes: Uint8Array, from: number, to: number): boolean {
    const { frames } = this
    if (frames.kind !== OBJECT) return false
    const node = this.#grammar.labelled(bytes, from, to, frames.node)
    if (node !== null) frames.become(node)
    return node !== null
  }

  #told(rule: Leaf, said: string, node: Node | null): void {
    const { frames, context } = this
    if (node === null) frames.remember(rule.up, said)
    else if (frames.kind === OBJECT) {
      if (said === 'Patient' && frames.pending !== '') context.subject(frames.pending)
      frames.setType(said, node)
    }
  }

  #element(): void {
    this.node = this.frames.node
    this.#keyAt = -1
    this.expected = 'value'
  }
}
