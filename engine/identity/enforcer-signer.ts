import { randomBytes } from 'node:crypto'
import { ENROLLED_ISSUER, MOST_ENFORCER_TOKEN_SECONDS } from './enrolled-issuer.ts'
import { signClaims } from './signed-token.ts'
import { readSigningKey } from './signing-key.ts'

const RENEW_BEFORE_SECONDS = 60

/**
 * Makes the short-lived tokens with which an enrolled enforcer calls the engine; each is used until a minute
 * before its end. Throws IdentityError `files` where the key file cannot be trusted.
 */
export function openEnforcerSigner({
  keyFile,
  name,
  now,
}: {
  /** `enforcers/NAME.pem`, as enrollEnforcer wrote it. */
  readonly keyFile: string
  readonly name: string
  readonly now: () => number
}): () => Promise<string> {
  const key = readSigningKey(keyFile)
  let current: { readonly token: Promise<string>; readonly renewAt: number } | undefined

  return () => {
    const seconds = Math.floor(now() / 1000)
    if (!current || seconds >= current.renewAt || seconds < current.renewAt - MOST_ENFORCER_TOKEN_SECONDS) {
      const exp = seconds + MOST_ENFORCER_TOKEN_SECONDS
      const claims = { iss: ENROLLED_ISSUER, sub: name, aud: 'cordon:engine', iat: seconds, nbf: seconds, exp }
      const token = signClaims({ ...claims, jti: randomBytes(16).toString('hex') }, key)
      current = { token, renewAt: exp - RENEW_BEFORE_SECONDS }
    }
    return current.token
  }
}
