import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CommandError } from '../io.ts'
import { isAlive } from '../state.ts'

/** What a demo leaves word of in its folder while it runs, for the next one to find its orphans by. */
export interface Trace {
  readonly pid: number
  /** Process id of the database; 0 until it is started. */
  readonly postgres: number
  /** Folder of the cluster: where the demo's folder is closed to others, it lies elsewhere. */
  readonly data: string
}

const FILE = 'demo.json'
const GONE_WITHIN_MS = 10_000

export function writeTrace(folder: string, trace: Trace): void {
  const whole = join(folder, `${FILE}.new`)
  writeFileSync(whole, JSON.stringify(trace), { mode: 0o600 })
  renameSync(whole, join(folder, FILE))
}

export function removeTrace(folder: string): void {
  rmSync(join(folder, FILE), { force: true })
}

/** Null where no demo was cut off here. Throws CommandError where the file says nothing that can be used. */
export function readTrace(folder: string): Trace | null {
  const file = join(folder, FILE)
  if (!existsSync(file)) return null
  try {
    const { pid, postgres, data } = JSON.parse(readFileSync(file, 'utf8')) as Trace
    return { pid: Number(pid), postgres: Number(postgres), data: String(data) }
  } catch (cause) {
    throw new CommandError(`${file} is damaged: see whether a PostgreSQL of a demo still runs, then remove the file`, {
      cause,
    })
  }
}

/** Stops the database of a run that was killed, and removes its cluster. Throws CommandError where it does not end. */
export async function stopOrphan({ postgres, data }: Trace): Promise<void> {
  if (!basename(data).startsWith('postgres-') || !existsSync(data)) return
  if (serves(postgres, data)) process.kill(postgres, 'SIGQUIT')
  for (const deadline = Date.now() + GONE_WITHIN_MS; serves(postgres, data); ) {
    if (Date.now() > deadline)
      throw new CommandError(`the database of a former demo (process ${postgres}) does not end: stop it`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  rmSync(data, { recursive: true, force: true })
}

// Process ids are given again: a stranger that has this one now is left alone.
function serves(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  const command = `/proc/${pid}/cmdline`
  if (existsSync(command)) return readFileSync(command, 'latin1').includes(data)
  const file = join(data, 'cluster', 'postmaster.pid')
  return existsSync(file) && Number(readFileSync(file, 'utf8').split('\n', 1)[0]) === pid
}
