import { parseStrictJson } from '#schemas'
import { refusedCredential } from './identity-error.ts'

/** Longest token that is looked at: 200 groups named by UUIDs, which is what Entra ID puts in at most, take 13 KB. */
const MOST_TOKEN_BYTES = 16_384

// Key sources (jku, jwk, x5u, x5c) and modifiers (crit, b64, zip, cty) are an attacker's way to choose how a
// token is checked (RFC 8725): a header may hold these and nothing else.
const HEADER_MEMBERS: ReadonlySet<string> = new Set(['alg', 'typ', 'kid'])
const PARTS = 3
const CLAIMS_DEPTH = 8

export interface TokenShape {
  readonly algorithm: string
  readonly keyId: string
  readonly claims: Readonly<Record<string, unknown>>
}

/** A token taken apart; nothing in it is believed. */
export interface TokenParts {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * Takes a compact JWS (RFC 7515 section 7.1) apart: three base64url parts, strict JSON without duplicate members.
 * Throws IdentityError `refused`.
 */
export function takeApart(token: string): TokenParts {
  if (token.length === 0) throw refusedCredential('no token')
  if (token.length > MOST_TOKEN_BYTES) throw refusedCredential('token longer than 16 KB')
  if (!isBase64UrlWithDots(token)) throw refusedCredential('token holds characters that no token has')
  const parts = token.split('.', PARTS + 1)
  const [header, claims, signature] = parts
  if (parts.length !== PARTS || !header || !claims || !signature) throw refusedCredential('not a signed token')
  return { header: readObject(header, 'header'), claims: readObject(claims, 'claims') }
}

/** A token of our own making: a header of alg, typ `JWT` and kid, and nothing else. Throws IdentityError `refused`. */
export function readTokenShape(token: string): TokenShape {
  const { header, claims } = takeApart(token)
  for (const name of Object.keys(header)) {
    if (!HEADER_MEMBERS.has(name)) throw refusedCredential('header holds a member that is not taken')
  }
  const { alg, typ, kid } = header
  if (typ !== 'JWT') throw refusedCredential('wrong typ')
  if (typeof alg !== 'string' || typeof kid !== 'string') throw refusedCredential('no alg or kid')
  return { algorithm: alg, keyId: kid, claims }
}

function readObject(part: string, what: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = parseStrictJson(Buffer.from(part, 'base64url'), CLAIMS_DEPTH)
  } catch (cause) {
    throw refusedCredential(`${what} is no strict JSON`, cause)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw refusedCredential(`${what} is no object`)
  return value as Readonly<Record<string, unknown>>
}

function isBase64UrlWithDots(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
    if (!letter && !(code >= 0x30 && code <= 0x39) && code !== 0x2d && code !== 0x5f && code !== 0x2e) return false
  }
  return true
}
