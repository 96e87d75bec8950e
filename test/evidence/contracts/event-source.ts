import * as assert from 'uvu/assert'
import type { EventDraft } from '#schemas'
import { describe } from '#test/suite'
import type { EventBatch, EventSource } from '../../../evidence/stream/seams.ts'
import { note, verifyChains } from './event-log.ts'

/** Makes sources of one implementation, and says how events get into them. */
export interface EventSourceFactory {
  readonly source: EventSource
  /** Resolves when the event is there to be fetched. */
  append(draft: EventDraft): Promise<void>
  end(): Promise<void>
}

/** What every EventSource keeps. Runs over each implementation of the seam. */
export function eventSourceContract(name: string, make: () => Promise<EventSourceFactory>): void {
  describe(`${name} as an event source`, (test) => {
    const within = (body: (factory: EventSourceFactory) => Promise<void>) => async (): Promise<void> => {
      const factory = await make()
      try {
        await body(factory)
      } finally {
        await factory.end()
      }
    }

    test(
      'gives everything once and in order, however it is asked in pieces',
      within(async (factory) => {
        await fill(factory, 150)
        for (const most of [1, 7, 64, 1000]) {
          const events = await fetchAll(factory.source, most)
          verifyChains(events.map((bytes) => ({ bytes })))
          const numbers = events.map(numberOf).filter((number) => number !== undefined)
          assert.equal(
            numbers,
            Array.from({ length: 150 }, (_, number) => number),
          )
        }
      }),
    )

    test(
      'gives the same events again for the same cursor',
      within(async (factory) => {
        await fill(factory, 20)
        const first = await fetchOf(factory.source, null, 5)
        const once = await fetchOf(factory.source, first.cursor, 5)
        await fill(factory, 20)
        const again = await fetchOf(factory.source, first.cursor, 5)
        assert.equal(again.events.map(text), once.events.map(text))
        assert.is(again.cursor, once.cursor)
      }),
    )

    test(
      'never gives more than it was asked for, and at least one where there is one',
      within(async (factory) => {
        await fill(factory, 30)
        const { events } = await fetchOf(factory.source, null, 3)
        assert.ok(events.length >= 1 && events.length <= 3)
      }),
    )

    test(
      'answers an empty batch and the same cursor when the wait is over',
      within(async (factory) => {
        await fill(factory, 3)
        const cursor = await lastCursor(factory.source)
        const batch = await fetchOf(factory.source, cursor, 10, 5)
        assert.equal(batch, { events: [], cursor })
      }),
    )

    test(
      'answers when the signal aborts, also when it was aborted before',
      within(async (factory) => {
        await fill(factory, 1)
        const cursor = await lastCursor(factory.source)
        const stop = new AbortController()
        const waiting = factory.source.fetch(cursor, { most: 1, waitMs: 600_000, signal: stop.signal })
        setImmediate(() => stop.abort())
        assert.equal((await waiting).events.length, 0)
        const batch = await factory.source.fetch(cursor, { most: 1, waitMs: 600_000, signal: stop.signal })
        assert.equal(batch, { events: [], cursor })
      }),
    )

    test(
      'wakes who waits when an event arrives',
      within(async (factory) => {
        await fill(factory, 1)
        const cursor = await lastCursor(factory.source)
        const waiting = [1, 2, 3].map(() => fetchOf(factory.source, cursor, 10, 600_000))
        await factory.append(note(77))
        for (const batch of await Promise.all(waiting)) {
          let { events, cursor: behind } = batch
          while (numbersOf(events).length === 0)
            ({ events, cursor: behind } = await fetchOf(factory.source, behind, 10, 600_000))
          assert.is(numbersOf(events)[0], 77)
        }
      }),
    )

    test(
      'loses nothing between a fetch that finds nothing and an event that arrives just then',
      within(async (factory) => {
        let cursor = await lastCursor(factory.source)
        for (let number = 0; number < 50; number++) {
          const [batch] = await Promise.all([
            fetchOf(factory.source, cursor, 100, 600_000),
            (async () => {
              for (let turns = number % 7; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve))
              await factory.append(note(number))
            })(),
          ])
          // A log signs its chain when it likes: such an event may come first, and is none of ours.
          let { events, cursor: behind } = batch
          while (numbersOf(events).length === 0)
            ({ events, cursor: behind } = await fetchOf(factory.source, behind, 100, 600_000))
          assert.equal(numbersOf(events), [number])
          cursor = behind
        }
      }),
    )
  })
}

function numbersOf(events: readonly Uint8Array[]): readonly number[] {
  return events.map((event) => numberOf(event)).filter((number) => number !== undefined)
}

async function fill({ append }: EventSourceFactory, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, number) => append(note(number))))
}

/** Fetches from the beginning until nothing is left. */
export async function fetchAll(source: EventSource, most: number): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = []
  let cursor: string | null = null
  for (;;) {
    const batch: EventBatch = await fetchOf(source, cursor, most)
    if (batch.events.length === 0) return all
    assert.ok(batch.events.length <= most)
    all.push(...batch.events)
    cursor = batch.cursor
  }
}

async function lastCursor(source: EventSource): Promise<string | null> {
  let cursor: string | null = null
  for (;;) {
    const batch: EventBatch = await fetchOf(source, cursor, 1000)
    if (batch.events.length === 0) return cursor
    cursor = batch.cursor
  }
}

function fetchOf(source: EventSource, cursor: string | null, most: number, waitMs: number = 0): Promise<EventBatch> {
  return source.fetch(cursor, { most, waitMs, signal: new AbortController().signal })
}

function numberOf(bytes: Uint8Array): number | undefined {
  return JSON.parse(text(bytes)).data.number
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
