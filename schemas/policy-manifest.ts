import { createHash } from 'node:crypto'
import { canonicalBytes } from './canonical.ts'
import type { PolicyManifest } from './types.ts'

const DOMAIN = Buffer.from('cordon.policy-manifest.v1\0', 'utf8')

/** What the digest of a bundle stands for: everything that can change a decision, and the text it came from. */
export type PolicyContent = Pick<PolicyManifest, 'version' | 'capabilities' | 'digests' | 'entrypoints' | 'reads'>

/** Digest of a bundle, hex: the `digest` of its manifest, and what every decision is pinned to. */
export function policyDigest(content: PolicyContent): string {
  const { version, capabilities, digests, entrypoints, reads } = content
  const covered = { version, capabilities, digests, entrypoints, ...(reads === undefined ? {} : { reads }) }
  return createHash('sha256').update(canonicalBytes(covered)).digest('hex')
}

/** The bytes that a signature of a manifest covers: a domain, then all of it but the signature. */
export function manifestToSign(manifest: PolicyManifest): Uint8Array {
  const { signature: _, ...signed } = manifest
  return Buffer.concat([DOMAIN, canonicalBytes(signed)])
}
