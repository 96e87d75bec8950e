import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import { canonical } from '#schemas'
import { IdentityError } from '../identity-error.ts'

const MOST_KEYS = 100
const MOST_TEXT = 512
// 2048 to 8192 bits in base64url: weaker is refused everywhere, larger makes every check slow.
const RSA_MODULUS = { least: 342, most: 1366 }
const MOST_RSA_EXPONENT = 8
const CURVES: Readonly<Record<string, readonly string[]>> = { EC: ['P-256', 'P-384', 'P-521'], OKP: ['Ed25519'] }

export interface UsableKeys {
  readonly keys: readonly JWK[]
  /** Changes whenever a key is added, changed or taken away. */
  readonly digest: string
}

/**
 * The keys of a JWK set (RFC 7517) that may check signatures: public RSA, EC and Ed25519 keys, each reduced to what a
 * check needs, so that certificates and addresses in it count for nothing. Symmetric and private keys, keys for
 * encryption and unknown kinds are left out. Throws IdentityError `issuer` where it is no set at all.
 */
export function readKeys(document: unknown): UsableKeys {
  const all = (document as { keys?: unknown } | null)?.keys
  if (!Array.isArray(all) || all.length > MOST_KEYS) {
    const message = `the issuer's key set has no list of at most ${MOST_KEYS} keys`
    throw new IdentityError('issuer', message, { operatorReason: `issuer_keys_unreadable: ${message}` })
  }
  const keys = all.flatMap((key) => usable(key) ?? [])
  return { keys, digest: createHash('sha256').update(canonical(keys)).digest('hex') }
}

function usable(entry: unknown): JWK | null {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return null
  const key = entry as Readonly<Record<string, unknown>>
  // A private key that was published is everybody's.
  if (key['d'] !== undefined || key['k'] !== undefined) return null
  if (key['use'] !== undefined && key['use'] !== 'sig') return null
  if (key['key_ops'] !== undefined && !(Array.isArray(key['key_ops']) && key['key_ops'].includes('verify'))) return null
  const { kid, alg } = key
  if (![kid, alg].every((text) => text === undefined || isText(text))) return null
  const material = materialOf(key)
  if (material === null) return null
  return { ...material, ...(kid === undefined ? {} : { kid }), ...(alg === undefined ? {} : { alg }) } as JWK
}

function materialOf({ kty, n, e, crv, x, y }: Readonly<Record<string, unknown>>): Record<string, string> | null {
  if (kty === 'RSA') {
    if (!isText(n, RSA_MODULUS.most) || n.length < RSA_MODULUS.least || !isText(e, MOST_RSA_EXPONENT)) return null
    return { kty, n, e }
  }
  if ((kty !== 'EC' && kty !== 'OKP') || !isText(crv) || !isText(x) || !CURVES[kty]?.includes(crv)) return null
  if (kty === 'OKP') return { kty, crv, x }
  return isText(y) ? { kty, crv, x, y } : null
}

function isText(value: unknown, most: number = MOST_TEXT): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most
}
