// The built-in rules with data of the benchmark's own: its tables, what is labelled in them, and room for a million rows.
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { canonical, type PolicyManifest, policyDigest } from '#schemas'
import { makeSigningKey, readBuilt, signManifest, withManifest, writeBundle } from '#toolchain'

const BUILT = fileURLToPath(new URL('../policies/built', import.meta.url))

/** Group whose agents may read the tables of the benchmark, and see no class of PHI. */
export const GROUP = 'bench'
/** Rows of a labelled table that one statement may return, narrowed or not. */
export const MOST_ROWS = 2_000_000

const REDACTED = ['name', 'ssn'].map((column) => ({ column, class: column, transform: 'redact' }))
const RELATIONS: Readonly<Record<string, { readonly subject: string | null; readonly columns: readonly unknown[] }>> = {
  'public.pgbench_accounts': { subject: null, columns: [] },
  'public.pgbench_branches': { subject: null, columns: [] },
  'public.pgbench_tellers': { subject: null, columns: [] },
  'public.pgbench_history': { subject: null, columns: [] },
  'public.bench_numbers': { subject: null, columns: [] },
  'public.bench_plain': { subject: null, columns: [] },
  'public.bench_labelled': { subject: 'id', columns: REDACTED },
}

/** Writes the signed bundle to a folder; answers the key that the configuration must trust. */
export async function writeBenchBundle(folder: string): Promise<string> {
  const { files, manifest } = await readBuilt(BUILT)
  const data = JSON.parse(Buffer.from(files.get('data.json') ?? []).toString('utf8'))
  Object.assign(data.phi.relations, RELATIONS)
  data.access.groups[GROUP] = { reads: grants(), writes: {}, sees: {} }
  Object.assign(data.limits, { rows_unfiltered: MOST_ROWS, rows_most: MOST_ROWS })
  const bytes = Buffer.from(canonical(data), 'utf8')
  const { version, capabilities, entrypoints, reads } = manifest
  const digests = { ...manifest.digests, 'data.json': createHash('sha256').update(bytes).digest('hex') }
  const content = { version, capabilities, entrypoints, digests, ...(reads === undefined ? {} : { reads }) }
  const digest = policyDigest(content)
  const own: PolicyManifest = { ...content, name: 'bench', sequence: 1, digest, revision: digest.slice(0, 12) }
  const { privateKey, publicKey } = makeSigningKey()
  const changed = new Map([...files, ['data.json', bytes] as const])
  await writeBundle(folder, withManifest(changed, signManifest(own, privateKey)))
  return publicKey
}

function grants(): Record<string, boolean> {
  return Object.fromEntries(Object.keys(RELATIONS).map((name) => [name, true]))
}
