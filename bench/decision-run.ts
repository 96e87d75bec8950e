// `benchDecision` with a real durable log, on the built-in bundle and on one of 300 rules.
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PolicyBundle, readBundle } from '#engine'
import { openEventLog } from '#evidence'
import { parse, type SqlQueryInput } from '#schemas'
import { buildPolicy, findOpa, readProject } from '#toolchain'
import { makeActive } from '../engine/policy/active.ts'
import { openBundle } from '../engine/policy/bundle.ts'
import { benchDecision } from './decision.ts'
import type { Figure } from './figure.ts'
import { largeProject } from './policy.ts'

const POLICIES = fileURLToPath(new URL('../policies', import.meta.url))
const QUESTION = 'one patient by key is masked for a developer'

export async function benchDecisionRun(): Promise<Figure[]> {
  const opa = await findOpa({ env: process.env, install: false }).catch(() => null)
  if (!opa) process.stderr.write('decision.opa and decision.300-rules are left out: `cordon policy check` brings OPA\n')
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  try {
    const bundle = await readBundle(join(POLICIES, 'built'), { keys: [] })
    const input = parse('sql-query', bundle.golden.find(({ name }) => name === QUESTION)?.input)
    const figures = await measure(
      'decision',
      folder,
      bundle,
      input,
      opa ? { binary: opa.path, folder: POLICIES } : null,
    )
    if (!opa) return figures
    const large = join(folder, 'large')
    for (const [path, text] of Object.entries(largeProject())) write(join(large, path), text)
    const { files, manifest } = await buildPolicy(opa, await readProject(large))
    const built = openBundle(files, { keys: [], builtIn: manifest.digest })
    return [
      ...figures,
      ...(await measure('decision.300-rules', folder, built, input, { binary: opa.path, folder: large })),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  id: string,
  folder: string,
  bundle: PolicyBundle,
  input: SqlQueryInput,
  opa: { binary: string; folder: string } | null,
): Promise<Figure[]> {
  const active = makeActive(bundle)
  const log = await openEventLog({
    folder: join(folder, `log-${id}`),
    role: 'bench',
    version: '0.0.0',
    key: generateKeyPairSync('ed25519').privateKey,
    separation: 'combined',
    assurance: 'demo',
    now: Date.now,
  })
  try {
    const peer = opa
      ? { opa: { binary: opa.binary, sources: [join(opa.folder, 'sql'), join(opa.folder, 'data')] } }
      : {}
    return await benchDecision({ id, recorder: log, keeper: { current: () => active }, input, ...peer })
  } finally {
    await log.close()
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
