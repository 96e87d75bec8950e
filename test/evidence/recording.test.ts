import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { holderKey } from '../../evidence/recording/envelope.ts'
import { openPayloadLog, type PayloadLog, type PayloadLogOptions } from '../../evidence/recording/payload.ts'
import { checkPayloads, type ReadPayload, readPayloads } from '../../evidence/recording/read-payloads.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'

const tenantKey = createSecretKey(randomBytes(32))
const SHIP = { shard: 'main', retainUntil: new Date('2032-01-01T00:00:00Z') }

describe('recorded payloads', (test) => {
  test('come back from the store as they were recorded, under the digests of their references', async () => {
    const exchange = fc.record({ session: fc.constantFrom('ses_a', 'ses_b', 'ses-c.d'), content: fc.uint8Array() })
    await fc.assert(
      fc.asyncProperty(fc.array(exchange, { maxLength: 30 }), fc.nat(29), async (exchanges, shipAt) => {
        await withLog({ fileBytes: 300 }, async ({ log, store }) => {
          const expected = new Map<string, unknown[]>()
          for (const [index, { session, content }] of exchanges.entries()) {
            if (index === shipAt) await log.ship(store, SHIP)
            const { digest, bytes, ...reference } = log.append(session, content)
            parse('event-data', {
              effect: { decision: 'dec_1', outcome: 'done', payload: { digest, bytes, ...reference } },
            })
            assert.is(bytes, content.length)
            const list = expected.get(session) ?? []
            expected.set(session, list)
            assert.is(reference.exchange, list.length)
            list.push({ session, ...reference, digest, content: hex(content) })
          }
          await log.ship(store, SHIP)
          assert.is(log.heldBytes, 0)
          for (const [session, list] of expected) assert.equal(shown(await read(store, session)), list)
          assert.equal(await checkPayloads(store, 'main', tenantKey), {
            frames: exchanges.length,
            opened: exchanges.length,
            bad: [],
          })
        })
      }),
      { numRuns: 25 },
    )
  })

  test('lie nowhere in the clear, and are held in governance mode', async () => {
    await withLog({}, async ({ log, store, folder }) => {
      const marker = 'canary 078-05-1120'
      log.append('ses_a', Buffer.from(marker))
      for (const name of files(join(folder, 'log'))) assert.not.ok(readFileSync(name).includes(marker))
      await log.ship(store, SHIP)
      const stored = files(join(folder, 'store'))
      assert.ok(stored.length > 0)
      for (const name of stored) assert.not.ok(readFileSync(name).includes(marker))
      const notes = stored.filter((name) => name.includes('~retention')).map((name) => readFileSync(name, 'utf8'))
      assert.is(notes.length, 2)
      for (const note of notes) assert.match(note, /"governance"/)
    })
  })

  test('are cut at the cap and say so, unless all of it must be recorded', async () => {
    await withLog({ capBytes: 10 }, async ({ log, store }) => {
      const cut = log.append('ses_a', Buffer.from('0123456789abc'))
      const whole = log.append('ses_a', Buffer.from('0123456789'))
      const full = log.append('ses_a', Buffer.from('0123456789abc'), { full: true })
      assert.equal(
        [cut, whole, full].map(({ bytes, truncated }) => [bytes, truncated]),
        [
          [10, true],
          [10, false],
          [13, false],
        ],
      )
      await log.ship(store, SHIP)
      assert.equal(
        (await read(store, 'ses_a')).map(({ content, truncated }) => [Buffer.from(content).toString(), truncated]),
        [
          ['0123456789', true],
          ['0123456789', false],
          ['0123456789abc', false],
        ],
      )
    })
  })

  test('go on with key and numbers when the log is opened again', async () => {
    await withLog({}, async ({ log, store, reopen }) => {
      log.append('ses_a', Buffer.from('one'))
      const again = await reopen()
      assert.is(again.append('ses_a', Buffer.from('two')).exchange, 1)
      await again.ship(store, SHIP)
      assert.equal(
        (await read(store, 'ses_a')).map(({ content }) => Buffer.from(content).toString()),
        ['one', 'two'],
      )
    })
  })

  test('keep both lives of a session id that was used again after all of it was shipped', async () => {
    await withLog({}, async ({ log, store, reopen }) => {
      log.append('ses_a', Buffer.from('one'))
      await log.ship(store, SHIP)
      const again = await reopen()
      again.append('ses_a', Buffer.from('two'))
      await again.ship(store, SHIP)
      assert.equal((await read(store, 'ses_a')).map(({ content }) => Buffer.from(content).toString()).sort(), [
        'one',
        'two',
      ])
    })
  })

  test('are refused without room, and taken again when others are shipped', async () => {
    await withLog({ mostBytes: 4096 }, async ({ log, store }) => {
      const fill = (): void => {
        for (;;) log.append('ses_a', Buffer.alloc(500))
      }
      await rejects((async () => fill())(), 'full')
      await log.ship(store, SHIP)
      log.append('ses_a', Buffer.alloc(500))
    })
  })

  test('are refused for an id that names no session, and after the end', async () => {
    await withLog({}, async ({ log }) => {
      for (const session of ['', '.', '..', 'a/b', '../a', 'a\0', 'é', 'x'.repeat(65)])
        await rejects((async () => log.append(session, Buffer.from('x')))(), 'invalid')
      await log.close()
      await rejects((async () => log.append('ses_a', Buffer.from('x')))(), 'closed')
    })
  })
})

describe('shipping', (test) => {
  test('broken off at any call and begun again by a new life leaves each exchange once', async () => {
    for (let calls = 0; calls < 12; calls++) {
      for (const when of ['before', 'after'] as const) {
        await withLog({ fileBytes: 400 }, async ({ log, store, reopen }) => {
          const digests = Array.from(
            { length: 12 },
            (_, turn) => log.append(`ses_${turn % 2}`, Buffer.alloc(60)).digest,
          )
          await log.ship(breaking(store, calls, when), SHIP).catch((error) => assert.is(error.message, 'cut off'))
          const again = await reopen()
          await again.ship(store, SHIP)
          assert.is(again.heldBytes, 0)
          const found = [...(await read(store, 'ses_0')), ...(await read(store, 'ses_1'))].map(({ digest }) => digest)
          assert.equal(found.sort(), digests.sort())
        })
      }
    }
  })

  test('after a shorter piece of the same run was shipped adds only what is missing', async () => {
    await withLog({}, async ({ log, store, folder, reopen }) => {
      const digests = ['one', 'two', 'three'].map((text) => log.append('ses_a', Buffer.from(text)).digest)
      await log.close()
      const [path = ''] = files(join(folder, 'log'))
      const whole = readFileSync(path)
      // A power cut took the third exchange of the file after it was shipped; then the disk gave it back.
      writeFileSync(path, whole.subarray(0, whole.length - 20))
      await (await reopen()).ship(store, SHIP)
      writeFileSync(path, whole)
      await (await reopen()).ship(store, SHIP)
      assert.equal(
        (await read(store, 'ses_a')).map(({ digest }) => digest),
        digests,
      )
      const keys = []
      for await (const key of store.list('v1/main/payloads/')) keys.push(key)
      assert.equal(keys, [
        'v1/main/payloads/ses_a/00000000000000000000',
        'v1/main/payloads/ses_a/00000000000000000002',
        'v1/main/payloads/ses_a/key',
      ])
    })
  })

  test('ships what holds of a damaged file, keeps the file, and says so', async () => {
    await withLog({}, async ({ log, store, folder, reopen }) => {
      const digests = ['one', 'two', 'three'].map((text) => log.append('ses_a', Buffer.from(text)).digest)
      await log.close()
      const [path = ''] = files(join(folder, 'log'))
      const bytes = readFileSync(path)
      const at = bytes.length - 100
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(path, bytes)
      const { damaged } = await (await reopen()).ship(store, SHIP)
      assert.equal(damaged, [`${path}.corrupt`])
      assert.equal(readFileSync(`${path}.corrupt`), bytes)
      assert.equal(
        (await read(store, 'ses_a')).map(({ digest }) => digest),
        [digests[0], digests[2]],
      )
    })
  })
})

describe('reading payloads', (test) => {
  test('refuses every changed byte, another tenant key, another session, a destroyed key', async () => {
    await withLog({}, async ({ log, store }) => {
      for (const session of ['ses_a', 'ses_b']) log.append(session, Buffer.from('content'))
      await log.ship(store, SHIP)
      const key = 'v1/main/payloads/ses_a/00000000000000000000'
      const bytes = (await store.get(key)) ?? new Uint8Array()
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 4
        await rejects(read(replacing(store, key, changed), 'ses_a'), 'damaged')
      }
      await rejects(read(store, 'ses_a', createSecretKey(randomBytes(32))), 'key')
      const other = await store.get('v1/main/payloads/ses_b/00000000000000000000')
      await rejects(read(replacing(store, key, other), 'ses_a'), 'damaged')
      const otherKey = await store.get('v1/main/payloads/ses_b/key')
      await rejects(read(replacing(store, 'v1/main/payloads/ses_a/key', otherKey), 'ses_a'), 'damaged')
      const shredded = replacing(store, 'v1/main/payloads/ses_a/key', null)
      await rejects(read(shredded, 'ses_a'), 'key')
      assert.equal(await read(store, 'ses_none'), [])
      assert.equal(await checkPayloads(shredded, 'main', tenantKey), { frames: 2, opened: 1, bad: [] })
      const spoiled = Buffer.from(bytes)
      spoiled[30] = (spoiled[30] ?? 0) ^ 1
      const { opened, bad } = await checkPayloads(replacing(store, key, spoiled), 'main', tenantKey)
      assert.is(opened, 1)
      assert.is(bad[0]?.session, 'ses_a')
    })
  })

  test("of a part that runs apart open with its own key and with the tenant key, and with no other part's", async () => {
    const own = holderKey(tenantKey, 'clinic-db')
    await withLog({ tenantKey: own, holder: 'clinic-db' }, async ({ log, store, reopen }) => {
      log.append('ses_a', Buffer.from('one'))
      // A session goes on after a restart, under the key that the part alone has.
      const again = await reopen()
      again.append('ses_a', Buffer.from('two'))
      await again.ship(store, { shard: 'main', retainUntil: new Date(Date.now() + 1000) })
      assert.equal(
        (await read(store, 'ses_a')).map(({ content }) => String(content)),
        ['one', 'two'],
      )
      assert.equal(await checkPayloads(store, 'main', tenantKey), { frames: 2, opened: 2, bad: [] })
      await rejects(read(store, 'ses_a', holderKey(tenantKey, 'other')), 'key')
      await rejects(read(store, 'ses_a', own), 'key')
    })
  })
})

interface Bench {
  readonly log: PayloadLog
  readonly store: ObjectStore
  readonly folder: string
  reopen(): Promise<PayloadLog>
}

async function withLog(changes: Partial<PayloadLogOptions>, body: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-payloads-'))
  const options = { folder: join(folder, 'log'), tenantKey, ...changes }
  let log = await openPayloadLog(options)
  const reopen = async (): Promise<PayloadLog> => {
    await log.close()
    log = await openPayloadLog(options)
    return log
  }
  try {
    await body({ log, store: await openFolderStore(join(folder, 'store')), folder, reopen })
  } finally {
    await log.close()
    rmSync(folder, { recursive: true })
  }
}

// A store that goes away at a call to `create`: before it was done, or after, when the answer is lost.
function breaking(store: ObjectStore, calls: number, when: 'before' | 'after'): ObjectStore {
  let left = calls
  return {
    ...store,
    create: async (key, bytes, retention) => {
      if (left-- > 0) return store.create(key, bytes, retention)
      if (when === 'after') await store.create(key, bytes, retention)
      throw new Error('cut off')
    },
  }
}

function replacing(store: ObjectStore, key: string, bytes: Uint8Array | null): ObjectStore {
  return {
    ...store,
    get: async (asked) => (asked === key ? bytes : store.get(asked)),
    async *list(prefix, after) {
      for await (const one of store.list(prefix, after)) if (one !== key || bytes !== null) yield one
    },
  }
}

async function read(store: ObjectStore, session: string, key = tenantKey): Promise<ReadPayload[]> {
  const all = []
  for await (const payload of readPayloads(store, 'main', session, key)) all.push(payload)
  return all
}

function shown(payloads: readonly ReadPayload[]): unknown[] {
  return payloads.map(({ session, exchange, truncated, digest, content }) => ({
    ...{ session, exchange, truncated, digest },
    content: hex(content),
  }))
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
