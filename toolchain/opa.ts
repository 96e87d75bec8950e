import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { installOpa, OPA_VERSION } from './opa-install.ts'
import { type Environment, type RunResult, run } from './run.ts'
import { ToolchainError } from './toolchain-error.ts'

/** Oldest OPA that understands what policy here uses. */
const LEAST_MINOR = 20

/** An OPA that can be run. */
export interface Opa {
  readonly path: string
  /** For example `1.22.2`. */
  readonly version: string
  run(args: readonly string[], options: { cwd: string; stdin?: string }): Promise<RunResult>
}

export interface FindOpaOptions {
  readonly env: Environment
  /** Whether one may be installed where none is found; true by default. */
  readonly install?: boolean
  /** Told what takes long. */
  readonly progress?: (message: string) => void
}

/**
 * Finds OPA: the environment variable CORDON_OPA, then PATH (version 1.20 or newer), then the cache, and otherwise
 * installs the pinned version into the cache. Throws ToolchainError `opa-missing`.
 */
export async function findOpa({ env, install = true, progress }: FindOpaOptions): Promise<Opa> {
  const named = env['CORDON_OPA']
  if (named) return usable(named, env)
  const onPath = await fromPath(env)
  if (onPath) return onPath
  const cached = cachedOpa(env)
  if (await isExecutable(cached)) return usable(cached, env)
  if (!install)
    throw new ToolchainError('opa-missing', `no OPA found: run \`cordon policy check\` once, or set CORDON_OPA to one`)
  await installOpa({ target: cached, env, ...(progress ? { progress } : {}) })
  return usable(cached, env)
}

/** Where the pinned OPA is kept: `$XDG_CACHE_HOME/cordon/opa-VERSION/opa`, or below `~/.cache`. */
export function cachedOpa(env: Environment): string {
  const home = env['XDG_CACHE_HOME'] || join(env['HOME'] || '/tmp', '.cache')
  return join(home, 'cordon', `opa-${OPA_VERSION}`, 'opa')
}

async function fromPath(env: Environment): Promise<Opa | null> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue
    const path = join(folder, 'opa')
    if (!(await isExecutable(path))) continue
    try {
      return await usable(path, env)
    } catch {
      // too old, or not OPA at all: the pinned one will do
    }
  }
  return null
}

async function usable(path: string, env: Environment): Promise<Opa> {
  const { stdout, exitCode } = await run(path, ['version'], { cwd: '/', env, timeoutMs: 20_000 })
  const version = /^Version: (\d{1,4}\.\d{1,4}\.\d{1,4})/.exec(stdout)?.[1]
  const [major, minor] = (version ?? '0.0').split('.').map(Number)
  if (exitCode !== 0 || version === undefined || major !== 1 || (minor ?? 0) < LEAST_MINOR) {
    const found = version === undefined ? 'says no version' : `is OPA ${version}`
    throw new ToolchainError('opa-missing', `${path} ${found}; Cordon needs 1.${LEAST_MINOR} or newer, below 2`)
  }
  return { path, version, run: (args, options) => run(path, args, { ...options, env }) }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
