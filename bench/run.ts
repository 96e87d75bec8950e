// npm run bench [-- NAME…] [--json]: prints every figure with the peer or floor of the same run beside it.
import { parseArgs } from 'node:util'
import type { Figure } from './figure.ts'

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  phi: async () => (await import('./phi/table.ts')).benchPhi(),
  'phi-limits': async () => (await import('./phi/table.ts')).benchPhiLimits(),
  'phi-accuracy': async () => (await import('./phi/accuracy.ts')).benchPhiAccuracy(),
  'phi-classes': async () => (await import('./phi-classes.ts')).benchPhiClasses(),
  'phi-checksums': async () => (await import('./phi-checksums.ts')).benchPhiChecksums(),
  policy: async () => (await import('./policy.ts')).benchPolicy(),
  decision: async () => (await import('./decision-run.ts')).benchDecisionRun(),
  log: async () => (await import('./event-log.ts')).benchEventLog(),
  ledger: async () => (await import('./ledger.ts')).benchLedger(),
  kafka: async () => (await import('./kafka.ts')).benchKafka(),
  http: async () => (await import('./http.ts')).benchHttp(),
  git: async () => (await import('./git.ts')).benchGit(),
  postgres: async () => (await import('./postgres.ts')).benchPostgres(),
}

/** What a run of everything leaves out, as it is a part of another. */
const PARTS: readonly string[] = ['phi-limits']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES).filter((key) => !PARTS.includes(key))) {
  const bench = BENCHES[name]
  if (!bench) throw new Error(`no benchmark is called ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.stderr.write(`measuring ${name} …\n`)
  for (const figure of await bench())
    process.stdout.write(values.json ? `${JSON.stringify(figure)}\n` : `${line(figure)}\n`)
}

function line({ id, value, unit, against, ratio, aim }: Figure): string {
  const amount = `${value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)} ${unit}`
  const beside = ratio === null ? '' : `${ratio.toPrecision(3)} × ${against}`
  return `${id.padEnd(36)} ${amount.padStart(18)}  ${beside.padEnd(40)} ${aim ?? ''}`.trimEnd()
}
