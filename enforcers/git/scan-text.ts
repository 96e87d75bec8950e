import type { Phi, TextOptions } from '#phi'
import { LineCounter } from './line-counter.ts'

/** What was found of one class in one text. */
export interface ClassLines {
  readonly class: string
  readonly count: number
  /** The first few lines with it, from 1, each once. */
  readonly lines: readonly number[]
}

const MOST_LINES = 8
const SLICE_BYTES = 65_536
/** A finding is told at most so far behind the bytes: what the masker holds back, and one slice. */
const BEHIND_BYTES = 2 * SLICE_BYTES

/** Finds PHI in a text that arrives in pieces, of any length, with bounded memory. Values are never kept. */
export class TextScan {
  readonly #masker: ReturnType<Phi['stream']>
  readonly #lines = new LineCounter()
  readonly #found = new Map<string, { count: number; readonly lines: number[] }>()
  #told = 0

  constructor(phi: Phi, options: TextOptions) {
    this.#masker = phi.stream(options)
  }

  write(bytes: Uint8Array): void {
    this.#lines.push(bytes)
    this.#masker.write(bytes)
    this.#take()
    this.#lines.forget(BEHIND_BYTES)
  }

  end(): readonly ClassLines[] {
    this.#masker.end()
    this.#take()
    // Beyond the findings that the masker keeps, only their number is known.
    for (const [name, count] of this.#masker.counts) {
      const known = this.#found.get(name) ?? { count, lines: [] }
      this.#found.set(name, { ...known, count: Math.max(count, known.count) })
    }
    return [...this.#found].map(([name, { count, lines }]) => ({ class: name, count, lines }))
  }

  #take(): void {
    const { findings } = this.#masker
    for (; this.#told < findings.length; this.#told++) {
      const finding = findings[this.#told]
      if (finding) note(this.#found, finding.class, this.#lines.lineOf(finding.start))
    }
  }
}

/** The same for a whole text. Gives way to others between slices, so that no push holds up the process. */
export async function scanText(bytes: Uint8Array, phi: Phi, options: TextOptions): Promise<readonly ClassLines[]> {
  if (bytes.length <= SLICE_BYTES) return scanSmall(bytes, phi, options)
  const scan = new TextScan(phi, options)
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    scan.write(bytes.subarray(at, at + SLICE_BYTES))
    await breathe()
  }
  return scan.end()
}

export function scanSmall(bytes: Uint8Array, phi: Phi, options: TextOptions): readonly ClassLines[] {
  const findings = phi.maskBytes(bytes, options)?.findings ?? []
  if (findings.length === 0) return []
  const lines = new LineCounter()
  lines.push(bytes)
  const found = new Map<string, { count: number; readonly lines: number[] }>()
  for (const { class: name, start } of findings) note(found, name, lines.lineOf(start))
  return [...found].map(([name, { count, lines: where }]) => ({ class: name, count, lines: where }))
}

/** Lets everything else that waits in this process run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function note(found: Map<string, { count: number; readonly lines: number[] }>, name: string, line: number): void {
  const known = found.get(name) ?? { count: 0, lines: [] }
  known.count++
  if (known.lines.length < MOST_LINES && known.lines.at(-1) !== line) known.lines.push(line)
  found.set(name, known)
}
