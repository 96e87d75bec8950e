import type { ByteSet, ShapePart } from './shape.ts'

/** Where a shape can begin, and one table that says for each state and byte where it goes on. State 0 is "no match". */
export interface Automaton {
  readonly starts: ByteSet
  /** `next[state * 256 + byte]`; state 1 is the beginning. */
  readonly next: Uint16Array
  readonly accepting: Uint8Array
}

/** A shape with more states is written too loosely: parts that may mean the same bytes follow each other. */
const MOST_STATES = 1024

/**
 * Compiles a shape to a deterministic automaton: one table look-up a byte whatever the input, no backtracking. Throws
 * RangeError where that would take too many states.
 */
export function automatonOf(parts: readonly ShapePart[]): Automaton {
  const units = unitsOf(parts)
  const states = new Map<string, number>()
  const sets: (readonly number[])[] = []
  const stateOf = (positions: readonly number[]): number => {
    if (positions.length === 0) return 0
    const key = positions.join(' ')
    let state = states.get(key)
    if (state === undefined) {
      if (sets.length >= MOST_STATES) throw new RangeError('is too loose: parts beside each other mean the same bytes')
      state = sets.push(positions)
      states.set(key, state)
    }
    return state
  }
  stateOf(closure(units, [0]))
  const rows: Uint16Array[] = [new Uint16Array(256)]
  for (let state = 1; state <= sets.length; state++) {
    const row = new Uint16Array(256)
    const positions = sets[state - 1] ?? []
    for (let byte = 0; byte < 256; byte++) {
      const reached = positions.filter((position) => units[position]?.set[byte] === 1).map((position) => position + 1)
      if (reached.length > 0) row[byte] = stateOf(closure(units, reached))
    }
    rows.push(row)
  }
  return tables(rows, [[], ...sets], units.length)
}

/** One byte of a shape at its longest; `skip` is a place further on that may follow at once. */
interface Unit {
  readonly set: ByteSet
  readonly skip: number
}

function unitsOf(parts: readonly ShapePart[]): readonly Unit[] {
  const units: Unit[] = []
  for (const { sets, least, most } of parts) {
    const end = units.length + sets.length * most
    for (let time = 0; time < most; time++)
      for (const [index, set] of sets.entries()) units.push({ set, skip: index === 0 && time >= least ? end : -1 })
  }
  return units
}

// All places that are reached from some without a byte, in order.
function closure(units: readonly Unit[], from: readonly number[]): readonly number[] {
  const reached = new Set<number>()
  const open = [...from]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (reached.has(place)) continue
    reached.add(place)
    const skip = units[place]?.skip ?? -1
    if (skip >= 0) open.push(skip)
  }
  return [...reached].sort((a, b) => a - b)
}

function tables(rows: readonly Uint16Array[], sets: readonly (readonly number[])[], end: number): Automaton {
  const next = new Uint16Array(rows.length * 256)
  for (const [state, row] of rows.entries()) next.set(row, state * 256)
  const accepting = Uint8Array.from(sets, (positions) => (positions.includes(end) ? 1 : 0))
  return { starts: Uint8Array.from(rows[1] ?? [], (state) => (state > 0 ? 1 : 0)), next, accepting }
}
