import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPhi } from '#phi'
import { type GitDesk, gitDesk, guardGit } from '#test/git-guard'
import { EXAMINE_LIMITS, examine } from '../enforcers/git/examine.ts'
import { receivedStore } from '../enforcers/git/received-store.ts'
import { Verdicts } from '../enforcers/git/verdicts.ts'
import { startGitServer } from '../test/services/git-server.ts'
import type { Figure } from './figure.ts'

const SCAN_BYTES = 20_000_000
const PUSH_BYTES = 5_000_000
const ROUNDS = 3
const ROOT = fileURLToPath(new URL('../', import.meta.url))

/**
 * New blobs looked at, in megabytes a second of this process's CPU, beside git's own reading of the same blobs: the first in a
 * process, as a hook on another server does it, and those behind, as an enforcer does; and what a push of 5 MB takes longer
 * through Cordon than to the same server without it.
 */
export async function benchGit(): Promise<Figure[]> {
  const sources = readSources()
  return [...(await benchScan(sources)), ...(await benchPush(sources))]
}

async function benchScan(sources: readonly string[]): Promise<readonly Figure[]> {
  const desk = gitDesk()
  try {
    await desk.must(['init', '--quiet', 'copy'])
    const tip = await desk.commit('copy', corpus(sources, SCAN_BYTES, 'scan'))
    const folder = join(desk.folder, 'copy', '.git')
    await desk.must(['update-ref', '-d', 'HEAD'], { in: 'copy' })
    const store = receivedStore({
      folder,
      quarantine: '',
      shallow: '',
      path: process.env['PATH'] ?? '',
      signal: new AbortController().signal,
    })
    const rates: number[] = []
    const floors: number[] = []
    const phi = createPhi()
    for (let round = 0; round <= ROUNDS; round++) {
      floors.push(await readingRate(desk, tip))
      const before = process.cpuUsage()
      const seen = await examine([tip], store, {
        phi,
        verdicts: new Verdicts(),
        limits: EXAMINE_LIMITS,
        progress: () => undefined,
      })
      const { user, system } = process.cpuUsage(before)
      rates.push(seen.bytes / (user + system))
    }
    const [first = 0, ...others] = rates
    const [value, floor] = [median(others), median(floors)]
    return [
      { id: 'git.cat-file', value: floor, unit: 'MB/s', against: null, ratio: null, aim: null },
      { id: 'git.scan-first', value: first, unit: 'MB/s', against: 'git.cat-file', ratio: first / floor, aim: null },
      { id: 'git.scan', value, unit: 'MB/s', against: 'git.cat-file', ratio: value / floor, aim: '≥ 30 MB/s a core' },
    ]
  } finally {
    desk.remove()
  }
}

// What git takes to give the same bytes to anybody, by the clock.
async function readingRate(desk: GitDesk, tip: string): Promise<number> {
  const ids = (await desk.must(['rev-list', '--objects', tip], { in: 'copy' }))
    .split('\n')
    .map((line) => line.split(' ')[0])
  const startedAt = performance.now()
  const said = await desk.must(['cat-file', '--batch', '--buffer'], { in: 'copy', input: `${ids.join('\n')}\n` })
  return said.length / (performance.now() - startedAt) / 1000
}

async function benchPush(sources: readonly string[]): Promise<readonly Figure[]> {
  const guard = await guardGit({
    judge: () => ({ effect: 'allow' }),
    cordon: [process.execPath, join(ROOT, 'cli', 'cordon.js')],
  })
  const plain = await startGitServer(join(guard.folder, 'repositories'))
  try {
    const copy = await guard.copy('one')
    const times: { readonly cordon: number[]; readonly plain: number[] } = { cordon: [], plain: [] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [way, url] of [
        ['plain', `${plain.url}/app.git`],
        ['cordon', guard.url],
      ] as const) {
        await guard.commit(copy, corpus(sources, PUSH_BYTES, `${way}${round}`))
        const startedAt = performance.now()
        await guard.must(['push', '--quiet', url, `HEAD:refs/heads/${way}${round}`], { in: copy })
        times[way].push((performance.now() - startedAt) / 1000)
      }
    }
    const [through, without] = [median(times.cordon), median(times.plain)]
    return [
      { id: 'git.push-plain', value: without, unit: 's', against: null, ratio: null, aim: null },
      { id: 'git.push', value: through, unit: 's', against: 'git.push-plain', ratio: through / without, aim: null },
      { id: 'git.push-added', value: through - without, unit: 's', against: null, ratio: null, aim: '< 1 s for 5 MB' },
    ]
  } finally {
    await plain.stop()
    await guard.stop()
  }
}

// Our own sources, each copy changed, so that no blob is there twice.
function corpus(sources: readonly string[], bytes: number, name: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  let size = 0
  for (let index = 0; size < bytes; index++) {
    const text = `// ${name} ${index}\n${sources[index % sources.length] ?? ''}`
    files[`${name}/file${index}.ts`] = text
    size += text.length
  }
  return files
}

function readSources(): readonly string[] {
  return ['engine', 'enforcers', 'evidence', 'phi', 'cli'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  )
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? 0
}
