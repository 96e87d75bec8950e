import type { Logger } from './compose/logger.ts'
import { EXIT, type Io } from './io.ts'

/** Notices that a part died that nothing can go on without: whoever runs then stops the rest. */
export function deathWatch(logger: Logger): {
  readonly died: AbortSignal
  readonly onDead: (part: string, error: unknown) => void
} {
  const end = new AbortController()
  return {
    died: end.signal,
    onDead: (part, error) => {
      logger.error('a part died: Cordon stops', { part, error: error instanceof Error ? error.message : String(error) })
      end.abort()
    },
  }
}

/** Waits for SIGINT, SIGTERM or a death, then stops in order. Answers the exit code. */
export async function untilStopped(
  io: Pick<Io, 'signal'>,
  died: AbortSignal,
  running: { readonly stop: () => Promise<void> },
): Promise<number> {
  await ended(AbortSignal.any([io.signal, died]))
  await running.stop()
  return died.aborted ? EXIT.failure : EXIT.ok
}

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
