import type { Io } from './io.ts'

const QUIET_MS = 2000
const EVERY_MS = 250

/** A line of progress on standard error, for what takes over two seconds; nothing where nobody watches. */
export interface Progress {
  readonly tick: (state: string) => void
  readonly end: () => void
}

export function progress(io: Io, what: string, now: () => number = Date.now): Progress {
  const startedAt = now()
  let shownAt = 0
  return {
    tick: (state) => {
      const time = now()
      if (!io.colour || time - startedAt < QUIET_MS || time - shownAt < EVERY_MS) return
      shownAt = time
      io.err(`\r${what} … ${state}\u001b[K`)
    },
    end: () => {
      if (shownAt > 0) io.err('\r\u001b[K')
    },
  }
}
