// A process to be killed: records exchanges of many sessions, and prints the reference of each that it was given.
// argv: folder, tenant key in hex (made for the test).
import { createSecretKey } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openPayloadLog } from '../../../evidence/recording/payload.ts'

const [folder = '', key = '', life = ''] = process.argv.slice(2)
const log = await openPayloadLog({ folder, tenantKey: createSecretKey(Buffer.from(key, 'hex')), fileBytes: 64 * 1024 })
writeSync(1, 'open\n')
for (let turn = 0; ; turn++) {
  const session = `ses_${life}_${turn % 5}`
  const { digest, exchange } = log.append(session, Buffer.from(`${session} ${turn} ${'x'.repeat(turn % 700)}`))
  writeSync(1, `${session} ${exchange} ${digest}\n`)
  if (turn % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
}
