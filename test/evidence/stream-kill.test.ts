import { spawn } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { openEventLog } from '../../evidence/stream/event-log.ts'
import { held, verifyChains } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'

/** How the killed process syncs: on the spot, or in a thread. */
const PACES = ['quick', 'slow']
const KILLS_A_LANE = 20
const SEGMENT_BYTES = 32 * 1024

describe('a log whose process is killed at random points', (test) => {
  test('keeps every event that it said is durable, as chains, once, in rising epochs', async () => {
    const lanes = await Promise.all(PACES.map(lane))
    const acknowledged = lanes.reduce((sum, count) => sum + count, 0)
    assert.ok(acknowledged > 0, 'the killed processes acknowledged something')
  })
})

// One folder, killed again and again; answers how many events were acknowledged.
async function lane(pace: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-kill-'))
  const key = generateKeyPairSync('ed25519').privateKey
  const keyText = key.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  const owed = new Set<string>()
  let total = 0
  let epoch = 0
  try {
    for (let kill = 0; kill < KILLS_A_LANE; kill++) {
      const acknowledged = await runAndKill([folder, keyText, String(SEGMENT_BYTES), pace], kill)
      total += acknowledged.length
      for (const hash of acknowledged) owed.add(hash)
      const log = await openEventLog(logOptions(folder, { key, segmentBytes: SEGMENT_BYTES }))
      assert.ok(log.source.epoch > epoch, 'epochs rise')
      epoch = log.source.epoch
      const events = await held(log)
      verifyChains(events)
      const found = events.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))
      assert.is(new Set(found).size, found.length)
      const kept = new Set(found)
      assert.equal(
        [...owed].filter((hash) => !kept.has(hash)),
        [],
        'no acknowledged event is lost',
      )
      verifyOpenings(events)
      // Released up to a random place, as a sealer would: the next life begins with less.
      const at = Math.floor(Math.random() * events.length)
      const mark = events[at]
      if (mark && kill % 3 === 2) {
        await log.release(mark.cursor)
        for (const hash of found.slice(0, at + 1)) owed.delete(hash)
      }
      await log.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return total
}

// Every epoch says where the one before it ended: what it says is what is there.
function verifyOpenings(events: readonly { readonly bytes: Uint8Array }[]): void {
  const parsed = events.map(({ bytes }) => ({ bytes, event: JSON.parse(Buffer.from(bytes).toString()) }))
  for (const [index, { event }] of parsed.entries()) {
    const before = parsed[index - 1]
    if (event.kind !== 'source.opened' || !before) continue
    assert.is(event.data.previous.head, createHash('sha256').update(before.bytes).digest('hex'))
    assert.is(event.data.previous.seq, before.event.source.seq)
  }
}

// A third dies while it opens and recovers, the others while they write.
async function runAndKill(argv: readonly string[], turn: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [...process.execArgv, 'test/evidence/kill/appender.ts', ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const opened = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('latin1')
      if (output.startsWith('open\n')) resolve()
    })
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)))
  if (turn % 3 === 0) await Promise.race([opened, sleep(250 + Math.random() * 150)])
  else await opened.then(() => sleep(Math.random() * 60))
  child.kill('SIGKILL')
  assert.is(await ended, 'SIGKILL')
  // The last line may be cut: then its event was not acknowledged.
  return output.split('\n').slice(1, -1)
}
