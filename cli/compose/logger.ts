/** The operator's log: one JSON line a fact on standard error. Facts and codes, never content. */
export interface Logger {
  readonly info: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly error: (message: string, facts?: Readonly<Record<string, unknown>>) => void
}

/** Writes lines of at least `least`. */
export function createLogger(write: (line: string) => void, now: () => number, least: keyof Logger = 'info'): Logger {
  const levels: readonly (keyof Logger)[] = ['info', 'warn', 'error']
  const line =
    (level: keyof Logger): Logger['info'] =>
    (message, facts = {}) => {
      if (levels.indexOf(level) < levels.indexOf(least)) return
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...facts })}\n`)
    }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
