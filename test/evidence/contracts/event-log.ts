import { createHash } from 'node:crypto'
import * as assert from 'uvu/assert'
import type { EventDraft } from '#schemas'
import { describe, rejects } from '#test/suite'
import type { EventLog, StoredEvent } from '../../../evidence/stream/seams.ts'

/** Makes logs of one implementation. `reopen` closes the log and opens what it left. */
export interface EventLogFactory {
  open(): Promise<EventLog>
  reopen(log: EventLog): Promise<EventLog>
  /** Closes what is open and cleans up. */
  end(): Promise<void>
}

/** What every EventLog keeps. Runs over each implementation of the seam. */
export function eventLogContract(name: string, make: () => Promise<EventLogFactory>): void {
  describe(`${name} as an event log`, (test) => {
    const within = (body: (factory: EventLogFactory) => Promise<void>) => async (): Promise<void> => {
      const factory = await make()
      try {
        await body(factory)
      } finally {
        await factory.end()
      }
    }

    test(
      'stamps version, time and source, and answers the canonical bytes',
      within(async ({ open }) => {
        const log = await open()
        const { bytes, durable } = log.append({
          ...note(1),
          session: 'ses_1',
          run: 'run',
          via: 'git',
          actor: { human: 'h', agent: 'a' },
        })
        await durable
        const event = JSON.parse(text(bytes))
        assert.is(event.v, 1)
        assert.is(event.kind, 'config')
        assert.is(new Date(event.time).toISOString(), event.time)
        assert.equal(event.actor, { human: 'h', agent: 'a' })
        assert.is(event.source.via, 'git')
        assert.match(event.source.id, /^[0-9a-f]{16}$/)
        assert.is(JSON.stringify(sortKeys(event)), text(bytes))
      }),
    )

    test(
      'chains every event to the one before it, without gaps',
      within(async ({ open }) => {
        const log = await open()
        await appendAll(log, 50)
        verifyChains(await held(log))
      }),
    )

    test(
      'reads back exactly the bytes that append answered',
      within(async ({ open }) => {
        const log = await open()
        const appended = await appendAll(log, 20)
        const read = new Set((await held(log)).map(({ bytes }) => text(bytes)))
        for (const bytes of appended) assert.ok(read.has(text(bytes)))
      }),
    )

    test(
      'does not read an event before it is durable',
      within(async ({ open }) => {
        const log = await open()
        const { bytes, durable } = log.append(note(1))
        const before = (await held(log)).some((event) => text(event.bytes) === text(bytes))
        await durable
        const after = (await held(log)).some((event) => text(event.bytes) === text(bytes))
        assert.ok(after)
        // Reading takes turns of the event loop, so it may have become durable meanwhile; never the other way round.
        assert.ok(!before || after)
      }),
    )

    test(
      'reads on after any cursor',
      within(async ({ open }) => {
        const log = await open()
        await appendAll(log, 12)
        const all = await held(log)
        for (const [index, { cursor }] of all.entries()) {
          const rest = await collect(log.read(cursor))
          assert.equal(rest.slice(0, all.length - index - 1).map(cursorOf), all.slice(index + 1).map(cursorOf))
        }
      }),
    )

    test(
      'forgets what is released, and nothing else, also after it was opened again',
      within(async ({ open, reopen }) => {
        let log = await open()
        await appendAll(log, 200)
        const all = await held(log)
        const middle = all[100] as StoredEvent
        await log.release(middle.cursor)
        assert.equal((await held(log)).slice(0, 99).map(cursorOf), all.slice(101, 200).map(cursorOf))
        log = await reopen(log)
        assert.is((await held(log))[0]?.cursor, all[101]?.cursor)
        assert.is((await collect(log.read((all[3] as StoredEvent).cursor)))[0]?.cursor, all[101]?.cursor)
      }),
    )

    test(
      'opens a higher epoch each time, and says where the former one ended',
      within(async ({ open, reopen }) => {
        let log = await open()
        await appendAll(log, 5)
        log = await reopen(log)
        await appendAll(log, 5)
        log = await reopen(log)
        const events = await held(log)
        verifyChains(events)
        const opened = events.map(({ bytes }) => JSON.parse(text(bytes))).filter(({ kind }) => kind === 'source.opened')
        assert.equal(
          opened.map(({ source }) => source.epoch),
          [1, 2, 3],
        )
        const last = events.filter(({ bytes }) => JSON.parse(text(bytes)).source.epoch === 2).at(-1) as StoredEvent
        assert.is(opened[2].data.previous.head, hash(last.bytes))
        assert.is(opened[2].data.previous.torn, false)
      }),
    )

    test(
      'refuses what is no event, and quotes nothing of it',
      within(async ({ open }) => {
        const log = await open()
        const bad: unknown[] = [
          { kind: 'secret 123-45-6789', data: {} },
          { kind: 'config', data: {}, extra: '123-45-6789' },
          { kind: 'config', data: '123-45-6789' },
          { kind: 'config', data: { big: 123456789n } },
          { kind: 'config', data: { text: '123-45-6789 '.repeat(200_000) } },
          { kind: 'config', data: nested(64) },
        ]
        for (const draft of bad) {
          const error = await rejects((async () => log.append(draft as EventDraft))(), 'invalid')
          assert.not.match(error.message, '123-45-6789')
        }
        await appendAll(log, 3)
        verifyChains(await held(log))
      }),
    )

    test(
      'takes nothing after it was closed',
      within(async ({ open }) => {
        const log = await open()
        const { durable } = log.append(note(1))
        await log.close()
        await durable
        await rejects((async () => log.append(note(2)))(), 'closed')
      }),
    )
  })
}

/** A small event with a number in it. */
export function note(number: number): EventDraft {
  return { kind: 'config', data: { number, text: 'n'.repeat(number % 97) } }
}

/** Appends `count` notes; resolves with their bytes when all are durable. */
export async function appendAll(log: EventLog, count: number): Promise<readonly Uint8Array[]> {
  const appended = Array.from({ length: count }, (_, number) => log.append(note(number)))
  await Promise.all(appended.map(({ durable }) => durable))
  return appended.map(({ bytes }) => bytes)
}

/** Everything that a log holds. */
export function held(log: EventLog): Promise<readonly StoredEvent[]> {
  return collect(log.read(null))
}

/** Checks that each epoch is a chain without gaps, that epochs rise, and that nothing stands twice. */
export function verifyChains(events: readonly { readonly bytes: Uint8Array }[]): void {
  let before: { epoch: number; seq: number; hash: string } | undefined
  for (const { bytes } of events) {
    const { source } = JSON.parse(text(bytes))
    if (before && source.epoch === before.epoch) {
      assert.is(source.seq, before.seq + 1)
      assert.is(source.prev, before.hash)
    } else {
      assert.ok(!before || source.epoch > before.epoch, 'epochs rise')
      if (source.seq === 1) assert.is(source.prev, '0'.repeat(64))
      else assert.ok(!before, 'an epoch begins with its first event, unless that was released')
    }
    before = { epoch: source.epoch, seq: source.seq, hash: hash(bytes) }
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}

function cursorOf(event: StoredEvent): string {
  return event.cursor
}

function nested(levels: number): Record<string, unknown> {
  return levels === 0 ? {} : { in: nested(levels - 1) }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  )
}

async function collect(events: AsyncIterable<StoredEvent>): Promise<readonly StoredEvent[]> {
  const all = []
  for await (const event of events) all.push(event)
  return all
}
