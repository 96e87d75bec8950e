import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonical, type PolicyManifest, policyDigest } from '#schemas'
import { readOpaErrors, rulePaths } from './check.ts'
import { inputReads } from './input-reads.ts'
import type { Opa } from './opa.ts'
import type { PolicyProject } from './project.ts'
import { parseRego } from './rego-ast.ts'
import { STAGED, type Stage, withStage } from './stage.ts'
import { readTar } from './tar.ts'
import { ToolchainError } from './toolchain-error.ts'

/** More places than these are not worth a list: then nobody knows, and all is shown. */
const MOST_READS = 256

/** A built bundle: every file by name, the manifest among them. */
export interface BuiltPolicy {
  readonly manifest: PolicyManifest
  readonly files: ReadonlyMap<string, Uint8Array>
}

/**
 * Compiles a project to a bundle, the same bytes for the same sources wherever they lie. No optimisation: it would
 * fold data that is only there at load as empty, and flip decisions. Throws ToolchainError `build` with findings.
 */
export function buildPolicy(opa: Opa, project: PolicyProject): Promise<BuiltPolicy> {
  return withStage(opa, project, async (stage) => {
    const contents = {
      'policy.wasm': await compile(opa, project, stage),
      'data.json': utf8(canonical(project.data)),
      'golden.json': utf8(canonical(project.golden)),
      'source.json': utf8(canonical(Object.fromEntries(project.sources))),
    }
    const reads = inputReads(await parseRego(opa, stage.folder, rulePaths(project)))
    const content = {
      version: 1 as const,
      capabilities: stage.capabilities.digest,
      digests: {
        'policy.wasm': sha256(contents['policy.wasm']),
        'data.json': sha256(contents['data.json']),
        'golden.json': sha256(contents['golden.json']),
        'source.json': sha256(contents['source.json']),
      },
      entrypoints: [...project.settings.entrypoints],
      ...(reads === null || reads.length === 0 || reads.length > MOST_READS ? {} : { reads: [...reads] }),
    }
    const digest = policyDigest(content)
    const { name, sequence } = project.settings
    const manifest: PolicyManifest = { ...content, name, sequence, digest, revision: digest.slice(0, 12) }
    return withManifest(new Map(Object.entries(contents)), manifest)
  })
}

/** A bundle with another manifest, for example a signed one. */
export function withManifest(files: ReadonlyMap<string, Uint8Array>, manifest: PolicyManifest): BuiltPolicy {
  const text = `${JSON.stringify(JSON.parse(canonical(manifest)), null, 2)}\n`
  return { manifest, files: new Map([...files, ['manifest.json', utf8(text)]]) }
}

async function compile(opa: Opa, project: PolicyProject, { folder }: Stage): Promise<Uint8Array> {
  const entrypoints = project.settings.entrypoints.flatMap((entrypoint) => ['--entrypoint', entrypoint])
  const { exitCode, stderr, stdout } = await opa.run(
    [
      'build',
      ...['--target', 'wasm', '--optimize', '0', '--ignore', '*_test.rego'],
      ...['--capabilities', STAGED.capabilities, '--output', 'bundle.tar.gz'],
      ...entrypoints,
      STAGED.rego,
    ],
    { cwd: folder },
  )
  if (exitCode !== 0) {
    const findings = readOpaErrors(stderr || stdout)
    throw new ToolchainError('build', `the policy does not compile: ${findings[0]?.message ?? ''}`, { findings })
  }
  const wasm = readTar(await readFile(join(folder, 'bundle.tar.gz'))).get('/policy.wasm')
  if (!wasm) throw new ToolchainError('build', 'opa build gave no policy.wasm')
  return wasm
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
