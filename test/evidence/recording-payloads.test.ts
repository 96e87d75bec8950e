import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { checkPayloads } from '../../evidence/recording/read-payloads.ts'
import { files, hex, read, SHIP, shown, TENANT_KEY, withLog } from './payload-bench.ts'

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
          assert.equal(await checkPayloads(store, 'main', TENANT_KEY), {
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
