// A process to be killed, around a broker that is killed too. argv: a JSON object (KafkaPart). As `producer` it
// appends, records and ships, and prints `event <hash>` and `payload <session> <digest>` for what is kept; as `sealer`
// it seals what arrives and stores payloads.
import { createPrivateKey, createPublicKey, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSealer, type SealerLog } from '../../../evidence/ledger/sealer.ts'
import { openPayloadLog } from '../../../evidence/recording/payload.ts'
import { openFolderStore } from '../../../evidence/store/folder-store.ts'
import { openEventLog } from '../../../evidence/stream/event-log.ts'
import type { KafkaSettings } from '../../../evidence/stream/kafka/client.ts'
import { openKafkaPayloads } from '../../../evidence/stream/kafka/payloads.ts'
import { openKafkaShipper } from '../../../evidence/stream/kafka/shipper.ts'
import { openKafkaSource } from '../../../evidence/stream/kafka/source.ts'
import { logOptions } from './log-options.ts'
import { tell } from './tell.ts'

export interface KafkaPart {
  readonly role: 'producer' | 'sealer'
  readonly kafka: KafkaSettings
  readonly folder: string
  readonly store: string
  /** Private keys, PKCS 8, base64. */
  readonly key: string
  readonly sealerKey: string
  /** Base64. */
  readonly tenantKey: string
  /** A producer that only ships what is left. */
  readonly isLast: boolean
}

const WRITERS = 4
const PAUSE_MS = 15
const SHARD = 'test'
const part = JSON.parse(process.argv[2] ?? '{}') as KafkaPart
const store = await openFolderStore(part.store)
const sealerKey = read(part.sealerKey)
const log: SealerLog = { info: () => undefined, warn: say, error: say }
if (part.role === 'producer') await produce()
else await seal()

async function produce(): Promise<void> {
  const key = read(part.key)
  const events = await openEventLog(
    logOptions(join(part.folder, 'log'), { key, segmentBytes: 256 * 1024, headEveryMs: 50, separation: 'apart' }),
  )
  const tenantKey = createSecretKey(Buffer.from(part.tenantKey, 'base64'))
  const payloads = await openPayloadLog({ folder: join(part.folder, 'payloads'), tenantKey, fileBytes: 64 * 1024 })
  openKafkaShipper({
    ...{ kafka: part.kafka, events, payloads, key, store, shard: SHARD, log },
    sealerKey: createPublicKey(sealerKey),
    ...{ pollMs: 200, payloadsEveryMs: 200, stallMs: 5000 },
  })
  tell('open')
  if (part.isLast) return
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))

  async function write(writer: number): Promise<void> {
    const session = `ses_${events.source.id}_${writer}`
    for (let turn = 0; ; turn++) {
      const content = Buffer.from(`${writer} ${turn} ${'p'.repeat((turn * 37) % 400)}`)
      if (turn % 8 === 0) tell(`payload ${session} ${payloads.append(session, content).digest}`)
      const { bytes, durable } = events.append({
        kind: 'config',
        data: { writer, turn, text: 'x'.repeat(turn % 300) },
        session,
      })
      await durable
      tell(`event ${hash('sha256', bytes, 'hex')}`)
      await sleep(PAUSE_MS)
    }
  }
}

async function seal(): Promise<void> {
  const common = { kafka: part.kafka, store, shard: SHARD, alarm: say, log }
  openKafkaPayloads({ ...common, retainUntil: () => new Date('2032-01-01T00:00:00Z') })
  tell('open')
  await runSealer({
    source: openKafkaSource({ ...common, sealerKey: createPublicKey(sealerKey) }),
    ...{ store, shard: SHARD, key: sealerKey, assurance: 'demo', separation: 'apart' },
    sealEvery: { ms: 100, events: 300 },
    onSealed: () => undefined,
    alarm: say,
    now: Date.now,
    signal: new AbortController().signal,
    log,
  })
}

function read(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
}

function say(what: unknown, facts: unknown = {}): void {
  writeSync(2, `${part.role}: ${JSON.stringify([what, facts])}\n`)
}
