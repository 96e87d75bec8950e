import { createPublicKey, type KeyObject } from 'node:crypto'
import { statSync } from 'node:fs'
import { type EnrolledEnforcer, readRegistry, registryPath } from './enrolment.ts'
import { refusedCredential } from './identity-error.ts'
import { verifyClaims } from './signed-token.ts'
import type { Expected, TokenIssuer } from './token-issuer.ts'
import { readTokenShape } from './token-shape.ts'
import type { VerifiedToken } from './verified-token.ts'

/** `iss` of the tokens that enforcers sign themselves. */
export const ENROLLED_ISSUER = 'cordon-enrolled'

/** Longest life of such a token: a stolen one is soon worth nothing. */
export const MOST_ENFORCER_TOKEN_SECONDS = 300

const LOOK_AGAIN_MS = 1000

interface Registered {
  readonly enforcer: EnrolledEnforcer
  readonly publicKey: KeyObject
}

/**
 * Checks the tokens that enrolled enforcers sign with keys of their own, against `enrolled.json` of a folder. The
 * file is looked at again once a second, so that enrolling and revoking reach a running engine.
 */
export function openEnrolledIssuer(folder: string): TokenIssuer {
  let byKey: ReadonlyMap<string, Registered> = new Map()
  let damage: unknown
  let stamp = ''
  let lookedAt = Number.NEGATIVE_INFINITY

  function generation(now: number): string {
    // Also after a step of the clock backwards.
    if (Math.abs(now - lookedAt) < LOOK_AGAIN_MS) return stamp
    lookedAt = now
    const current = stampOf(folder)
    if (current === stamp) return stamp
    stamp = current
    // A registry that cannot be read lets nobody in.
    byKey = new Map()
    damage = undefined
    try {
      byKey = new Map(readRegistry(folder).map((enforcer) => [enforcer.keyId, register(enforcer)]))
    } catch (error) {
      damage = error
    }
    return stamp
  }

  async function verify(token: string, { audience, now }: Expected): Promise<VerifiedToken> {
    generation(now)
    const known = byKey.get(readTokenShape(token).keyId)
    if (!known) throw refusedCredential(damage ? 'enrolled.json is damaged' : 'unknown enforcer key', damage)
    if (audience !== 'cordon:engine') throw refusedCredential('an enforcer key signs for the engine alone')
    const facts = { publicKey: known.publicKey, issuer: ENROLLED_ISSUER, mostSeconds: MOST_ENFORCER_TOKEN_SECONDS }
    const claims = await verifyClaims(token, facts, { audience, now })
    if (claims['sub'] !== known.enforcer.name) throw refusedCredential('sub is not the name that was enrolled')
    if (claims['act'] !== undefined) throw refusedCredential('an enforcer acts for itself')
    return verified(known.enforcer, Number(claims['exp']) * 1000)
  }
  return { alias: 'enrolled', issuer: ENROLLED_ISSUER, verify, generation }
}

function verified({ name, keyId, grants }: EnrolledEnforcer, expiresAt: number): VerifiedToken {
  return {
    issuer: 'enrolled',
    subject: name,
    human: `enrolled|${name}`,
    agent: null,
    role: 'enforcer',
    groups: [],
    grants,
    run: keyId,
    audience: 'cordon:engine',
    expiresAt,
    assurance: 'demo',
    authentication: {},
  }
}

function register(enforcer: EnrolledEnforcer): Registered {
  const publicKey = createPublicKey({ key: Buffer.from(enforcer.publicKey, 'base64'), format: 'der', type: 'spki' })
  return { enforcer, publicKey }
}

function stampOf(folder: string): string {
  const facts = statSync(registryPath(folder), { throwIfNoEntry: false, bigint: true })
  return facts ? `${facts.ino}-${facts.mtimeNs}-${facts.size}` : 'none'
}
