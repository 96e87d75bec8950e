import { WireError } from './bytes.ts'

/**
 * Settles as `work` does, or rejects with WireError `deadline` after `ms` milliseconds; `onLate` then runs, to
 * let go of what the work holds (a socket). The sentence names what took too long.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, what: string, onLate?: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new WireError('deadline', `${what} took longer than ${ms} ms`))
      onLate?.()
    }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
