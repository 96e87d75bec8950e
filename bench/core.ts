import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Cores that a process may run on: the servers that are compared share one in turn, the load has another. */
export type Place = 'server' | 'load' | 'anywhere'

const CORES: Readonly<Record<Place, string>> = { server: '0', load: '1', anywhere: `0-${availableParallelism() - 1}` }

/** Keeps a process with all its threads on its core; does nothing where there is no taskset, or one core only. */
export function pin(pid: number | undefined, place: Place): void {
  if (pid === undefined || availableParallelism() < 2) return
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', CORES[place], String(pid)], { stdio: 'ignore' })
}
