// What one evaluation costs: through the adapter (checked input, checked and ordered result), against the compiled
// module alone on text that is ready; the first time, and again where policy cannot tell the question apart; on the built-in bundle, and on one of 300 rules where OPA can compile it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPolicy, findOpa, readProject } from '#toolchain'
import { makeActive } from '../engine/policy/active.ts'
import { openBundle, type PolicyBundle, readBundle } from '../engine/policy/bundle.ts'
import { inputText } from '../engine/policy/input-text.ts'
import { loadPolicyModule } from '../engine/policy/wasm.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 15_000
const WARM_UP = 3000
const ENTRYPOINT = 'cordon/sql/decision'
const BUILT = fileURLToPath(new URL('../policies/built', import.meta.url))
/** Golden decisions that stand for what agents send all day. */
const TYPICAL: Readonly<Record<string, string>> = {
  'masked-read': 'one patient by key is masked for a developer',
  'clear-read': 'notes are in the clear for a clinician',
  catalog: 'psql lists tables',
  transaction: 'a transaction begins',
  'denied-bulk': 'patients in bulk are refused',
}

export async function benchPolicy(): Promise<Figure[]> {
  const bundle = await readBundle(BUILT, { keys: [] })
  const figures: Figure[] = []
  for (const [id, name] of Object.entries(TYPICAL)) figures.push(...measured(`policy.sql.${id}`, bundle, name))
  const typical = figures.filter(({ id }) => id.endsWith('.first')).map(({ value }) => value)
  figures.push({
    id: 'policy.sql.typical',
    value: middle(typical),
    unit: 'µs',
    against: null,
    ratio: null,
    aim: 'median of the above: at most 20 µs an evaluation',
  })
  const large = await largeBundle()
  return large ? [...figures, ...measured('policy.300-rules', large, 'nothing matches')] : figures
}

function measured(id: string, bundle: PolicyBundle, name: string): Figure[] {
  const input = bundle.golden.find((golden) => golden.name === name)?.input
  if (!input) throw new Error(`no golden decision is called "${name}"`)
  const module = loadPolicyModule(bundle)
  const active = makeActive(bundle)
  const text = inputText(input)
  const raw = p50(() => module.evaluate(ENTRYPOINT, text))
  let asked = 0
  const first = p50(() => active.evaluate('sql.query', unlike(input, asked++)))
  const again = p50(() => active.evaluate('sql.query', input))
  return [
    { id: `${id}.raw`, value: raw, unit: 'µs', against: null, ratio: null, aim: null },
    {
      id: `${id}.first`,
      value: first,
      unit: 'µs',
      against: `${id}.raw`,
      ratio: first / raw,
      aim: 'the adapter costs little beside the module',
    },
    { id: `${id}.again`, value: again, unit: 'µs', against: `${id}.raw`, ratio: again / raw, aim: null },
  ]
}

/** The same question of another database, which policy sees and no rule minds: nobody asked it before. */
function unlike(input: object, number: number): object {
  const { resource, ...rest } = input as { readonly resource: { readonly properties: object } }
  const properties = { ...resource.properties, database: `clinic-${number}` }
  return { ...rest, resource: { ...resource, properties } }
}

/** Half of the calls take no longer, in µs. */
function p50(act: () => unknown): number {
  for (let round = 0; round < WARM_UP; round++) act()
  const times = new Float64Array(ROUNDS)
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint()
    act()
    times[round] = Number(process.hrtime.bigint() - start) / 1000
  }
  return middle([...times])
}

function middle(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

/** 300 rules that a policy of a large house may have, of which none fires; null where there is no OPA. */
async function largeBundle(): Promise<PolicyBundle | null> {
  const opa = await findOpa({ env: process.env, install: false }).catch(() => null)
  if (!opa) {
    process.stderr.write('policy.300-rules is left out: there is no OPA; `cordon policy check` brings it\n')
    return null
  }
  const folder = await mkdtemp(join(tmpdir(), 'cordon-bench-'))
  try {
    for (const [path, text] of Object.entries(largeProject())) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const { files, manifest } = await buildPolicy(opa, await readProject(folder))
    return openBundle(files, { keys: [], builtIn: manifest.digest })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The project of 300 rules, by path: decision-server benchmarks build the same. */
export function largeProject(): Readonly<Record<string, string>> {
  const rules = Array.from({ length: 300 }, (_, index) => largeRule(index)).join('\n')
  const input = {
    subject: { properties: { groups: ['developers', 'analysts'] } },
    resource: { properties: { database: 'clinic', kinds: ['select'], relations: [{ name: 'public.patients' }] } },
  }
  const golden = [{ name: 'nothing matches', action: 'sql.query', input, effect: 'allow', rules: ['sql.open'] }]
  return {
    'policy.yaml': `policy:\n  name: large\n  sequence: 1\n  entrypoints: [${ENTRYPOINT}]\n`,
    'golden.json': JSON.stringify(golden),
    'data/houses.yaml': `houses:\n${Array.from({ length: 300 }, (_, index) => `  house${index}: {closed: false}\n`).join('')}`,
    'sql/large.rego': `package cordon.sql

default decision := {"effect": "deny", "reasons": [{"rule": "sql.default_deny", "message": "No."}], "obligations": []}

decision := {"effect": "deny", "reasons": [{"rule": rule, "message": "Closed."} | some rule in sort(deny)], "obligations": []} if {
	count(deny) > 0
} else := {"effect": "allow", "reasons": [{"rule": "sql.open", "message": "Open."}], "obligations": []}

${rules}`,
  }
}

/** Equalities, prefixes, lookups and loops in turn, as in policies that people write. */
function largeRule(index: number): string {
  const bodies = [
    `input.resource.properties.database == "house${index}"`,
    `startswith(input.resource.properties.database, "house${index}_")`,
    `data.houses.house${index}.closed`,
    `some relation in input.resource.properties.relations\n\trelation.name == "house${index}.patients"`,
  ]
  return `deny contains "sql.rule_${index}" if {\n\t${bodies[index % bodies.length]}\n}\n`
}
