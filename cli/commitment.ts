import { createEngineKey, type EngineKey } from '#engine'

/** Keyed digests that enforcers make: one domain each, so that a literal never equals a patient reference. */
export type Commit = (domain: 'literal' | 'patient' | 'content', value: string | Uint8Array) => string

/** Makes them under a key of 32 bytes: commitmentSecret, or the same as the engine handed it out. */
export function commitments(secret: Uint8Array): Commit {
  const key = createEngineKey(secret)
  return (domain, value) => key.digest(`enforcer.${domain}`, value)
}

/** The key of keyed digests: derived from the engine key, so that a part that runs apart never holds that one. */
export function commitmentSecret(key: EngineKey): Buffer {
  return Buffer.from(key.digest('cordon-commitments-v1', ''), 'hex')
}
