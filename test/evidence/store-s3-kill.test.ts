import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, skip } from '#test/suite'
import { openStore } from '../../evidence/store/open-store.ts'
import { startMinio } from '../services/minio.ts'
import { startVersitygw } from '../services/versitygw.ts'

const KILLS = 4
const AT_ONCE = 8
const LONGEST_LIFE_MS = 250

// Both run before the first suite is defined: uvu starts what it knows of when this file first waits.
const servers = [
  { name: 'versitygw', server: await startVersitygw() },
  { name: 'MinIO', server: await startMinio() },
]

for (const { name, server } of servers)
  describe(`${name}, killed in the middle of puts`, (test) => {
    if ('missing' in server) {
      skip(test, `${name}, killed`, server.missing)
      return
    }
    test.after(() => server.stop())

    test('holds every object that was acknowledged, and takes the others once it is back', async () => {
      const place = `s3://${await server.bucket()}/kill`
      const open = () => openStore(place, { s3: { ...server.access, timeoutMs: 2000 }, now: Date.now })
      const acknowledged = new Set<string>()
      const begun = new Set<string>()
      let refused = 0
      for (let kill = 0; kill < KILLS; kill++) {
        const store = await open()
        const end = new AbortController()
        const putters = Array.from({ length: AT_ONCE }, async (_, putter) => {
          for (let put = 0; !end.signal.aborted; put++) {
            const key = `v1/${kill}-${putter}-${String(put).padStart(6, '0')}`
            begun.add(key)
            try {
              await store.create(key, contentOf(key))
              acknowledged.add(key)
            } catch (error) {
              assert.equal((error as { code?: string }).code, 'io')
              refused++
              return
            }
          }
        })
        await sleep(50 + Math.random() * LONGEST_LIFE_MS)
        await server.kill()
        end.abort()
        await Promise.all(putters)
        store.close()
        await server.restart()
      }
      assert.ok(acknowledged.size > 0 && refused > 0, `${acknowledged.size} acknowledged, ${refused} refused`)
      const store = await open()
      for (const key of acknowledged) assert.ok(contentOf(key).equals((await store.get(key)) ?? Buffer.alloc(0)), key)
      for (const key of begun)
        assert.ok(
          ['created', 'same'].includes(await store.create(key, contentOf(key))),
          `${key} is taken by other bytes`,
        )
      const listed: string[] = []
      for await (const key of store.list('v1/')) listed.push(key)
      assert.deepEqual(listed, [...begun].sort())
      store.close()
    })
  })

// From a few bytes to a quarter of a megabyte, told by the key.
function contentOf(key: string): Buffer {
  const size = (Number(key.slice(-6)) % 4) * 80_000 + 100
  return Buffer.alloc(size, `${key};`)
}
