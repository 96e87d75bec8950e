import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import type { Test } from 'uvu'
import { skip } from '#test/suite'

/** Runs a command in a mount namespace of its own: what it mounts goes away with it. Null where nobody lets us. */
export const inMountNamespace: readonly string[] | null = findNamespace()

/** True where a command is there and ends well. */
export function succeeds(command: string, argv: readonly string[]): boolean {
  return spawnSync(command, argv, { stdio: 'ignore' }).status === 0
}

/**
 * A test that needs rights over the machine which not every machine gives: nothing that can be installed would help. The same
 * behaviour has a test without them beside it; under CI it must run all the same.
 */
export function testWhere(isPossible: boolean, needs: string): (test: Test, name: string, body: () => unknown) => void {
  return (test, name, body) => {
    if (isPossible) {
      test(name, async () => void (await body()))
      return
    }
    skip(test, name, needs)
  }
}

function findNamespace(): readonly string[] | null {
  const ways = process.getuid?.() === 0 ? [['-m']] : [['-U', '-r', '-m']]
  const way = ways.find((flags) => succeeds('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]))
  return way ? ['unshare', ...way] : null
}
