import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type CommandLine, HOOK_MARK, installedHook, serverHooks } from '#enforcers'
import { CommandError } from '../io.ts'
import { addSettings, type ConfigEdit, removeSettings } from './config-edit.ts'

/** `cordon.*` of git's configuration, in order; a name may come several times. */
export type HookSettings = readonly (readonly [string, string])[]

/** What was done, kept beside it: enough to take it back byte for byte. */
interface Installed {
  readonly version: 1
  readonly config: ConfigEdit
  readonly names: readonly string[]
  readonly hooks: readonly string[]
}

const RECORD = 'cordon-installed.json'
const ASIDE = 'before-cordon'
const NAMES = ['pre-receive', 'post-receive'] as const

/** Puts Cordon's hooks into one repository; hooks that are there run after them. Answers the folder of hooks. */
export function installRepository(folder: string, cordon: CommandLine, settings: HookSettings): string {
  const { gitFolder, hooks } = placesOf(folder)
  const record = join(gitFolder, RECORD)
  if (existsSync(record))
    throw new CommandError(`${folder}: Cordon is installed already; cordon uninstall git takes it out`)
  mkdirSync(hooks, { recursive: true })
  const config = addSettings(join(gitFolder, 'config'), settings)
  const written: string[] = []
  for (const name of NAMES) {
    const path = join(hooks, name)
    const aside = `${path}.${ASIDE}`
    if (existsSync(path)) renameSync(path, aside)
    writeFileSync(path, installedHook(name, cordon, aside), { mode: 0o755 })
    chmodSync(path, 0o755)
    written.push(path)
  }
  writeRecord(record, { config, names: settings.map(([name]) => name), hooks: written })
  return hooks
}

/** Takes them out again. Throws CommandError where nothing is installed. */
export function uninstallRepository(folder: string): void {
  const { gitFolder } = placesOf(folder)
  const record = join(gitFolder, RECORD)
  const { config, names, hooks } = readRecord(record, folder)
  for (const path of hooks) {
    requireOurs(path)
    rmSync(path, { force: true })
    if (existsSync(`${path}.${ASIDE}`)) renameSync(`${path}.${ASIDE}`, path)
  }
  removeSettings(config, names)
  rmSync(record)
}

/** Hooks for every repository that reads this configuration file (`core.hooksPath`); their own hooks run after them. */
export function installServer(
  { hooks, config }: { readonly hooks: string; readonly config: string },
  cordon: CommandLine,
  settings: HookSettings,
): void {
  if (existsSync(hooks) && readdirSync(hooks).length > 0)
    throw new CommandError(
      `${hooks} is not empty: name another folder with --hooks, or run cordon uninstall git --server`,
    )
  if (hasHooksPath(config))
    throw new CommandError(`${config} sets core.hooksPath: its hooks would no longer run; install with --repo instead`)
  mkdirSync(hooks, { recursive: true, mode: 0o755 })
  const all = [...settings, ['core.hooksPath', hooks] as const]
  const edit = addSettings(config, all)
  for (const [name, text] of serverHooks(cordon)) {
    writeFileSync(join(hooks, name), text, { mode: 0o755 })
    chmodSync(join(hooks, name), 0o755)
  }
  writeRecord(join(hooks, RECORD), {
    config: edit,
    names: all.map(([name]) => name),
    hooks: [...serverHooks(cordon).keys()],
  })
}

export function uninstallServer(hooks: string): void {
  const record = join(hooks, RECORD)
  const installed = readRecord(record, hooks)
  removeSettings(installed.config, installed.names)
  for (const name of installed.hooks) {
    requireOurs(join(hooks, name))
    rmSync(join(hooks, name), { force: true })
  }
  rmSync(record)
  if (readdirSync(hooks).length === 0) rmSync(hooks, { recursive: true })
}

function placesOf(folder: string): { readonly gitFolder: string; readonly hooks: string } {
  const ask = (...args: readonly string[]): string =>
    execFileSync('git', ['rev-parse', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    return { gitFolder: ask('--absolute-git-dir'), hooks: resolve(folder, ask('--git-path', 'hooks')) }
  } catch (cause) {
    throw new CommandError(`${folder} is no Git repository`, { cause })
  }
}

function hasHooksPath(config: string): boolean {
  try {
    execFileSync('git', ['config', '--file', config, '--get', 'core.hooksPath'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function requireOurs(path: string): void {
  if (existsSync(path) && !readFileSync(path, 'utf8').includes(HOOK_MARK))
    throw new CommandError(`${path} is no longer Cordon's: somebody has changed it; look at it, and remove it yourself`)
}

function writeRecord(path: string, content: Omit<Installed, 'version'>): void {
  writeFileSync(path, `${JSON.stringify({ version: 1, ...content }, null, 2)}\n`, { mode: 0o600 })
}

function readRecord(path: string, place: string): Installed {
  if (!existsSync(path)) throw new CommandError(`${place}: Cordon is not installed there`)
  return JSON.parse(readFileSync(path, 'utf8')) as Installed
}
