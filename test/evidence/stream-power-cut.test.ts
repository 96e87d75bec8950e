import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { inMountNamespace, succeeds, testWhere } from './kill/privileged.ts'

const CUTS = 6

// A killed process leaves its page cache, so a kill never finds a sync that is missing. This does.
describe('a log whose power is cut', (test) => {
  const isPossible =
    process.getuid?.() === 0 &&
    inMountNamespace !== null &&
    existsSync('/dev/loop-control') &&
    succeeds('mkfs.ext4', ['-V']) &&
    succeeds('perl', ['-v'])
  testWhere(isPossible, 'needs root, loop devices, mkfs.ext4 and perl')(
    test as never,
    'keeps every event that it said is durable, and its new segments',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'cordon-power-'))
      try {
        const [command = '', ...flags] = inMountNamespace ?? []
        const script = [...process.execArgv, 'test/evidence/kill/power-cut.ts', folder, String(CUTS)]
        const { stdout, stderr, status } = spawnSync(command, [...flags, process.execPath, ...script], {
          encoding: 'utf8',
        })
        assert.is(status, 0, stderr)
        const { cuts, lost, acknowledged } = JSON.parse(stdout)
        assert.equal({ cuts, lost }, { cuts: CUTS, lost: 0 })
        assert.ok(acknowledged > 0)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})
