import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../support/wait.ts'

/** A program that is built from its Go module where it is wanted, once. */
export interface GoProgram {
  readonly name: string
  readonly version: string
  /** Import path of its main package, with the version that Go wants. */
  readonly module: string
}

export type Found = { readonly path: string } | { readonly missing: string }

const OTHERS_BUILD_MS = 15 * 60_000

/**
 * The program from the cache (`$XDG_CACHE_HOME/cordon` or `~/.cache/cordon`). Where it is not there it is built
 * under CI or with CORDON_BUILD_SERVICES=1, which takes minutes; otherwise `missing` says why, and the command.
 */
export async function findGoProgram(program: GoProgram): Promise<Found> {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(process.env['HOME'] || '/tmp', '.cache'), 'cordon')
  const path = join(cache, `${program.name}-${program.version}`, program.name)
  if (isExecutable(path)) return { path }
  const command = `CGO_ENABLED=0 GOBIN=${dirname(path)} go install -trimpath -ldflags='-s -w' ${program.module}`
  if (process.env['CI'] !== 'true' && process.env['CORDON_BUILD_SERVICES'] !== '1')
    return { missing: `${program.name} is not built; build it once (minutes): ${command}` }
  // Several test files may want it at the same time: one builds, the others wait.
  mkdirSync(cache, { recursive: true })
  const lock = join(cache, `${program.name}-${program.version}.building`)
  for (const deadline = Date.now() + OTHERS_BUILD_MS; !lockBuild(lock); ) {
    if (isExecutable(path)) return { path }
    if (Date.now() > deadline) return { missing: `somebody else builds ${program.name} without end; remove ${lock}` }
    await sleep(500)
  }
  try {
    return isExecutable(path) ? { path } : build(program, path, command)
  } finally {
    rmSync(lock, { force: true })
  }
}

function build({ name, version, module }: GoProgram, path: string, command: string): Found {
  process.stderr.write(`building ${name} ${version} with Go, once: this takes some minutes\n`)
  const folder = mkdtempSync(`${dirname(path)}-`)
  try {
    const env = { ...process.env, CGO_ENABLED: '0', GOBIN: folder }
    const args = ['-n', '10', 'go', 'install', '-trimpath', '-ldflags=-s -w', module]
    const { status, stderr } = spawnSync('nice', args, { env, encoding: 'utf8', maxBuffer: 1 << 26 })
    if (status !== 0) return { missing: `${name} cannot be built (${command}): ${(stderr ?? '').slice(-500)}` }
    mkdirSync(dirname(path), { recursive: true })
    renameSync(join(folder, name), path)
    return { path }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function lockBuild(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    // A builder that was killed leaves its lock.
    if (!isAlive(Number(readFileSync(path, 'utf8') || '0'))) rmSync(path, { force: true })
    return false
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
