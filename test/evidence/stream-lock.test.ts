import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { openEventLog } from '../../evidence/stream/event-log.ts'
import { lockFolder } from '../../evidence/stream/folder-lock.ts'
import { appendAll } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'

describe('the lock of a log folder', (test) => {
  test('lets one writer in, and names the folder to the second', async () => {
    await inFolder(async (folder) => {
      const log = await openEventLog(logOptions(folder))
      const error = await rejects(openEventLog(logOptions(folder)), 'locked')
      assert.match(error.message, folder)
      await appendAll(log, 3)
      await log.close()
      const next = await openEventLog(logOptions(folder))
      await next.close()
    })
  })

  test('is one lock however the folder is called', async () => {
    await inFolder(async (folder) => {
      const real = join(folder, 'real')
      mkdirSync(real)
      symlinkSync(real, join(folder, 'link'))
      const lock = await lockFolder(real)
      await rejects(lockFolder(join(folder, 'link')), 'locked')
      await lock.release()
      await (await lockFolder(join(folder, 'link'))).release()
    })
  })

  test('holds in folders whose path is longer than a socket path can be', async () => {
    await inFolder(async (folder) => {
      const one = join(folder, 'x'.repeat(120), 'one')
      const other = join(folder, 'x'.repeat(120), 'other')
      for (const path of [one, other]) mkdirSync(path, { recursive: true })
      const locks = [await lockFolder(one), await lockFolder(other)]
      await rejects(lockFolder(one), 'locked')
      for (const lock of locks) await lock.release()
    })
  })

  test('is held against another process, and falls when that one is killed', async () => {
    await inFolder(async (folder) => {
      const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
      const argv = [...process.execArgv, 'test/evidence/kill/appender.ts', folder, key, '65536']
      const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = new Promise((resolve) => child.once('close', resolve))
      await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
      child.stdout.resume()
      await rejects(lockFolder(folder), 'locked')
      child.kill('SIGKILL')
      await ended
      assert.ok(existsSync(join(folder, 'lock.sock')), 'a dead process leaves its socket file')
      await (await lockFolder(folder)).release()
    })
  })

  test('lets exactly one of many in who come at once', async () => {
    await inFolder(async (folder) => {
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)))
      const locks = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      assert.is(locks.length, 1)
      await locks[0]?.release()
    })
  })
})

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-lock-'))
  try {
    await body(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
