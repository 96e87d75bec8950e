// A process to be killed: records exchanges of many sessions, and prints the reference of each that it was given.
// argv: folder, tenant key in hex (made for the test).
import { createSecretKey } from 'node:crypto'
import { openPayloadLog } from '../../../evidence/recording/payload.ts'
import { tell } from './tell.ts'

const [folder = '', key = '', life = ''] = process.argv.slice(2)
const log = await openPayloadLog({ folder, tenantKey: createSecretKey(Buffer.from(key, 'hex')), fileBytes: 64 * 1024 })
tell('open')
for (let turn = 0; ; turn++) {
  const session = `ses_${life}_${turn % 5}`
  const { digest, exchange } = log.append(session, Buffer.from(`${session} ${turn} ${'x'.repeat(turn % 700)}`))
  tell(`${session} ${exchange} ${digest}`)
  if (turn % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
}
