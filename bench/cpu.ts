import { existsSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/** From /proc/PID/stat: user and system time in ticks of 1/100 s. */
export function cpuSeconds(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
