// Recordings on a real full disk: a small tmpfs over the folder (needs root, or a user namespace around it). Prints
// one JSON object. argv: folder.
import { spawnSync } from 'node:child_process'
import { createSecretKey, randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPayloadLog } from '../../../evidence/recording/payload.ts'
import { readPayloads } from '../../../evidence/recording/read-payloads.ts'
import { openFolderStore } from '../../../evidence/store/folder-store.ts'

const [folder = ''] = process.argv.slice(2)
const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'inherit' })
if (status !== 0) throw new Error('mount failed')
const tenantKey = createSecretKey(randomBytes(32))
const log = await openPayloadLog({ folder: join(folder, 'log'), tenantKey, fileBytes: 100_000 })
const ballast = join(folder, 'ballast')
writeFileSync(ballast, Buffer.alloc(3 * 1024 * 1024))

const digests: string[] = []
const refusal = record(10_000)
rmSync(ballast)
const after = record(5) ?? 'recorded'
const store = await openFolderStore(join(folder, 'store'))
const { damaged } = await log.ship(store, { shard: 'main', retainUntil: new Date('2032-01-01T00:00:00Z') })
const found = new Set<string>()
for await (const { digest } of readPayloads(store, 'main', 'ses_a', tenantKey)) found.add(digest)
const missing = digests.filter((digest) => !found.has(digest)).length
await log.close()
console.log(JSON.stringify({ refusal, damaged, missing, after }))

function record(most: number): string | undefined {
  try {
    for (let turn = 0; turn < most; turn++) digests.push(log.append('ses_a', randomBytes(5000)).digest)
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}
