import { refuse } from './refusals.ts'

// RFC 8725 section 3.10: who lets a header name the key lets the forger bring it.
const KEY_SOURCES = ['jku', 'x5u', 'jwk', 'x5c'] as const
const MODIFIERS = ['crit', 'b64', 'zip', 'cty', 'enc', 'epk', 'p2s', 'p2c'] as const

// RFC 9068 section 2.1 wants at+jwt; most providers say JWT or nothing. Everything else is another kind of token.
const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt'])
const MOST_MEMBERS = 16
const MOST_KEY_ID = 512

export interface TokenHeader {
  readonly alg: string
  readonly kid?: string
}

/**
 * What of a header may choose how a token is checked: `alg` from the allow-list and `kid`. Thumbprints and members
 * that nobody knows are passed over (RFC 7515 section 4). Throws IdentityError `refused`.
 */
export function readHeader(header: Readonly<Record<string, unknown>>, algorithms: readonly string[]): TokenHeader {
  if (KEY_SOURCES.some((member) => Object.hasOwn(header, member))) throw refuse('key_source_in_header')
  if (MODIFIERS.some((member) => Object.hasOwn(header, member))) throw refuse('header_not_understood')
  if (Object.keys(header).length > MOST_MEMBERS) throw refuse('header_not_understood')
  const { alg, kid, typ } = header
  if (typ !== undefined && (typeof typ !== 'string' || !TYPES.has(typ.toLowerCase()))) throw refuse('type_not_taken')
  if (typeof alg !== 'string' || !algorithms.includes(alg)) throw refuse('algorithm_not_allowed')
  if (kid === undefined) return { alg }
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > MOST_KEY_ID) throw refuse('key_unknown')
  return { alg, kid }
}
