import { randomBytes } from 'node:crypto'
import { describe, skip } from '#test/suite'
import { openStore } from '../../evidence/store/open-store.ts'
import { startMinio } from '../services/minio.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { objectStoreContract } from './contracts/object-store.ts'
import { s3StoreContract } from './contracts/s3-store.ts'

for (const [name, start] of [
  ['versitygw', startVersitygw],
  ['MinIO', startMinio],
] as const) {
  const server = await start()
  if ('missing' in server) {
    describe(`a store on ${name}`, (test) => skip(test, `a store on ${name}`, server.missing))
    continue
  }
  const bucket = await server.bucket()
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
