import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects, skip } from '#test/suite'
import { openEventLog } from '../../evidence/stream/event-log.ts'
import { appendAll, held, note, verifyChains } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'

// A mount of its own goes away with its process; without root a user namespace allows it.
const unshare = process.getuid?.() === 0 ? ['-m'] : ['-U', '-r', '-m']
const canMount = succeeds('unshare', [...unshare, 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()])
const canLimit = succeeds('prlimit', ['--version'])

describe('a log without room', (test) => {
  test('refuses at its cap, records that it is full, and goes on when sealed events are released', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-full-'))
    const log = await openEventLog(logOptions(folder, { mostBytes: 64 * 1024 }))
    try {
      for (let round = 0; round < 3; round++) {
        await fill(log)
        await rejects((async () => log.append(note(1)))(), 'full')
        assert.is(log.status().state, 'full')
        assert.ok(log.status().heldBytes <= 64 * 1024)
        await log.sign()
        const events = await held(log)
        verifyChains(events)
        const alarms = events
          .map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()))
          .filter((e) => e.kind === 'alarm')
        assert.equal(
          alarms.map(({ data }) => data.code),
          ['log.full'],
          'one alarm, however often it refuses',
        )
        await log.release(events.at(-1)?.cursor ?? '')
        await appendAll(log, 5)
        assert.is(log.status().state, 'open')
      }
    } finally {
      await log.close()
      rmSync(folder, { recursive: true })
    }
  })

  test('opens when it is full, to be sealed and released', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-full-'))
    const options = logOptions(folder, { mostBytes: 64 * 1024 })
    try {
      let log = await openEventLog(options)
      await fill(log)
      await log.close()
      log = await openEventLog(options)
      await rejects((async () => log.append(note(1)))(), 'full')
      await log.release((await held(log)).at(-1)?.cursor ?? '')
      await appendAll(log, 5)
      await log.close()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  const onRealDisk = 'refuses on a real full disk, records that in its reserve, and goes on by itself'
  if (canMount)
    test(onRealDisk, () => {
      assert.equal(runChild('unshare', [...unshare, process.execPath], 'tmpfs'), {
        refusal: 'full',
        again: 'full',
        state: 'full',
        alarms: ['log.full'],
        second: 'full',
        after: 'closed',
      })
    })
  else skip(test as never, onRealDisk, 'needs root or user namespaces to mount a tmpfs: run as root')

  const onRealError = 'fails for good on a real write error'
  if (canLimit)
    test(onRealError, () => {
      const result = runChild(process.execPath, [], 'limit') as { held: number }
      assert.equal(result, { waiting: 'failed', next: 'failed', held: 11, state: 'closed' })
    })
  else skip(test as never, onRealError, 'needs prlimit: apt-get install util-linux')
})

async function fill(log: Awaited<ReturnType<typeof openEventLog>>): Promise<void> {
  for (;;) {
    try {
      await log.append(note(96)).durable
    } catch (error) {
      assert.is((error as { code: string }).code, 'full')
      return
    }
  }
}

function runChild(command: string, before: readonly string[], kind: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-disk-'))
  try {
    const argv = [...before, ...process.execArgv, 'test/evidence/kill/small-disk.ts', folder, kind]
    const { stdout, stderr, status } = spawnSync(command, argv, { encoding: 'utf8' })
    assert.is(status, 0, stderr)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function succeeds(command: string, argv: readonly string[]): boolean {
  return spawnSync(command, argv, { stdio: 'ignore' }).status === 0
}
