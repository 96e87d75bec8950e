import { createSecretKey, randomBytes } from 'node:crypto'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { holderKey } from '../../evidence/recording/envelope.ts'
import { checkPayloads } from '../../evidence/recording/read-payloads.ts'
import { read, replacing, SHIP, TENANT_KEY, withLog } from './payload-bench.ts'

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
      assert.equal(await checkPayloads(shredded, 'main', TENANT_KEY), { frames: 2, opened: 1, bad: [] })
      const spoiled = Buffer.from(bytes)
      spoiled[30] = (spoiled[30] ?? 0) ^ 1
      const { opened, bad } = await checkPayloads(replacing(store, key, spoiled), 'main', TENANT_KEY)
      assert.is(opened, 1)
      assert.is(bad[0]?.session, 'ses_a')
    })
  })

  test("of a part that runs apart open with its own key and with the tenant key, and with no other part's", async () => {
    const own = holderKey(TENANT_KEY, 'clinic-db')
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
      assert.equal(await checkPayloads(store, 'main', TENANT_KEY), { frames: 2, opened: 2, bad: [] })
      await rejects(read(store, 'ses_a', holderKey(TENANT_KEY, 'other')), 'key')
      await rejects(read(store, 'ses_a', own), 'key')
    })
  })
})
