/** Makes of an input what policy is shown of it. */
export type PolicyView = (input: object) => object

/**
 * The view for the places that policy reads (JSON Pointers, as the manifest lists them). What is not listed is left out:
 * an evaluation then depends on nothing else, by construction and not by trust in the list. Where the input has no
 * object at a place on the way, what stands there is shown as it is.
 */
export function policyView(reads: readonly string[]): PolicyView {
  const tree: Node = new Map()
  // Sorted, as canonical JSON wants the members.
  for (const pointer of [...reads].sort()) grow(tree, pointer.slice(1).split('/'))
  return (input) => pick(input, tree) as object
}

/** Member → what of it is shown; `whole` where that is all. */
type Node = Map<string, Node | 'whole'>

function grow(tree: Node, [step = '', ...rest]: readonly string[]): void {
  const there = tree.get(step)
  if (there === 'whole') return
  if (rest.length === 0) tree.set(step, 'whole')
  else {
    const below = there ?? new Map()
    tree.set(step, below)
    grow(below, rest)
  }
}

function pick(value: unknown, node: Node | 'whole'): unknown {
  if (node === 'whole' || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const shown: Record<string, unknown> = {}
  for (const [key, below] of node) {
    if (Object.hasOwn(value, key)) shown[key] = pick((value as Readonly<Record<string, unknown>>)[key], below)
  }
  return shown
}
