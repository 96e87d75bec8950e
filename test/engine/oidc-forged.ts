import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { TestOidc } from '../services/oidc.ts'

export const NOW: number = Date.parse('2026-03-01T08:00:00.000Z')
export const SECONDS: number = NOW / 1000

export type Parts = Readonly<Record<string, unknown>>
type Odd = readonly [what: string, reason: string, token: string]

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const raw = (text: string): string => Buffer.from(text).toString('base64url')

/** A forger's bench: the provider's real keys, whatever header and claims. */
export function benchOf(provider: TestOidc): {
  readonly header: Parts
  readonly claims: Parts
  readonly es: (head: string, body: string, key?: KeyObject) => string
  readonly rs: (head: Parts, key?: KeyObject) => string
  readonly withHeader: (over: Parts) => string
  readonly withClaims: (over: Parts, key?: KeyObject) => string
} {
  const { kid, privateKey } = provider.key('ES256')
  const header = { alg: 'ES256', typ: 'at+jwt', kid }
  const claims: Parts = {
    iss: provider.issuer,
    sub: 'ana',
    aud: 'cordon-data',
    iat: SECONDS,
    nbf: SECONDS,
    exp: SECONDS + 600,
    jti: 'token-1',
    sid: 'run-1',
    client_id: 'agent-platform',
    act: { sub: 'coder' },
    groups: ['developers'],
  }
  const es = (head: string, body: string, key = privateKey): string => {
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' })
    return `${head}.${body}.${signature.toString('base64url')}`
  }
  return {
    header,
    claims,
    es,
    rs: (head, key = provider.key('RS256').privateKey) => {
      const text = `${part(head)}.${part(claims)}`
      return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
    },
    withHeader: (over) => es(part({ ...header, ...over }), part(claims)),
    withClaims: (over, key) => es(part(header), part({ ...claims, ...over }), key),
  }
}

export function oddTokens(provider: TestOidc): readonly Odd[] {
  const { header, claims, es, rs, withHeader, withClaims } = benchOf(provider)
  const { publicKey, kid: rsKid } = provider.key('RS256')
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const strange = { ...stranger.export({ format: 'jwk' }), d: undefined }
  const good = withClaims({})
  const [goodHeader = '', goodClaims = '', goodSignature = ''] = good.split('.')
  const hmac = (secret: string | Buffer, kid = rsKid): string => {
    const text = `${part({ ...header, alg: 'HS256', kid })}.${goodClaims}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  return [
    ['nothing at all', 'no token', ''],
    ['a word', 'not a signed token', 'password'],
    ['alg none without signature', 'not a signed token', `${part({ alg: 'none' })}.${goodClaims}.`],
    [
      'alg none with the old signature',
      'algorithm_not_allowed',
      `${part({ ...header, alg: 'none' })}.${goodClaims}.${goodSignature}`,
    ],
    ['alg nOnE', 'algorithm_not_allowed', withHeader({ alg: 'nOnE' })],
    ['no alg', 'algorithm_not_allowed', withHeader({ alg: undefined })],
    ['alg a list', 'algorithm_not_allowed', withHeader({ alg: ['ES256'] })],
    [
      'HS256 under the public RSA key, PEM',
      'algorithm_not_allowed',
      hmac(publicKey.export({ type: 'spki', format: 'pem' })),
    ],
    [
      'HS256 under the public RSA key, DER',
      'algorithm_not_allowed',
      hmac(publicKey.export({ type: 'spki', format: 'der' })),
    ],
    ['HS256 under the modulus', 'algorithm_not_allowed', hmac(String(publicKey.export({ format: 'jwk' }).n))],
    ['HS256 under the empty secret', 'algorithm_not_allowed', hmac('')],
    ['an algorithm that is not configured', 'algorithm_not_allowed', withHeader({ alg: 'ES384' })],
    ['PS256 for the RS256 key', 'algorithm_not_allowed', withHeader({ alg: 'PS256', kid: rsKid })],
    ['RS256 named for the EC key', 'key_unknown', withHeader({ alg: 'RS256' })],
    ['ES256 named for the RSA key', 'key_unknown', withHeader({ kid: rsKid })],
    ['jku', 'key_source_in_header', withHeader({ jku: 'https://evil.example/jwks.json' })],
    ['jku of the issuer itself', 'key_source_in_header', withHeader({ jku: `${provider.issuer}/jwks` })],
    ['x5u', 'key_source_in_header', withHeader({ x5u: 'https://evil.example/cert.pem' })],
    ['x5c', 'key_source_in_header', withHeader({ x5c: ['MIIB'] })],
    [
      'an embedded jwk that signed it',
      'key_source_in_header',
      es(part({ ...header, jwk: strange }), goodClaims, stranger),
    ],
    ['crit', 'header_not_understood', withHeader({ crit: ['exp'], exp: 1 })],
    ['an empty crit', 'header_not_understood', withHeader({ crit: [] })],
    ['b64 false', 'header_not_understood', withHeader({ b64: false })],
    ['zip', 'header_not_understood', withHeader({ zip: 'DEF' })],
    ['a nested token', 'header_not_understood', withHeader({ cty: 'JWT' })],
    [
      'a header full of members',
      'header_not_understood',
      withHeader(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`m${n}`, n]))),
    ],
    ['a token in a token', 'claims is no strict JSON', es(goodHeader, raw(good))],
    ['typ of a logout token', 'type_not_taken', withHeader({ typ: 'logout+jwt' })],
    ['typ of a DPoP proof', 'type_not_taken', withHeader({ typ: 'dpop+jwt' })],
    ['typ a number', 'type_not_taken', withHeader({ typ: 1 })],
    ['a kid that nobody has', 'key_unknown', withHeader({ kid: 'ffffffff' })],
    ['a kid that is a path', 'key_unknown', withHeader({ kid: '../../../../dev/null' })],
    ['a kid that is SQL', 'key_unknown', withHeader({ kid: "' or 1=1 --" })],
    ['a kid that is __proto__', 'key_unknown', withHeader({ kid: '__proto__' })],
    ['an endless kid', 'key_unknown', withHeader({ kid: 'k'.repeat(600) })],
    ['a kid that is a number', 'key_unknown', withHeader({ kid: 7 })],
    ['another key under the kid', 'signature_wrong', withClaims({}, stranger)],
    [
      'another RSA key under the kid',
      'signature_wrong',
      rs({ ...header, alg: 'RS256', kid: rsKid }, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    ],
    [
      'a changed claim under the old signature',
      'signature_wrong',
      `${goodHeader}.${part({ ...claims, sub: 'root' })}.${goodSignature}`,
    ],
    [
      'a changed header under the old signature',
      'signature_wrong',
      `${part({ ...header, typ: 'JWT' })}.${goodClaims}.${goodSignature}`,
    ],
    ['a cut signature', 'signature_wrong', good.slice(0, -4)],
    [
      'the signature of zeros (CVE-2022-21449)',
      'signature_wrong',
      `${goodHeader}.${goodClaims}.${Buffer.alloc(64).toString('base64url')}`,
    ],
    [
      'an RS256 signature as DER',
      'signature_wrong',
      `${part({ ...header, alg: 'RS256', kid: rsKid })}.${goodClaims}.MAAA`,
    ],
    ['no signature', 'not a signed token', `${goodHeader}.${goodClaims}`],
    ['five parts (JWE)', 'not a signed token', `${good}.${goodClaims}.${goodSignature}`],
    ['white space around it', 'token holds characters', ` ${good}`],
    ['a Bearer prefix', 'token holds characters', `Bearer ${good}`],
    ['a megabyte', 'token longer', 'a'.repeat(1_048_576)],
    ['another issuer', 'unknown issuer', withClaims({ iss: 'https://evil.example' })],
    ['the issuer with a slash', 'unknown issuer', withClaims({ iss: `${provider.issuer}/` })],
    ['the issuer in a list', 'unknown issuer', withClaims({ iss: [provider.issuer] })],
    ['no issuer', 'unknown issuer', withClaims({ iss: undefined })],
    [
      'duplicate claims',
      'claims is no strict JSON',
      es(goodHeader, raw(`${JSON.stringify(claims).slice(0, -1)},"sub":"root"}`)),
    ],
    [
      'duplicate header members',
      'header is no strict JSON',
      es(raw(`${JSON.stringify(header).slice(0, -1)},"alg":"none"}`), goodClaims),
    ],
    [
      'claims nested very deep',
      'claims is no strict JSON',
      es(goodHeader, raw(`{"iss":"${provider.issuer}","x":${'['.repeat(3000)}${']'.repeat(3000)}}`)),
    ],
    ['another audience', 'audience_wrong', withClaims({ aud: 'account' })],
    ['the audience of the API', 'audience_wrong', withClaims({ aud: 'cordon-api' })],
    ['the name of our own audience', 'audience_wrong', withClaims({ aud: 'cordon:data' })],
    ['both audiences at once', 'audience_mixed', withClaims({ aud: ['cordon-data', 'cordon-api'] })],
    ['the audience as part of another', 'audience_wrong', withClaims({ aud: 'cordon-data cordon-api' })],
    ['an audience that is an object', 'audience_wrong', withClaims({ aud: { 'cordon-data': true } })],
    [
      'very many audiences',
      'audience_wrong',
      withClaims({ aud: [...Array.from({ length: 16 }, (_, n) => `a${n}`), 'cordon-data'] }),
    ],
    ['no audience', 'claim_missing', withClaims({ aud: undefined })],
    ['expired beyond the skew', 'expired', withClaims({ iat: SECONDS - 700, nbf: SECONDS - 700, exp: SECONDS - 31 })],
    ['no expiry', 'claim_missing', withClaims({ exp: undefined })],
    ['no time of issue', 'claim_missing', withClaims({ iat: undefined })],
    ['an expiry in words', 'claim_invalid', withClaims({ exp: '9999999999' })],
    ['an expiry beyond every clock', 'claim_invalid', withClaims({ exp: 1e300 })],
    ['a life of a day', 'lives_too_long', withClaims({ exp: SECONDS + 86_400 })],
    ['a life that began before there were computers', 'lives_too_long', withClaims({ iat: 0 })],
    ['not valid yet', 'not_yet_valid', withClaims({ nbf: SECONDS + 31 })],
    ['issued in the future', 'issued_in_future', withClaims({ iat: SECONDS + 60 })],
    ['bound to a key (DPoP)', 'bound_to_key', withClaims({ cnf: { jkt: 'x' } })],
    ['an ID token by its hash', 'not_access_token', withClaims({ at_hash: 'x' })],
    ['an ID token by Keycloak’s typ', 'not_access_token', withClaims({ typ: 'ID' })],
    ['a refresh token by Keycloak’s typ', 'not_access_token', withClaims({ typ: 'Refresh' })],
    ['an ID token by Cognito’s token_use', 'not_access_token', withClaims({ token_use: 'id' })],
    ['a logout token', 'not_access_token', withClaims({ events: {} })],
    ['no sub', 'claim_missing', withClaims({ sub: undefined })],
    ['an empty sub', 'claim_invalid', withClaims({ sub: '' })],
    ['a sub that is an object', 'claim_invalid', withClaims({ sub: { $ne: null } })],
    ['a sub with a line feed', 'claim_invalid', withClaims({ sub: 'ana\n{"kind":"decision"}' })],
    ['a sub with a zero width space', 'claim_invalid', withClaims({ sub: 'ana\u200b' })],
    ['a sub that is written backwards', 'claim_invalid', withClaims({ sub: 'ana\u202eraso' })],
    ['a sub with half a character', 'claim_invalid', withClaims({ sub: 'ana\ud800' })],
    ['a sub with a space at its end', 'claim_invalid', withClaims({ sub: 'ana ' })],
    ['a sub in another normal form', 'claim_invalid', withClaims({ sub: 'Jose\u0301' })],
    ['an endless sub', 'claim_invalid', withClaims({ sub: 'a'.repeat(201) })],
    ['act a string', 'claim_invalid', withClaims({ act: 'coder' })],
    ['act null', 'claim_invalid', withClaims({ act: null })],
    ['act without sub', 'claim_invalid', withClaims({ act: { act: { sub: 'coder' } } })],
    ['an agent that is its own human', 'no_human', withClaims({ act: { sub: 'ana' } })],
    ['a client that acts for itself', 'no_human', withClaims({ sub: 'agent-platform' })],
    ['an application of Entra ID', 'no_human', withClaims({ idtyp: 'app' })],
    ['a service account of Keycloak', 'no_human', withClaims({ preferred_username: 'service-account-x' })],
    ['groups that are left out', 'groups_overage', withClaims({ groups: undefined, _claim_names: { groups: 'src1' } })],
    ['groups with a number', 'claim_invalid', withClaims({ groups: [1] })],
    ['groups as an object', 'claim_invalid', withClaims({ groups: { developers: true } })],
    [
      'more groups than anybody has',
      'claim_invalid',
      withClaims({ groups: Array.from({ length: 257 }, (_, n) => `g${n}`) }),
    ],
    ['a group with a line feed', 'claim_invalid', withClaims({ groups: ['a\nb'] })],
    ['no run', 'claim_invalid', withClaims({ sid: undefined, jti: undefined })],
    ['a client that is a list', 'claim_invalid', withClaims({ client_id: ['agent-platform'] })],
    ['a login time in words', 'claim_invalid', withClaims({ auth_time: 'now' })],
  ]
}
