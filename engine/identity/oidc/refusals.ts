import { IdentityError, refusedCredential } from '../identity-error.ts'

/** Why a token of an identity provider was refused: for the operator. The client sees one message for all of them. */
export const REASONS = {
  algorithm_not_allowed: 'its alg is not among identity.oidc[].algorithms',
  key_source_in_header:
    'its header names a key or where to fetch one (jku, x5u, jwk, x5c); keys come from the issuer alone',
  header_not_understood: 'its header asks for something that is not supported (crit, b64, zip, cty, enc)',
  type_not_taken: 'its typ is neither at+jwt nor JWT',
  malformed: 'it is no signed JWT that can be read',
  keys_unavailable: 'no keys of the issuer are at hand: it cannot be reached, or has been away for too long',
  key_unknown: 'the issuer publishes no key with its kid and alg',
  key_ambiguous: 'several keys of the issuer fit its header',
  signature_wrong: 'its signature does not hold',
  issuer_wrong: 'its iss is not exactly the configured issuer',
  audience_not_served: 'this issuer is configured for no such use: agents need audience, people apiAudience',
  audience_wrong: 'its aud does not name this system',
  audience_mixed: 'its aud names the data path and the API at once',
  expired: 'it has expired',
  not_yet_valid: 'its nbf lies in the future',
  issued_in_future: 'its iat lies in the future',
  lives_too_long: 'it lives longer than identity.oidc[].maxTokenSeconds',
  claim_missing: 'it lacks one of iss, sub, aud, exp, iat',
  claim_invalid: 'a claim cannot be used',
  bound_to_key: 'it is bound to a key (cnf), which cannot be proved here: configure plain Bearer tokens',
  not_access_token: 'it is an ID, refresh, logout or event token: only access tokens are taken',
  no_human: 'it names no human: it is a client acting for itself',
  agent_at_api: 'an agent has no place at the API',
  client_not_taken: 'its client may not be used here (identity.oidc[].apiClients)',
  groups_overage: 'the issuer left its groups out because they are too many: limit them to the assigned ones',
} as const

export type ReasonCode = keyof typeof REASONS

/** A refusal whose reason begins with its code. `detail` must quote nothing of the token. */
export function refuse(code: ReasonCode, { detail, cause }: { detail?: string; cause?: unknown } = {}): IdentityError {
  return refusedCredential(`${code}: ${detail ?? REASONS[code]}`, cause)
}

/** The same refusal, with a code where it had none, and the alias of the issuer. */
export function signedOff(error: unknown, alias: string): unknown {
  if (!(error instanceof IdentityError) || error.code !== 'refused') return error
  const { operatorReason: reason } = error
  const hasCode = Object.hasOwn(REASONS, reason.slice(0, Math.max(0, reason.indexOf(':'))))
  return refusedCredential(`${hasCode ? reason : `claim_invalid: ${reason}`} [${alias}]`, error)
}
