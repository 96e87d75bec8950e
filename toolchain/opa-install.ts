import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Environment, run } from './run.ts'
import { ToolchainError } from './toolchain-error.ts'

/** The version that the committed bundle is built with. */
export const OPA_VERSION = '1.22.2'

const MODULE = `github.com/open-policy-agent/opa@v${OPA_VERSION}`
const MOST_BYTES = 256 * 1024 * 1024

/**
 * SHA-256 of the official release files that may be downloaded, by `platform-arch` of Node. A platform that is not
 * here is refused: an unverified compiler would decide what policy means. `go install` needs no line, since the
 * module's checksum is in Go's own transparency log.
 */
const RELEASES: Readonly<Record<string, { readonly file: string; readonly sha256: string }>> = {}

export interface InstallOptions {
  /** Where the program is to be. */
  readonly target: string
  readonly env: Environment
  readonly progress?: (message: string) => void
  readonly platform?: string
  readonly releases?: typeof RELEASES
  readonly fetch?: typeof globalThis.fetch
}

/** Puts the pinned OPA at `target`, whole or not at all. Throws ToolchainError `opa-missing`. */
export async function installOpa(options: InstallOptions): Promise<void> {
  const { target, env, progress = () => undefined } = options
  await mkdir(dirname(target), { recursive: true })
  const folder = await mkdtemp(join(dirname(target), 'install-'))
  try {
    const made = (await hasGo(env))
      ? await buildWithGo(folder, env, progress)
      : await download(folder, options, progress)
    await chmod(made, 0o755)
    await rename(made, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function hasGo(env: Environment): Promise<boolean> {
  try {
    return (await run('go', ['version'], { cwd: '/', env, timeoutMs: 20_000 })).exitCode === 0
  } catch {
    return false
  }
}

async function buildWithGo(folder: string, env: Environment, progress: (message: string) => void): Promise<string> {
  progress(`building OPA ${OPA_VERSION} with Go, once: this takes a few minutes`)
  const args = [`GOBIN=${folder}`, 'CGO_ENABLED=0', 'go', 'install', '-trimpath', '-ldflags=-s -w', MODULE]
  const { exitCode, stderr } = await run('env', args, { cwd: folder, env })
  if (exitCode !== 0)
    throw new ToolchainError(
      'opa-missing',
      `go install ${MODULE} failed: ${stderr.slice(-500).trim()}. Set CORDON_OPA to an OPA of your own`,
    )
  return join(folder, 'opa')
}

async function download(folder: string, options: InstallOptions, progress: (message: string) => void): Promise<string> {
  const { platform = `${process.platform}-${process.arch}`, releases = RELEASES, fetch = globalThis.fetch } = options
  const release = releases[platform]
  if (!release)
    throw new ToolchainError(
      'opa-missing',
      `no OPA found, Go is not installed, and no verified download of OPA ${OPA_VERSION} is known for ${platform}. ` +
        'Install Go 1.26 or newer, or put OPA 1.20 or newer on PATH, or set CORDON_OPA to its path',
    )
  const address = `https://github.com/open-policy-agent/opa/releases/download/v${OPA_VERSION}/${release.file}`
  progress(`downloading ${address}`)
  const bytes = await fetchBytes(fetch, address)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== release.sha256)
    throw new ToolchainError('opa-missing', `${address} has SHA-256 ${found}, not the pinned ${release.sha256}`)
  const staged = join(folder, 'download')
  await writeFile(staged, bytes, { flag: 'wx' })
  const made = join(folder, 'opa')
  await copyFile(staged, made)
  return made
}

async function fetchBytes(fetch: typeof globalThis.fetch, address: string): Promise<Uint8Array> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(300_000) })
    const length = Number(response.headers.get('content-length') ?? 0)
    if (!response.ok || length > MOST_BYTES) throw new Error(`the server answered ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it failed'
    throw new ToolchainError('opa-missing', `${address} can't be downloaded: ${why}`, { cause })
  }
}
