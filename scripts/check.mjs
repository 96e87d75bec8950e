// Everything that must hold before a change lands, besides the tests: format and lint, import borders, types,
// generated files, policy, dead code, the lockfile. Prints one line a check; exit 1 when any fails.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const bin = (name) => `${root}node_modules/.bin/${name}`
const source = [process.execPath, 'scripts/source.mjs']

const CHECKS = [
  ['format and lint', [bin('biome'), 'check', '.']],
  ['import borders', [process.execPath, 'scripts/borders.mjs', '--check']],
  ['types', [bin('tsc'), '--noEmit']],
  ['generated types', [...source, 'schemas/generate.ts', '--check']],
  ['policy', [...source, 'cli/main.ts', 'policy', 'check']],
  ['dead code', [bin('knip'), '--no-progress']],
]

let failed = false
for (const [name, [command, ...args]] of CHECKS) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  report(name, status === 0, `${stdout}${stderr}`)
}
report(
  'lockfile',
  !readFileSync(`${root}package-lock.json`, 'utf8').includes('"resolved"'),
  'package-lock.json names a registry host: remove the "resolved" members (see .npmrc)',
)
process.exitCode = failed ? 1 : 0

function report(name, ok, output) {
  console.log(`${ok ? '✓' : '✗'} ${name}`)
  if (ok) return
  failed = true
  console.log(output)
}
