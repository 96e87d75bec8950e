// Builds dist/ after an install. Returns quietly where TypeScript is absent, so `npm ci --omit=dev` works.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const tsc = new URL('node_modules/typescript/bin/tsc', root)

if (existsSync(tsc)) {
  const arguments_ = [fileURLToPath(tsc), '-p', 'tsconfig.build.json']
  const { status } = spawnSync(process.execPath, arguments_, { cwd: fileURLToPath(root), stdio: 'inherit' })
  process.exitCode = status ?? 1
}
