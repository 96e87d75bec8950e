// The built-in bundle and changed copies of it, for tests that need no OPA.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { canonicalBytes, type PolicyGolden, type PolicyManifest, policyDigest } from '#schemas'
import { makeSigningKey, signManifest } from '#toolchain'
import { openBundle, type PolicyBundle } from '../../engine/policy/bundle.ts'

export type Files = ReadonlyMap<string, Uint8Array>

const BUILT = new URL('../../policies/built/', import.meta.url)
const NAMES = ['manifest.json', 'policy.wasm', 'data.json', 'golden.json', 'source.json']

export const builtIn: Files = new Map(NAMES.map((name) => [name, readFileSync(new URL(name, BUILT))]))
export const manifest: PolicyManifest = JSON.parse(text(builtIn, 'manifest.json')) as PolicyManifest
export const golden: PolicyGolden = JSON.parse(text(builtIn, 'golden.json')) as PolicyGolden
export const data: Readonly<Record<string, object>> = JSON.parse(text(builtIn, 'data.json')) as Record<string, object>
export const key: { readonly privateKey: string; readonly publicKey: string } = makeSigningKey()

/** The built-in bundle with other contents and another sequence, honestly built and signed. */
export function resigned(
  sequence: number,
  changes: Readonly<Partial<Record<'data.json' | 'golden.json' | 'policy.wasm', Uint8Array>>> = {},
): Files {
  const files = new Map([...builtIn, ...Object.entries(changes)])
  const digests = { ...manifest.digests }
  for (const name of Object.keys(digests) as (keyof typeof digests)[])
    digests[name] = createHash('sha256')
      .update(files.get(name) ?? '')
      .digest('hex')
  const digest = policyDigest({ ...manifest, digests })
  const next = signManifest({ ...manifest, digests, digest, revision: digest.slice(0, 12), sequence }, key.privateKey)
  return files.set('manifest.json', canonicalBytes(next))
}

/** `resigned`, as the engine opens it. */
export function bundleOf(sequence: number, changes: Parameters<typeof resigned>[1] = {}): PolicyBundle {
  return openBundle(resigned(sequence, changes), { keys: [key.publicKey], builtIn: null })
}

export function text(files: Files, name: string): string {
  return Buffer.from(files.get(name) ?? '').toString('utf8')
}
