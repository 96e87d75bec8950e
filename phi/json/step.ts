import type { Leaf } from '../flow/leaf.ts'
import type { Member, Node, Trail } from './node.ts'

/** What is read does one of these to a place: leaves objects and arrays, opens one, meets a key, hears what a value says. */
export const POP = 0
export const PUSH = 1
export const MEMBER = 2
export const TELL = 3

/** One of them; fields that a kind has no use for stay empty, so that all have one shape. */
export interface Step {
  readonly kind: typeof POP | typeof PUSH | typeof MEMBER | typeof TELL
  /** For POP: how many. For PUSH: object or array. */
  readonly number: number
  /** For PUSH what it is; for TELL what a type makes of the object around it. */
  readonly node: Node | null
  /** For MEMBER; for PUSH the member that was met last in it, or where it begins. */
  readonly trail: Trail | null
  readonly rule: Leaf | null
  readonly said: string
}

export function popStep(count: number): Step {
  return { kind: POP, number: count, node: null, trail: null, rule: null, said: '' }
}

export function pushStep(frame: number, node: Node, trail: Trail): Step {
  return { kind: PUSH, number: frame, node, trail, rule: null, said: '' }
}

export function memberStep(member: Member): Step {
  return { kind: MEMBER, number: 0, node: null, trail: member, rule: null, said: '' }
}

export function tellStep(rule: Leaf, said: string, node: Node | null): Step {
  return { kind: TELL, number: 0, node, trail: null, rule, said }
}

/** Fewer steps that do the same: what is opened and left again never was. */
export function folded(steps: readonly Step[]): readonly Step[] {
  const kept: Step[] = []
  for (const step of steps) {
    const last = kept.at(-1)
    if (step.kind === MEMBER && last?.kind === MEMBER) kept[kept.length - 1] = step
    else if (step.kind === MEMBER && last?.kind === PUSH)
      kept[kept.length - 1] = pushStep(last.number, last.node as Node, step.trail as Trail)
    else if (step.kind === POP) pop(kept)
    else kept.push(step)
  }
  return kept
}

function pop(kept: Step[]): void {
  if (kept.at(-1)?.kind === MEMBER) kept.pop()
  const last = kept.at(-1)
  if (last?.kind === PUSH) kept.pop()
  else if (last?.kind === POP) kept[kept.length - 1] = popStep(last.number + 1)
  else kept.push(popStep(1))
}
