import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from '#test/suite'
import { sha256 } from '../../evidence/ledger/hash.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import { verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../evidence/verify/walk-events.ts'

const KILLS = 10
const LONGEST_LIFE_MS = 120

describe('log and sealer, killed again and again', (test) => {
  test('seal every event that was said to be durable, once, in one intact and complete ledger', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-sealing-'))
    const sealer = generateKeyPairSync('ed25519')
    const keys = [generateKeyPairSync('ed25519').privateKey, sealer.privateKey].map((key) =>
      key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    )
    try {
      const owed = new Set<string>()
      for (let kill = 0; kill < KILLS; kill++)
        for (const hash of await live([folder, ...keys], Math.random() * LONGEST_LIFE_MS)) owed.add(hash)
      await live([folder, ...keys, 'last'], null)
      const base = { store: await openFolderStore(`${folder}/store`), shard: 'main', publicKey: sealer.publicKey }
      const { integrity, gaps, events } = await verifyLedger(base)
      assert.deepEqual([integrity, gaps], ['intact', []])
      const sealed = new Set<string>()
      for await (const { bytes } of walkEvents(base)) sealed.add(sha256(bytes))
      assert.equal(sealed.size, events)
      assert.ok(owed.size > 0)
      const lost = [...owed].filter((hash) => !sealed.has(hash)).length
      assert.equal(lost, 0, `${lost} of ${owed.size} events were lost, ${events} were sealed`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** Runs the process, kills it so long after it opened (null: waits for its end); what it acknowledged. */
function live(given: readonly string[], killAfterMs: number | null): Promise<string[]> {
  const file = fileURLToPath(new URL('kill/sealing.ts', import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, file, ...given], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '' && killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    output += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0 || code === null) resolve(output.split('\n').filter((line) => line.length === 64))
      else reject(new Error(`the process ended with ${code}: ${errors}`))
    })
  })
}
