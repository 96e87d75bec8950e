// Meets a real full disk: `tmpfs` mounts a small one over the folder (needs root, or a user namespace around it),
// `limit` lowers the file size limit of this process. Prints one JSON object. argv: folder, tmpfs|limit.
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openEventLog } from '../../../evidence/stream/event-log.ts'
import { appendAll, held, note, verifyChains } from '../contracts/event-log.ts'
import { logOptions } from './log-options.ts'

const [folder = '', kind = ''] = process.argv.slice(2)
if (kind === 'tmpfs') must('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder])
let clock = 0
const log = await openEventLog(logOptions(folder, { segmentBytes: 32 * 1024, clock: () => clock }))
console.log(JSON.stringify(kind === 'tmpfs' ? await fillDisk() : await hitLimit()))

async function fillDisk(): Promise<unknown> {
  const ballast = join(folder, 'ballast')
  writeFileSync(ballast, Buffer.alloc(128 * 1024))
  const kept = Array.from({ length: 8 }, () => log.reserve(2048))
  const refusal = await appendUntilRefused()
  const again = await appendUntilRefused()
  const { state } = log.status()
  // The disk is full to the last byte now; what room was kept for is taken all the same.
  assert.throws(() => writeFileSync(join(folder, 'last'), Buffer.alloc(1024 * 1024)), /ENOSPC/)
  for (const room of kept) await room.append({ kind: 'config', data: { text: 'n'.repeat(1500) } }).durable
  rmSync(join(folder, 'last'))
  await log.sign()
  const events = await held(log)
  verifyChains(events)
  const alarms = events.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString())).filter((e) => e.kind === 'alarm')
  // The operator frees disk: it goes on by itself.
  rmSync(ballast)
  clock += 10_000
  await appendAll(log, 50)
  // And when sealed events are released, though not one byte is free to note that.
  const second = await appendUntilRefused()
  assert.throws(() => writeFileSync(join(folder, 'rest'), Buffer.alloc(1024 * 1024)), /ENOSPC/)
  const last = (await held(log)).at(-1)?.cursor ?? ''
  await log.release(last)
  await appendAll(log, 50)
  verifyChains(await held(log))
  await log.close()
  return {
    refusal,
    again,
    state,
    alarms: alarms.map(({ data }) => data.code),
    second,
    after: log.status().state,
    kept: kept.length,
  }
}

async function hitLimit(): Promise<unknown> {
  await appendAll(log, 10)
  must('prlimit', ['--pid', String(process.pid), '--fsize=1024:1024'])
  const { durable } = log.append(note(1))
  const waiting = await durable.then(
    () => 'durable',
    (error) => error.code,
  )
  const next = await appendUntilRefused()
  const held_ = (await held(log)).length
  await log.close()
  return { waiting, next, held: held_, state: log.status().state }
}

async function appendUntilRefused(): Promise<string> {
  for (let number = 0; number < 10_000; number++) {
    try {
      await log.append(note(number)).durable
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  return 'never refused'
}

function must(command: string, argv: readonly string[]): void {
  const { status, error } = spawnSync(command, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} failed`, { cause: error })
}
