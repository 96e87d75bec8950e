import { readFileSync } from 'node:fs'
import { PACKAGE_ROOT } from './package-root.ts'

/** Version of this package. */
export const VERSION: string = readVersion()

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(`${PACKAGE_ROOT}package.json`, 'utf8')) as { readonly version: string }
  return version
}
