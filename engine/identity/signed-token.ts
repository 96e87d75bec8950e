import type { KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { refusedCredential } from './identity-error.ts'
import { type SigningKey, TOKEN_ALGORITHM } from './signing-key.ts'
import type { Expected } from './token-issuer.ts'

/** Clocks of two processes may differ by so much. */
export const SKEW_SECONDS = 5

const REQUIRED = ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti']

/** Signs claims as a JWT (RFC 7519) with our one algorithm. */
export function signClaims(claims: Readonly<Record<string, unknown>>, key: SigningKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'JWT', kid: key.id }).sign(key.privateKey)
}

/**
 * Checks the signature with exactly this key and algorithm, then issuer, audience (one string), times and longest
 * life. Answers the claims. Throws IdentityError `refused`.
 */
export async function verifyClaims(
  token: string,
  { publicKey, issuer, mostSeconds }: { publicKey: KeyObject; issuer: string; mostSeconds: number },
  { audience, now }: Expected,
): Promise<Readonly<Record<string, unknown>>> {
  const claims = await checkSignature(token, publicKey, issuer, { audience, now })
  const { aud, iat, exp } = claims
  if (aud !== audience) throw refusedCredential('aud is not exactly the one expected')
  if (typeof iat !== 'number' || typeof exp !== 'number') throw refusedCredential('iat or exp is no number')
  if (iat * 1000 > now + SKEW_SECONDS * 1000) throw refusedCredential('issued in the future')
  if (exp - iat > mostSeconds) throw refusedCredential('lives longer than this issuer may issue')
  return claims
}

async function checkSignature(
  token: string,
  publicKey: KeyObject,
  issuer: string,
  { audience, now }: Expected,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: [TOKEN_ALGORITHM],
      typ: 'JWT',
      issuer,
      audience,
      requiredClaims: REQUIRED,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(now),
    })
    return payload
  } catch (cause) {
    // The code of jose alone: its messages may quote claims.
    const code = (cause as { code?: unknown }).code
    throw refusedCredential(typeof code === 'string' ? code : 'verification failed', cause)
  }
}
