/** From a relation to one that it reads or inherits from, by OID. */
export type Edge = readonly [from: number, to: number]

/** Everything that can be reached from a relation, itself left out; cycles end. */
export function closures(edges: readonly Edge[]): (oid: number) => ReadonlySet<number> {
  const next = new Map<number, number[]>()
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to])
  const none: ReadonlySet<number> = new Set()
  return (oid) => {
    const first = next.get(oid)
    if (!first) return none
    const reached = new Set<number>()
    const waiting = [...first]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at === oid || reached.has(at)) continue
      reached.add(at)
      waiting.push(...(next.get(at) ?? []))
    }
    return reached
  }
}
