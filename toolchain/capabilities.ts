import { createHash } from 'node:crypto'
import hostBuiltins from '#host-builtins' with { type: 'json' }
import { canonical } from '#schemas'
import type { Opa } from './opa.ts'
import { ToolchainError } from './toolchain-error.ts'

/** Capabilities that policy is compiled under: what the WASM host has, and nothing else. */
export interface Capabilities {
  /** Canonical JSON for `opa --capabilities`. */
  readonly text: string
  /** SHA-256 of the text, hex: part of a bundle's digest. */
  readonly digest: string
}

interface OpaCapabilities {
  readonly builtins: readonly { readonly name: string }[]
  readonly wasm_abi_versions?: readonly unknown[]
}

/**
 * Cuts OPA's own capabilities down to the one table of built-ins that the WASM host has, so that a rule that could
 * not run there fails when it is built, with file and line. Throws ToolchainError `opa-failed`.
 */
export async function pinCapabilities(opa: Opa): Promise<Capabilities> {
  const { exitCode, stdout, stderr } = await opa.run(['capabilities', '--current'], { cwd: '/' })
  if (exitCode !== 0) throw new ToolchainError('opa-failed', `opa capabilities failed: ${stderr.slice(0, 500)}`)
  const current = JSON.parse(stdout) as OpaCapabilities
  const kept = new Set([...hostBuiltins.native, ...hostBuiltins.host, ...hostBuiltins.compiler])
  const text = canonical({
    builtins: current.builtins.filter(({ name }) => kept.has(name)),
    features: ['rego_v1'],
    allow_net: [],
    ...(current.wasm_abi_versions ? { wasm_abi_versions: current.wasm_abi_versions } : {}),
  })
  return { text, digest: createHash('sha256').update(text).digest('hex') }
}
