import { readFileSync } from 'node:fs'

/** Version of this package. Works from the sources and from dist/. */
export const VERSION: string = readVersion(['../package.json', '../../package.json'])

function readVersion([path, ...others]: readonly string[]): string {
  if (path === undefined) throw new Error('package.json of cordon was not found beside its code: install it again')
  try {
    const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, string>
    if (name === 'cordon' && version) return version
  } catch {
    // Not here: from dist/ it is one folder further up.
  }
  return readVersion(others)
}
