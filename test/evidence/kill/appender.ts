// A process to be killed: appends with many writers, and prints `<cursor> <hash>` of every event that it was told is
// durable. argv: folder, private key (PKCS 8, base64; made for the test), segment
// bytes, and `slow` for syncs that seem to take long, so that a thread does them.
import { createPrivateKey, hash } from 'node:crypto'
import { openEventLog } from '../../../evidence/stream/event-log.ts'
import { logOptions } from './log-options.ts'
import { tell } from './tell.ts'

const WRITERS = 16
const [folder = '', key = '', segmentBytes = '', pace = ''] = process.argv.slice(2)
let time = 0
const log = await openEventLog(
  logOptions(folder, {
    key: createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' }),
    segmentBytes: Number(segmentBytes),
    headEveryMs: 5,
    ...(pace === 'slow' ? { clock: () => (time += 5) } : {}),
  }),
)
tell('open')
for (let writer = 0; writer < WRITERS; writer++) void append(writer)

async function append(writer: number): Promise<void> {
  for (let turn = 0; ; turn++) {
    const { bytes, durable } = log.append({ kind: 'config', data: { writer, turn, text: 'x'.repeat(turn % 300) } })
    await durable
    tell(hash('sha256', bytes, 'hex'))
  }
}
