import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Folder of this package: the code runs from the sources, or one folder further down, from dist/. */
export const PACKAGE_ROOT: string = findRoot(['../', '../../'])

function findRoot(candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const folder = fileURLToPath(new URL(candidate, import.meta.url))
    if (existsSync(`${folder}package.json`)) return folder
  }
  throw new Error('package.json of cordon was not found beside its code: install it again')
}
