/** What a command may use of the terminal and the process. Only main.ts makes one from the real ones. */
export interface Io {
  /** Writes to standard output; the text brings its own line ends. */
  readonly out: (text: string) => void
  /** Writes to standard error. */
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Colours are wanted: standard output is a terminal and NO_COLOR is not set. */
  readonly colour: boolean
  /** Somebody can answer questions. */
  readonly interactive: boolean
  /** Aborts at SIGINT and SIGTERM. */
  readonly signal: AbortSignal
  /** Asks a person one line; rejects where nobody can answer. */
  readonly ask: (question: string) => Promise<string>
}

/** 0 ok, 1 failure, 2 usage, 10 denied, 11 approval needed. */
export const EXIT = { ok: 0, failure: 1, usage: 2, denied: 10, approvalNeeded: 11 } as const

/** How a command is called was wrong: exit 2, with a pointer to its help. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A command cannot do its work; the message says what happened, why, and what to do. Exit 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
