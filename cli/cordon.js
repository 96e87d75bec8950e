#!/usr/bin/env node
// The `cordon` command. Plain JavaScript, so that a checkout that is not built yet can say so.
import { existsSync } from 'node:fs'
import module from 'node:module'

const main = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(main)) {
  module.enableCompileCache?.()
  await import(main.href)
} else {
  process.stderr.write(
    'cordon: this checkout is not built yet: run `npm ci` in it (or `npm start`, which does it all)\n',
  )
  process.exitCode = 1
}
