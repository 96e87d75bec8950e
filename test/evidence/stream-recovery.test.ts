import { generateKeyPairSync } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { type OpenEventLog, openEventLog } from '../../evidence/stream/event-log.ts'
import { scanFrames } from '../../evidence/stream/frames.ts'
import { appendAll, held, note, verifyChains } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'

const key = generateKeyPairSync('ed25519').privateKey

describe('recovery of a log', (test) => {
  test('cuts a tail that is torn at any byte, and says so', async () => {
    await inFolder(async (folder) => {
      const { name, bytes, ends } = await oneSegment(folder, 1)
      for (let length = 0; length < bytes.length; length++) {
        const copy = `${folder}-cut`
        cpSync(folder, copy, { recursive: true })
        truncateSync(join(copy, name), length)
        const log = await reopen(copy)
        const events = await held(log)
        const whole = ends.filter((end) => end <= length).length
        assert.is(events.length, whole + 1)
        assert.is(log.source.epoch, 2)
        const last = parse(events.at(-1)?.bytes)
        assert.is(last.kind, 'source.opened')
        assert.is(last.data.previous?.seq, whole === 0 ? undefined : whole)
        if (whole > 0)
          assert.is(
            last.data.previous.torn,
            bytes.subarray(ends[whole - 1], length).some((byte) => byte !== 0),
          )
        verifyChains(events)
        await log.close()
        rmSync(copy, { recursive: true })
      }
    })
  })

  test('keeps a damaged segment aside, raises an alarm once, and goes on with all that holds', async () => {
    await inFolder(async (folder) => {
      const { name, bytes, ends } = await oneSegment(folder, 6)
      for (let at = 3; at < (ends.at(-2) ?? 0); at += 41) {
        const copy = `${folder}-flip`
        cpSync(folder, copy, { recursive: true })
        const flipped = Buffer.from(bytes)
        flipped[at] = (flipped[at] ?? 0) ^ 0x10
        writeFileSync(join(copy, name), flipped)
        let log = await reopen(copy)
        const events = (await held(log)).map((event) => parse(event.bytes))
        assert.equal(readFileSync(join(copy, `${name}.corrupt`)), flipped)
        const hit = ends.findIndex((end) => at < end) + 1
        assert.equal(
          events.filter(({ source }) => source.epoch === 1).map(({ source }) => source.seq),
          ends.map((_, index) => index + 1).filter((seq) => seq !== hit),
        )
        assert.equal(alarms(events), ['log.damaged'])
        await appendAll(log, 2)
        await log.close()
        log = await reopen(copy)
        assert.equal(alarms((await held(log)).map((event) => parse(event.bytes))), ['log.damaged'])
        await log.close()
        rmSync(copy, { recursive: true })
      }
    })
  })

  test('raises the alarm of damage that a former start found and did not live to tell', async () => {
    await inFolder(async (folder) => {
      const { name, bytes } = await oneSegment(folder, 1)
      writeFileSync(join(folder, `${name}.damaged`), bytes)
      const log = await reopen(folder)
      assert.equal(alarms((await held(log)).map((event) => parse(event.bytes))), ['log.damaged'])
      assert.ok(existsSync(join(folder, `${name}.corrupt`)))
      await log.close()
    })
  })

  test('never uses an epoch again, not even when its segments or its marks are gone', async () => {
    await inFolder(async (folder) => {
      for (let epoch = 1; epoch <= 3; epoch++) {
        const log = await reopen(folder)
        assert.is(log.source.epoch, epoch)
        await log.close()
      }
      for (const name of readdirSync(folder)) if (name.endsWith('.log')) rmSync(join(folder, name))
      const log = await reopen(folder)
      assert.is(log.source.epoch, 4)
      await log.close()
      rmSync(join(folder, 'marks.json'))
      const again = await reopen(folder)
      assert.is(again.source.epoch, 5)
      await again.close()
    })
  })

  test('refuses to guess when the marks are damaged', async () => {
    await inFolder(async (folder) => {
      const log = await reopen(folder)
      await log.close()
      for (const text of ['', '{', '{"epoch":-1}', '{"epoch":1,"released":{"epoch":"1","seq":1}}']) {
        writeFileSync(join(folder, 'marks.json'), text)
        await rejects(openEventLog(logOptions(folder, { key })), 'failed')
      }
    })
  })

  test('begins after what was released, though its segment is still there', async () => {
    await inFolder(async (folder) => {
      let log = await reopen(folder)
      await appendAll(log, 10)
      const events = await held(log)
      await log.release(events[4]?.cursor ?? '')
      await log.close()
      log = await reopen(folder)
      assert.is((await held(log))[0]?.cursor, events[5]?.cursor)
      const batch = await log.fetch(null, { most: 1, waitMs: 0, signal: new AbortController().signal })
      assert.is(batch.cursor, events[5]?.cursor)
      await log.close()
    })
  })

  test('removes whole segments that are released, also those of former lives', async () => {
    await inFolder(async (folder) => {
      let log = await reopen(folder)
      await appendAll(log, 300)
      assert.ok(segments(folder).length > 3)
      await log.close()
      log = await reopen(folder)
      const last = (await held(log)).at(-1)?.cursor ?? ''
      await log.release(last)
      assert.is(segments(folder).length, 1)
      assert.is(log.status().heldBytes, 0)
      await log.close()
    })
  })

  test('refuses a cursor that lies ahead, or that is none', async () => {
    await inFolder(async (folder) => {
      const log = await reopen(folder)
      const options = { most: 1, waitMs: 0, signal: new AbortController().signal }
      for (const cursor of ['1:99', '7:1', '1', '', '1:1:1', '01:1', '1:-1', 'x:y', `1:${'9'.repeat(100)}`]) {
        await rejects(log.fetch(cursor, options), 'cursor')
        await rejects(log.release(cursor), 'cursor')
      }
      await log.close()
    })
  })
})

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  // A thousand recoveries need no real disk; where there is memory to write to, they take a second.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cordon-recovery-'))
  try {
    await body(folder)
  } finally {
    for (const path of [folder, `${folder}-cut`, `${folder}-flip`]) rmSync(path, { recursive: true, force: true })
  }
}

// A log that was closed, in one segment: its name, bytes, and where its events end.
async function oneSegment(folder: string, count: number) {
  const log = await reopen(folder)
  await Promise.all(Array.from({ length: count }, (_, number) => log.append(note(number)).durable))
  await log.close()
  const [name = ''] = segments(folder)
  const bytes = readFileSync(join(folder, name))
  return { name, bytes, ends: scanFrames(bytes).frames.map(({ end }) => end) }
}

function reopen(folder: string): Promise<OpenEventLog> {
  return openEventLog(logOptions(folder, { key }))
}

function segments(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.log'))
}

function alarms(events: readonly ReturnType<typeof parse>[]): string[] {
  return events.filter(({ kind }) => kind === 'alarm').map(({ data }) => data.code)
}

function parse(bytes: Uint8Array | undefined) {
  return JSON.parse(Buffer.from(bytes ?? []).toString())
}
