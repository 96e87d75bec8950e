import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { type OpenEventLog, openEventLog } from '../../evidence/stream/event-log.ts'
import type { Reservation } from '../../evidence/stream/seams.ts'
import { appendAll, held, note, verifyChains } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'
import { inMountNamespace, succeeds, testWhere } from './kill/privileged.ts'

const NEEDS_MOUNT = 'needs root or user namespaces, to mount a small disk'

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

  test('takes the events that it kept room for, however full it is by then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-full-'))
    const log = await openEventLog(logOptions(folder, { mostBytes: 64 * 1024, segmentBytes: 64 * 1024 }))
    try {
      const kept = Array.from({ length: 10 }, () => log.reserve(2048))
      const given = log.reserve(2048)
      await fill(log)
      for (const room of kept) await room.append({ kind: 'config', data: { text: 'n'.repeat(1500) } }).durable
      await rejects((async () => log.reserve(16 * 1024))(), 'full')
      assert.is(log.status().state, 'full')
      // Room that is given back is anybody's, once.
      given.release()
      given.release()
      await appendAll(log, 1)
      assert.ok(log.status().heldBytes <= 64 * 1024)
      await log.sign()
      verifyChains(await held(log))
    } finally {
      await log.close()
      rmSync(folder, { recursive: true })
    }
  })

  test('keeps no more room than a part of a segment, and says so before anything is recorded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-full-'))
    const log = await openEventLog(logOptions(folder, { segmentBytes: 64 * 1024 }))
    try {
      const kept: Reservation[] = []
      const error = await rejects(
        (async () => {
          for (;;) kept.push(log.reserve(1024))
        })(),
        'full',
      )
      assert.match(error.message, 'too many exchanges')
      assert.ok(kept.length > 30, `${kept.length}`)
      await appendAll(log, 200)
      for (const room of kept) room.release()
      assert.ok(log.reserve(1024))
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

  // /dev/full answers every write with ENOSPC, as a full disk does.
  const isLinux = testWhere(existsSync('/dev/full'), 'needs /dev/full')
  isLinux(test as never, 'refuses when its next segment finds no room, and goes on when it does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-full-'))
    let time = 0
    const log = await openEventLog(logOptions(folder, { clock: () => time }))
    const obstruct = (): void => {
      for (const name of ['next.new', 'spare.new']) {
        rmSync(join(folder, name), { force: true })
        symlinkSync('/dev/full', join(folder, name))
      }
    }
    try {
      for (let round = 0; round < 3; round++) {
        time += 10_000
        for (let isFull = false; !isFull; ) {
          obstruct()
          isFull = await isRefused(log)
        }
        assert.is(log.status().state, 'full')
        await log.sign()
        const events = await held(log)
        verifyChains(events)
        assert.is(JSON.parse(Buffer.from(events.at(-1)?.bytes ?? []).toString()).data.code, 'log.full')
        // Not asked again at once; asked again after a while.
        assert.ok(await isRefused(log))
        time += 10_000
        await appendAll(log, 5)
        assert.is(log.status().state, 'open')
      }
    } finally {
      await log.close()
      rmSync(folder, { recursive: true })
    }
  })

  testWhere(inMountNamespace !== null, NEEDS_MOUNT)(
    test as never,
    'refuses on a small disk that is full, records that in its reserve, and goes on by itself',
    () => {
      assert.equal(runChild('small-disk.ts', inMountNamespace ?? [], 'tmpfs'), {
        refusal: 'full',
        again: 'full',
        state: 'full',
        alarms: ['log.full'],
        second: 'full',
        after: 'closed',
        kept: 8,
      })
    },
  )

  testWhere(succeeds('prlimit', ['--version']), 'needs prlimit')(
    test as never,
    'fails for good on a real write error',
    () => {
      const result = runChild('small-disk.ts', [], 'limit')
      assert.equal(result, { waiting: 'failed', next: 'failed', held: 11, state: 'closed' })
    },
  )
})

describe('recordings without room', (test) => {
  testWhere(inMountNamespace !== null, NEEDS_MOUNT)(
    test as never,
    'are refused on a small disk that is full, leave no half of themselves, and go on when there is room',
    () => {
      const result = runChild('small-disk-payloads.ts', inMountNamespace ?? [], 'tmpfs')
      assert.equal(result, { refusal: 'full', damaged: [], missing: 0, after: 'recorded' })
    },
  )
})

async function fill(log: OpenEventLog): Promise<void> {
  while (!(await isRefused(log)));
}

async function isRefused(log: OpenEventLog): Promise<boolean> {
  try {
    await log.append(note(96)).durable
    return false
  } catch (error) {
    assert.is((error as { code: string }).code, 'full')
    return true
  }
}

function runChild(script: string, before: readonly string[], kind: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-disk-'))
  try {
    const [command = '', ...argv] = [...before, process.execPath, ...process.execArgv]
    const { stdout, stderr, status } = spawnSync(command, [...argv, `test/evidence/kill/${script}`, folder, kind], {
      encoding: 'utf8',
    })
    assert.is(status, 0, stderr)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
