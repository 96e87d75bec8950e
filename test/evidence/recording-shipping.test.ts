import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { dying } from './failing-stores.ts'
import { files, read, SHIP, withLog } from './payload-bench.ts'

describe('shipping', (test) => {
  test('broken off at any call and begun again by a new life leaves each exchange once', async () => {
    for (let calls = 0; calls < 12; calls++) {
      for (const when of ['before', 'after'] as const) {
        await withLog({ fileBytes: 400 }, async ({ log, store, reopen }) => {
          const digests = Array.from(
            { length: 12 },
            (_, turn) => log.append(`ses_${turn % 2}`, Buffer.alloc(60)).digest,
          )
          await log.ship(dying(store, calls + 1, when), SHIP).catch((error) => assert.is(error.message, 'killed'))
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
