import { writeSync } from 'node:fs'

/**
 * Prints a line on standard output, and comes back when all of it is out: a process that is killed has told what it
 * knew. A pipe that nobody empties answers EAGAIN for a while.
 */
export function tell(line: string): void {
  const bytes = Buffer.from(`${line}\n`)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(PAUSE, 0, 0, 1)
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4))
