import type { Gap, Gaps } from './gap.ts'
import type { JudgedEvent } from './judged-event.ts'

interface LastSign {
  epoch: number
  at: number
  time: string
}

/**
 * Finds sources that ran and gave no sign of life for longer than `silenceMs`. Any event is a sign. Between two
 * epochs a source did not run, so nothing passed it: that is no gap.
 */
export class Silence {
  readonly #gaps: Gaps
  readonly #silenceMs: number
  readonly #last = new Map<string, LastSign>()

  constructor(gaps: Gaps, { silenceMs }: { readonly silenceMs: number }) {
    this.#gaps = gaps
    this.#silenceMs = silenceMs
  }

  add({ source: { id, epoch }, time }: JudgedEvent): void {
    const at = Date.parse(time)
    const last = this.#last.get(id)
    if (!last) {
      this.#last.set(id, { epoch, at, time })
      return
    }
    if (epoch === last.epoch && at - last.at > this.#silenceMs) this.#gaps.add(silent(id, last.time, time))
    if (epoch > last.epoch || at > last.at) Object.assign(last, { epoch, at, time })
  }

  /** Sources that should have spoken since, where the reader says how late it is. */
  finish(asOf: number): void {
    for (const [id, { at, time }] of this.#last) {
      if (asOf - at > this.#silenceMs) this.#gaps.add(silent(id, time, null))
    }
  }
}

function silent(id: string, from: string, to: string | null): Gap {
  const until = to === null ? 'and never spoke again' : `until ${to}`
  return { kind: 'silence', text: `source ${id} gave no sign of life from ${from} ${until}`, source: id, from, to }
}
