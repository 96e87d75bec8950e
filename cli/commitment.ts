import type { EngineKey } from '#engine'

/** Keyed digests that enforcers make: one domain each, so that a literal never equals a patient reference. */
export function commitment(
  key: EngineKey,
  domain: 'literal' | 'patient' | 'content',
  value: string | Uint8Array,
): string {
  return key.digest(`enforcer.${domain}`, value)
}
