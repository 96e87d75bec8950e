import type { Opa } from './opa.ts'
import { STAGED } from './stage.ts'
import { ToolchainError } from './toolchain-error.ts'

/** One module as OPA parses it, as far as the lints read it. */
export interface RegoModule {
  readonly package: { readonly path: readonly { readonly value: string }[] }
  readonly rules?: readonly RegoRule[]
}

export interface RegoRule {
  readonly default?: boolean
  readonly head: { readonly name?: string }
  readonly location: Location
  readonly annotations?: readonly Annotation[]
}

export interface Location {
  readonly row: number
}

/** A METADATA block. */
export interface Annotation {
  readonly scope: string
  readonly title?: string
  readonly description?: string
  readonly custom?: Readonly<Record<string, unknown>>
}

/** Parses staged modules. Throws ToolchainError `opa-failed`: what does not parse is found before. */
export async function parseRego(
  opa: Opa,
  folder: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, RegoModule>> {
  const modules = new Map<string, RegoModule>()
  for (const path of paths) {
    const args = ['parse', '--format', 'json', '--json-include', 'locations', `${STAGED.rego}/${path}`]
    const { exitCode, stdout, stderr } = await opa.run(args, { cwd: folder })
    if (exitCode !== 0) throw new ToolchainError('opa-failed', `opa parse ${path} failed: ${stderr.slice(0, 500)}`)
    modules.set(path, JSON.parse(stdout) as RegoModule)
  }
  return modules
}
