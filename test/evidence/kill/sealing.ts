// A process to be killed: one log, one sealer, one store; appends, and prints the hash of every event that it was
// told is durable. With a fifth argument it appends nothing, seals what is left, and ends. argv: folder, source
// key, sealer key (PKCS 8, base64; made for the test).
import { createPrivateKey, hash, type KeyObject } from 'node:crypto'
import { writeSync } from 'node:fs'
import { runSealer } from '../../../evidence/ledger/sealer.ts'
import { openFolderStore } from '../../../evidence/store/folder-store.ts'
import { openEventLog } from '../../../evidence/stream/event-log.ts'
import { logOptions } from './log-options.ts'
import { tell } from './tell.ts'

const WRITERS = 4
const [folder = '', sourceKey = '', sealerKey = '', last] = process.argv.slice(2)
const log = await openEventLog(logOptions(`${folder}/log`, { key: keyOf(sourceKey), headEveryMs: 5 }))
const store = await openFolderStore(`${folder}/store`)
const end = new AbortController()
const sealing = runSealer({
  source: log,
  store,
  shard: 'main',
  key: keyOf(sealerKey),
  assurance: 'demo',
  separation: 'combined',
  sealEvery: { events: 25, ms: 5 },
  onSealed: (cursor) => log.release(cursor),
  alarm: (draft) => void log.append(draft),
  now: Date.now,
  signal: end.signal,
  log: { info: () => undefined, warn: () => undefined, error: (message) => writeSync(2, `${message}\n`) },
})
tell('open')
if (last) {
  await log.sign()
  end.abort()
  await sealing
  await log.close()
} else for (let writer = 0; writer < WRITERS; writer++) void append(writer)

async function append(writer: number): Promise<void> {
  for (let turn = 0; ; turn++) {
    const { bytes, durable } = log.append({ kind: 'config', data: { writer, turn, text: 'x'.repeat(turn % 300) } })
    await durable
    tell(hash('sha256', bytes, 'hex'))
    // Room for the sealer, so that a kill finds it at every one of its steps.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

function keyOf(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
}
