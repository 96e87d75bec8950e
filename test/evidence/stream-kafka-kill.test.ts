import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey, createSecretKey, generateKeyPairSync, hash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, skip } from '#test/suite'
import { eventually } from '#test/wait'
import { readPayloads } from '../../evidence/recording/read-payloads.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'
import { verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../evidence/verify/walk-events.ts'
import { missingKafka, startKafka } from '../services/kafka.ts'
import type { KafkaPart } from './kill/kafka-part.ts'

const NAME = 'Kafka, its producers and its sealer'
const ROUNDS = Number(process.env['CORDON_TEST_KILLS'] ?? 8)
const SHARD = 'test'
const SETTLE_MS = 60_000

const missing = missingKafka()
describe(NAME, (test) => {
  if (missing !== null) return skip(test, NAME, missing)
  test('killed at random points lose nothing that was kept, and seal nothing twice', killAll)
})

interface Killed {
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
}

async function killAll(): Promise<void> {
  const broker = await startKafka()
  if (!broker.kill) throw new Error('this broker is not ours: leave CORDON_TEST_KAFKA unset')
  const folder = mkdtempSync(join(tmpdir(), 'cordon-kafka-kill-'))
  const sealerKey = generateKeyPairSync('ed25519').privateKey
  const tenantKey = randomBytes(32)
  const shared = {
    kafka: { brokers: broker.brokers, clientId: 'kill', timeoutMs: 2000, create: { partitions: 3, replicas: 1 } },
    store: join(folder, 'store'),
    sealerKey: sealerKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    tenantKey: tenantKey.toString('base64'),
  }
  const parts = ['producer', 'producer', 'sealer'].map((role, number) => {
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    return new Part({
      ...shared,
      role: role as KafkaPart['role'],
      folder: join(folder, String(number)),
      key,
      isLast: false,
    })
  })
  try {
    await Promise.all(parts.map((part) => part.start()))
    const victims: readonly Killed[] = [{ kill: broker.kill, start: broker.restart }, ...parts]
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(Math.random() * 1200)
      const victim = victims[round % victims.length] as Killed
      await victim.kill()
      await sleep(Math.random() * 300)
      await victim.start()
      if (process.env['VERBOSE']) process.stderr.write(`round ${round} ${performance.now() | 0}\n`)
    }
    for (const part of parts) if (part.isProducer) await part.kill()
    for (const part of parts) if (part.isProducer) await part.start('last')
    const kept = parts.flatMap(({ lines }) => lines)
    const store = await openFolderStore(shared.store)
    const publicKey = createPublicKey(sealerKey)
    await settled(store, kept, { publicKey, tenantKey })
    await Promise.all(parts.map((part) => part.kill()))
    const { integrity, gaps, events } = await verifyLedger({ store, shard: SHARD, publicKey })
    assert.deepEqual([integrity, gaps], ['intact', []])
    process.stdout.write(`${events} events, ${kept.length} acknowledged, ${ROUNDS} kills `)
  } finally {
    await Promise.all(parts.map((part) => part.kill()))
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Waits until everything that was kept is in the store; throws where an event is there twice. */
async function settled(
  store: ObjectStore,
  kept: readonly string[],
  { publicKey, tenantKey }: { readonly publicKey: ReturnType<typeof createPublicKey>; readonly tenantKey: Buffer },
): Promise<void> {
  const open = new Set(kept)
  await eventually(
    'all that was kept is in the store',
    async () => {
      const seen = new Set<string>()
      for await (const { bytes } of walkEvents({ store, shard: SHARD, publicKey })) {
        const digest = hash('sha256', bytes, 'hex')
        assert.ok(!seen.has(digest), 'an event was sealed twice')
        seen.add(digest)
        open.delete(`event ${digest}`)
      }
      const sessions = new Set(
        [...open].filter((line) => line.startsWith('payload ')).map((line) => line.split(' ')[1]),
      )
      for (const session of sessions) {
        try {
          for await (const { digest } of readPayloads(store, SHARD, session ?? '', createSecretKey(tenantKey)))
            open.delete(`payload ${session} ${digest}`)
        } catch {
          // Its key is not there yet.
        }
      }
      if (open.size > 0) await sleep(500)
      return open.size === 0
    },
    SETTLE_MS,
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${open.size} of ${kept.length} are missing, ${[...open].slice(0, 3)}`)
  })
}

/** One process, in all its lives. */
class Part implements Killed {
  readonly #part: KafkaPart
  #child: ChildProcess | undefined
  #errors = ''
  /** What it was told is kept. */
  readonly lines: string[] = []

  constructor(part: KafkaPart) {
    this.#part = part
  }

  get isProducer(): boolean {
    return this.#part.role === 'producer'
  }

  async start(life?: 'last'): Promise<void> {
    const argument = JSON.stringify({ ...this.#part, isLast: life === 'last' })
    const child = spawn(process.execPath, [...process.execArgv, 'test/evidence/kill/kafka-part.ts', argument], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let rest = ''
    let isOpen = false
    child.stderr.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString('utf8')).slice(-4000)
      if (process.env['VERBOSE']) process.stderr.write(chunk)
    })
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      // The last may be cut: then it was not acknowledged.
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === 'open') isOpen = true
        else this.lines.push(line)
      }
    })
    await eventually('it is open', () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${this.#errors}`)
      return isOpen
    })
  }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child) return
    assert.equal(child.exitCode, null, `it ended by itself: ${this.#errors}`)
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await closed
  }
}
