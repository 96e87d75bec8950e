import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { type Device, disk } from '../../evidence/stream/device.ts'
import { type EventLogOptions, type OpenEventLog, openEventLog } from '../../evidence/stream/event-log.ts'
import { appendAll, held, note, verifyChains } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'

interface Calls {
  readonly calls: string[]
  readonly device: Device
}

describe('group commit', (test) => {
  test('writes and syncs once for all that arrives in one turn', async () => {
    const { calls, device } = recording()
    await withLog({ device }, async (log) => {
      calls.length = 0
      await appendAll(log, 64)
      assert.equal(calls, ['writeSync', 'fdatasync'])
    })
  })

  test('syncs on the spot for one who waits alone, and in a thread while there is company', async () => {
    const { calls, device } = recording()
    await withLog({ device, clock: () => 0 }, async (log) => {
      calls.length = 0
      for (let turn = 0; turn < 3; turn++) await appendAll(log, 1)
      assert.equal(new Set(calls), new Set(['writeSync', 'fdatasyncSync']))
      calls.length = 0
      const first = appendAll(log, 8)
      await new Promise((resolve) => setImmediate(resolve))
      // The thread syncs; meanwhile what comes forms the next batch, and is not written yet.
      const second = appendAll(log, 3)
      await new Promise((resolve) => setImmediate(resolve))
      assert.equal(calls, ['writeSync', 'fdatasync'])
      await Promise.all([first, second])
      assert.equal(calls, ['writeSync', 'fdatasync', 'writeSync', 'fdatasync'])
      for (let turn = 0; turn < 20; turn++) await appendAll(log, 1)
      assert.is(calls.at(-1), 'fdatasyncSync')
      verifyChains(await held(log))
    })
  })

  test('lets an effect, which nobody waits for, share the sync of what somebody does', async () => {
    const { calls, device } = recording()
    await withLog({ device, clock: () => 0 }, async (log) => {
      calls.length = 0
      const effect = log.append({ ...note(1), kind: 'effect' }).durable
      await new Promise((resolve) => setImmediate(resolve))
      await Promise.all([effect, log.append(note(2)).durable])
      assert.equal(calls, ['writeSync', 'fdatasyncSync'])
      verifyChains(await held(log))
    })
  })

  test('makes effects durable by themselves where nothing else comes', async () => {
    const { calls, device } = recording()
    await withLog({ device, clock: () => 0 }, async (log) => {
      calls.length = 0
      for (let number = 0; number < 3; number++) await log.append({ ...note(number), kind: 'effect' }).durable
      assert.is(calls.filter((call) => call === 'fdatasyncSync').length, 3)
      const last = log.append({ ...note(4), kind: 'effect' }).durable
      await log.close()
      await last
    })
  })

  test('hands slow syncs to a thread, one at a time, while the next batch forms; and comes back', async () => {
    const { calls, device } = recording()
    let stepMs = 20
    let time = 0
    const clock = (): number => {
      time += stepMs
      return time
    }
    await withLog({ device, clock }, async (log) => {
      for (let turn = 0; turn < 3; turn++) await appendAll(log, 1)
      calls.length = 0
      const first = log.append(note(1)).durable
      await new Promise((resolve) => setImmediate(resolve))
      const second = [2, 3, 4].map((number) => log.append(note(number)).durable)
      await Promise.all([first, ...second])
      assert.equal(calls, ['write', 'fdatasync', 'write', 'fdatasync'])
      verifyChains(await held(log))
      stepMs = 0.01
      for (let turn = 0; turn < 40; turn++) await appendAll(log, 1)
      calls.length = 0
      await appendAll(log, 1)
      assert.equal(calls, ['writeSync', 'fdatasyncSync'])
    })
  })

  test('finishes writes that the disk takes only in part', async () => {
    const device: Device = {
      ...disk,
      writeSync: (fd, bytes, position) => disk.writeSync(fd, bytes.subarray(0, 7), position),
      write: (fd, bytes, position) => disk.write(fd, bytes.subarray(0, 7), position),
    }
    await withLog({ device }, async (log, options) => {
      await appendAll(log, 20)
      await log.close()
      const again = await openEventLog({ ...options, device: disk })
      verifyChains(await held(again))
      await again.close()
    })
  })

  for (const mode of ['alone', 'in company', 'on a slow disk'] as const) {
    const writers = mode === 'alone' ? 1 : 5
    for (const broken of ['write', 'sync'] as const) {
      test(`stops acknowledging for good after a failed ${broken}, ${mode}`, async () => {
        let time = 0
        const clock = (): number => {
          time += mode === 'on a slow disk' ? 20 : 0
          return time
        }
        const fault = faulty(broken)
        await withLog({ device: fault.device, clock }, async (log, options) => {
          for (let turn = 0; turn < 3; turn++) await appendAll(log, writers)
          fault.break()
          const waiting = Array.from({ length: writers }, (_, number) => log.append(note(number)).durable)
          const errors = await Promise.all(waiting.map((durable) => rejects(durable, 'failed')))
          for (const { cause } of errors) assert.is((cause as NodeJS.ErrnoException).code, 'EIO')
          await rejects((async () => log.append(note(1)))(), 'failed')
          assert.is(log.status().state, 'failed')
          // A second sync of the same file could succeed and lie.
          assert.is(fault.callsSince(), 1)
          const readable = await held(log)
          await log.close()
          assert.is(fault.callsSince(), 1)
          const again = await openEventLog({ ...options, device: disk })
          const events = await held(again)
          assert.ok(events.length > readable.length)
          verifyChains(events)
          await again.close()
        })
      })
    }
  }

  test('takes no more than memory can hold while the disk is stuck, and goes on when it moves', async () => {
    let release: () => void = () => undefined
    let stuck = Promise.resolve()
    const device: Device = {
      ...disk,
      fdatasync: async (fd) => {
        await stuck
        await disk.fdatasync(fd)
      },
    }
    let time = 0
    await withLog({ device, clock: () => (time += 20), segmentBytes: 32 * 1024 * 1024 }, async (log) => {
      for (let turn = 0; turn < 3; turn++) await appendAll(log, 1)
      stuck = new Promise((resolve) => {
        release = resolve
      })
      const large = { kind: 'config' as const, data: { text: 'x'.repeat(1024 * 1024 - 1024) } }
      const waiting: Promise<void>[] = []
      await rejects(
        (async () => {
          for (let count = 0; count < 100; count++) {
            waiting.push(log.append(large).durable)
            await new Promise((resolve) => setImmediate(resolve))
          }
        })(),
        'full',
      )
      assert.ok(waiting.length > 1 && waiting.length < 100)
      release()
      await Promise.all(waiting)
      await appendAll(log, 3)
      assert.is(log.status().state, 'open')
    })
  })

  test('does not make an unhandled rejection of a failure that nobody waits for', async () => {
    const fault = faulty('sync')
    await withLog({ device: fault.device }, async (log) => {
      fault.break()
      log.append(note(1))
      await new Promise((resolve) => setTimeout(resolve, 5))
      assert.is(log.status().state, 'failed')
    })
  })
})

async function withLog(
  changes: Partial<EventLogOptions>,
  body: (log: OpenEventLog, options: EventLogOptions) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cordon-commit-'))
  const options = logOptions(folder, { segmentBytes: 1024 * 1024, ...changes })
  const log = await openEventLog(options)
  try {
    await body(log, options)
  } finally {
    await log.close()
    rmSync(folder, { recursive: true })
  }
}

function recording(): Calls {
  const calls: string[] = []
  const noted = <Name extends keyof Device>(name: Name): Device[Name] => {
    const call = (...given: Parameters<Device[Name]>): unknown => {
      calls.push(name)
      return (disk[name] as (...all: unknown[]) => unknown)(...given)
    }
    return call as Device[Name]
  }
  return {
    calls,
    device: {
      writeSync: noted('writeSync'),
      fdatasyncSync: noted('fdatasyncSync'),
      write: noted('write'),
      fdatasync: noted('fdatasync'),
    },
  }
}

// A disk that breaks on command; counts what it is asked to do of that kind afterwards.
function faulty(kind: 'write' | 'sync'): { device: Device; break(): void; callsSince(): number } {
  let isBroken = false
  let calls = 0
  const check = (of: 'write' | 'sync'): void => {
    if (!isBroken || of !== kind) return
    calls++
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
  }
  return {
    break: () => {
      isBroken = true
    },
    callsSince: () => calls,
    device: {
      writeSync: (fd, bytes, position) => {
        check('write')
        return disk.writeSync(fd, bytes, position)
      },
      fdatasyncSync: (fd) => {
        check('sync')
        disk.fdatasyncSync(fd)
      },
      write: async (fd, bytes, position) => {
        check('write')
        return disk.write(fd, bytes, position)
      },
      fdatasync: async (fd) => {
        check('sync')
        await disk.fdatasync(fd)
      },
    },
  }
}
