import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { manifestToSign, type PolicyManifest } from '#schemas'
import { BUILT_IN_DIGEST } from './built-in.ts'
import { PolicyError } from './policy-error.ts'

/** Whose bundles are activated. */
export interface Trust {
  /** Ed25519 public keys, SPKI in base64 (`policy.keys` of the configuration). */
  readonly keys: readonly string[]
  /** Digest that is trusted without a signature; the built-in bundle's by default, null for none. */
  readonly builtIn?: string | null
}

/**
 * Says who vouches for a manifest: `built-in`, or the id of a trusted key whose signature covers it (RFC 8032). Throws
 * PolicyError `untrusted`.
 */
export function trustedBy(manifest: PolicyManifest, { keys, builtIn = BUILT_IN_DIGEST }: Trust): string {
  if (builtIn !== null && manifest.digest === builtIn) return 'built-in'
  const { signature } = manifest
  if (!signature)
    throw new PolicyError(
      'untrusted',
      'the bundle is not signed: sign it with `cordon policy sign`, and list the public key under policy.keys',
    )
  const key = keys.map(readKey).find((candidate) => keyId(candidate) === signature.key)
  if (!key)
    throw new PolicyError('untrusted', `the bundle is signed by key ${signature.key}, which policy.keys does not list`)
  if (!verify(null, manifestToSign(manifest), key, Buffer.from(signature.value, 'base64')))
    throw new PolicyError('untrusted', `the signature by key ${signature.key} is not of this manifest`)
  return signature.key
}

function readKey(base64: string): KeyObject {
  let key: KeyObject
  try {
    key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new PolicyError('untrusted', 'policy.keys holds what is no SPKI public key in base64', { cause })
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new PolicyError('untrusted', 'policy.keys holds a key that is not Ed25519')
  return key
}

function keyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16)
}
