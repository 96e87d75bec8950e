// Runs a TypeScript file straight from the sources: node scripts/source.mjs FILE [ARG…]
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const tsx = new URL('../node_modules/tsx/dist/loader.mjs', import.meta.url)
const threads = new URL('source-threads.mjs', import.meta.url)
const flags = ['--conditions=source', `--import=${tsx.href}`, `--import=${threads.href}`]
const { status, signal } = spawnSync(process.execPath, [...flags, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: fileURLToPath(new URL('../', import.meta.url)),
})
process.exitCode = status ?? (signal ? 1 : 0)
