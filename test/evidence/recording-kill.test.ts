import { spawn } from 'node:child_process'
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { openPayloadLog } from '../../evidence/recording/payload.ts'
import { readPayloads } from '../../evidence/recording/read-payloads.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'

describe('recordings of a process that is killed', (test) => {
  test('are all in the store after the next start, each once, as their references say', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-recorder-'))
    const secret = randomBytes(32)
    const tenantKey = createSecretKey(secret)
    const store = await openFolderStore(join(folder, 'store'))
    const references = new Map<string, Map<number, string>>()
    try {
      for (let life = 0; life < 8; life++) {
        const lines = await runAndKill([join(folder, 'log'), secret.toString('hex'), String(life)])
        for (const line of lines) {
          const [session = '', exchange = '', digest = ''] = line.split(' ')
          const known = references.get(session) ?? new Map<number, string>()
          references.set(session, known.set(Number(exchange), digest))
        }
        const log = await openPayloadLog({ folder: join(folder, 'log'), tenantKey })
        const { damaged } = await log.ship(store, { shard: 'main', retainUntil: new Date('2032-01-01T00:00:00Z') })
        assert.equal(damaged, [])
        await log.close()
      }
      assert.ok(references.size > 0)
      for (const [session, known] of references) {
        const found = new Map<number, string>()
        for await (const { exchange, digest, content } of readPayloads(store, 'main', session, tenantKey)) {
          assert.not.ok(found.has(exchange))
          found.set(exchange, digest)
          assert.ok(Buffer.from(content).toString().startsWith(`${session} `))
        }
        for (const [exchange, digest] of known) assert.is(found.get(exchange), digest)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

async function runAndKill(argv: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, [...process.execArgv, 'test/evidence/kill/recorder.ts', ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const opened = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('latin1')
      resolve()
    })
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)))
  await opened.then(() => sleep(Math.random() * 40))
  child.kill('SIGKILL')
  assert.is(await ended, 'SIGKILL')
  return output.split('\n').slice(1, -1)
}
