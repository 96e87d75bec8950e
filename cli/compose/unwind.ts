import type { Logger } from './logger.ts'

/** Stops parts, the last started first: none may ask an engine that is gone, nor record to a log that is closed. */
export async function unwind(undo: readonly (() => Promise<unknown>)[], logger: Logger): Promise<void> {
  for (const stop of [...undo].reverse()) {
    await stop().catch((error: unknown) => logger.error('a part did not stop cleanly', { error: String(error) }))
  }
}
