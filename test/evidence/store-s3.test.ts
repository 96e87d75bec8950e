import { randomBytes } from 'node:crypto'
import { describe, skip } from '#test/suite'
import { openStore } from '../../evidence/store/open-store.ts'
import { startMinio } from '../services/minio.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { objectStoreContract } from './contracts/object-store.ts'
import { s3StoreContract } from './contracts/s3-store.ts'

// Both run before the first suite is defined: uvu starts what it knows of when this file first waits.
const servers = [
  { name: 'versitygw', server: await startVersitygw() },
  { name: 'MinIO', server: await startMinio() },
]
const buckets = await Promise.all(servers.map(({ server }) => ('missing' in server ? '' : server.bucket())))

for (const [index, { name, server }] of servers.entries()) {
  if ('missing' in server) {
    describe(`a store on ${name}`, (test) => skip(test, `a store on ${name}`, server.missing))
    continue
  }
  const bucket = buckets[index] ?? ''
  objectStoreContract(`a store on ${name}`, async () => {
    const place = `s3://${bucket}/contract/${randomBytes(6).toString('hex')}`
    const store = await openStore(place, { s3: server.access, now: Date.now })
    return { store, close: async () => store.close() }
  })
  s3StoreContract(name, server, bucket)
  describe(`${name} after its tests`, (test) => {
    test('stops', () => server.stop())
  })
}
