import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { createVerifier, enrollEnforcer, type IdentityError, openEnrolledIssuer, openLocalIssuer } from '#engine'
import { describe, rejects } from '#test/suite'
import { START } from './fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-odd-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const now = (): number => START
const local = openLocalIssuer({ folder, officers: true, now })
const { keyFile } = enrollEnforcer({ folder, name: 'pg', now })
const verifier = createVerifier({ issuers: [local.issuer, openEnrolledIssuer(folder)], now })

const privateKey = createPrivateKey(readFileSync(join(folder, 'agents.pem')))
const publicKey = createPublicKey(privateKey)
const officersKey = createPrivateKey(readFileSync(join(folder, 'officers.pem')))
const enforcerKey = createPrivateKey(readFileSync(keyFile))
const stranger = generateKeyPairSync('ed25519').privateKey
const seconds = START / 1000
const good = await local.issueToken({
  human: 'ana',
  agent: 'coder',
  groups: ['dev'],
  audience: 'cordon:data',
  ttlSeconds: 60,
})
const [goodHeader = '', goodClaims = '', goodSignature = ''] = good.split('.')
const header = JSON.parse(Buffer.from(goodHeader, 'base64url').toString()) as Record<string, unknown>
const claims = JSON.parse(Buffer.from(goodClaims, 'base64url').toString()) as Record<string, unknown>
const officersKid = kidOf(
  await local.issueToken({ human: 'o', role: 'officer', groups: [], audience: 'cordon:api', ttlSeconds: 60 }),
)

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (head: string, body: string, key: KeyObject = privateKey): string =>
  `${head}.${body}.${sign(null, Buffer.from(`${head}.${body}`), key).toString('base64url')}`
const withHeader = (over: Record<string, unknown>): string => signed(part({ ...header, ...over }), goodClaims)
const withClaims = (over: Record<string, unknown>, key: KeyObject = privateKey): string =>
  signed(goodHeader, part({ ...claims, ...over }), key)
const raw = (text: string): string => Buffer.from(text).toString('base64url')
const hmac = (secret: string | Buffer): string => {
  const head = part({ ...header, alg: 'HS256' })
  return `${head}.${goodClaims}.${createHmac('sha256', secret).update(`${head}.${goodClaims}`).digest('base64url')}`
}
const bigGroups = Array.from({ length: 2000 }, (_unused, index) => `group-${index}`)
const jwk = stranger.export({ format: 'jwk' })

const ODD: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'a word': 'password',
  'alg none, no signature': `${part({ ...header, alg: 'none' })}.${goodClaims}.`,
  'alg none, with the old signature': `${part({ ...header, alg: 'none' })}.${goodClaims}.${goodSignature}`,
  'alg None': withHeader({ alg: 'None' }),
  'HS256 with the public key as secret, SPKI PEM': hmac(publicKey.export({ type: 'spki', format: 'pem' }) as string),
  'HS256 with the public key as secret, DER': hmac(publicKey.export({ type: 'spki', format: 'der' })),
  'HS256 with an empty secret': hmac(''),
  'HS256 named, EdDSA signed': withHeader({ alg: 'HS256' }),
  'ES256 named, EdDSA signed': withHeader({ alg: 'ES256' }),
  'no alg': withHeader({ alg: undefined }),
  'alg a list': withHeader({ alg: ['EdDSA'] }),
  jku: withHeader({ jku: 'https://evil.example/jwks.json' }),
  x5u: withHeader({ x5u: 'https://evil.example/cert.pem' }),
  x5c: withHeader({ x5c: ['MIIB'] }),
  'an embedded jwk that signed it': signed(part({ ...header, jwk }), goodClaims, stranger),
  crit: withHeader({ crit: ['exp'], exp: 1 }),
  'b64 false': withHeader({ b64: false, crit: ['b64'] }),
  zip: withHeader({ zip: 'DEF' }),
  'cty JWT (nested)': signed(part({ ...header, cty: 'JWT' }), raw(good)),
  'a token in a token': signed(goodHeader, raw(good)),
  'no kid': withHeader({ kid: undefined }),
  'a kid that nobody has': withHeader({ kid: 'ffffffffffffffff' }),
  'a kid that is a path': withHeader({ kid: '../../../../dev/null' }),
  'no typ': withHeader({ typ: undefined }),
  'typ of an ID token': withHeader({ typ: 'id_token' }),
  'another key': withClaims({}, stranger),
  "the officers' key under the agents' kid": withClaims({}, officersKey),
  "the officers' key under its own kid": signed(part({ ...header, kid: officersKid }), goodClaims, officersKey),
  "an enforcer's key": signed(goodHeader, part({ ...claims, iss: 'cordon-enrolled', sub: 'pg' }), enforcerKey),
  'another issuer': withClaims({ iss: 'https://evil.example' }),
  'the issuer with a slash': withClaims({ iss: 'cordon-local/' }),
  'no issuer': withClaims({ iss: undefined }),
  'issuer a list': withClaims({ iss: ['cordon-local'] }),
  'another audience': withClaims({ aud: 'cordon:api' }),
  'the audience among others': withClaims({ aud: ['cordon:data', 'cordon:api'] }),
  'the audience in a list': withClaims({ aud: ['cordon:data'] }),
  'no audience': withClaims({ aud: undefined }),
  expired: withClaims({ iat: seconds - 100, nbf: seconds - 100, exp: seconds - 6 }),
  'no expiry': withClaims({ exp: undefined }),
  'an expiry in words': withClaims({ exp: '9999999999' }),
  'an expiry beyond every clock': withClaims({ exp: 1e300 }),
  'a life longer than allowed': withClaims({ exp: seconds + 86_401 }),
  'not valid yet': withClaims({ nbf: seconds + 6 }),
  'issued in the future': withClaims({ iat: seconds + 60, exp: seconds + 90 }),
  'no jti': withClaims({ jti: undefined }),
  'no sub': withClaims({ sub: undefined }),
  'an empty sub': withClaims({ sub: '' }),
  'a sub with a line feed': withClaims({ sub: 'ana\n{"kind":"decision"}' }),
  'a sub that is an object': withClaims({ sub: { $ne: null } }),
  'act a string': withClaims({ act: 'coder' }),
  'act null': withClaims({ act: null }),
  'act without sub': withClaims({ act: { act: { sub: 'coder' } } }),
  'act with a role': withClaims({ role: 'officer' }),
  'a role nobody knows': withClaims({ act: undefined, role: 'root' }),
  'groups a string': withClaims({ groups: 'dev' }),
  'groups with a number': withClaims({ groups: [1] }),
  'duplicate claims': signed(goodHeader, raw(`${JSON.stringify(claims).slice(0, -1)},"sub":"root"}`)),
  'duplicate claims, spelled differently': signed(
    goodHeader,
    raw(`${JSON.stringify(claims).slice(0, -1)},"s\\u0075b":"root"}`),
  ),
  'duplicate header members': signed(raw(`${JSON.stringify(header).slice(0, -1)},"alg":"none"}`), goodClaims),
  'claims a list': signed(goodHeader, part([claims])),
  'claims no JSON': signed(goodHeader, raw('{')),
  'claims with a byte order mark': signed(goodHeader, raw(`\ufeff${JSON.stringify(claims)}`)),
  'claims nested very deep': signed(
    goodHeader,
    raw(`{"iss":"cordon-local","x":${'['.repeat(3000)}${']'.repeat(3000)}}`),
  ),
  'more than 8 KB': withClaims({ groups: bigGroups }),
  'a megabyte': 'a'.repeat(1_048_576),
  'a changed claim under the old signature': `${goodHeader}.${part({ ...claims, sub: 'root' })}.${goodSignature}`,
  'a cut signature': good.slice(0, -4),
  'no signature': `${goodHeader}.${goodClaims}`,
  'an empty signature': `${goodHeader}.${goodClaims}.`,
  'an empty middle': `${goodHeader}..${goodSignature}`,
  'five parts (JWE)': `${good}.${goodClaims}.${goodSignature}`,
  'white space around it': ` ${good}`,
  'a line feed behind it': `${good}\n`,
  'a NUL behind it': `${good}\0`,
  padding: `${goodHeader}=.${goodClaims}.${goodSignature}`,
  'plain base64': good.replaceAll('-', '+').replaceAll('_', '/').concat('+'),
  'a Bearer prefix': `Bearer ${good}`,
}

describe('odd tokens', (test) => {
  test('the good one passes', async () => {
    assert.is((await verifier.verify(good, 'cordon:data')).agent, 'coder')
  })

  for (const [what, token] of Object.entries(ODD)) {
    test(`refuses ${what}`, async () => {
      const error = (await rejects(verifier.verify(token, 'cordon:data'), 'refused')) as IdentityError
      assert.is(error.message, 'the credential was refused: get a fresh token and try again')
      assert.ok(error.operatorReason.length > 0 && error.operatorReason.length < 128)
      assert.not.match(error.operatorReason, 'root')
    })
  }

  test('refuses the good one for every other audience, also when it is remembered', async () => {
    await verifier.verify(good, 'cordon:data')
    await rejects(verifier.verify(good, 'cordon:api'), 'refused')
    await rejects(verifier.verify(good, 'cordon:engine'), 'refused')
  })

  test('remembers a good one only until it ends', async () => {
    let time = START
    const fresh = createVerifier({ issuers: [local.issuer], now: () => time })
    await fresh.verify(good, 'cordon:data')
    time = START + 60_000 + 5001
    await rejects(fresh.verify(good, 'cordon:data'), 'refused')
  })

  test('takes a small difference of clocks, and no more', async () => {
    await verifier.verify(withClaims({ nbf: seconds + 5 }), 'cordon:data')
    await rejects(verifier.verify(withClaims({ nbf: seconds + 6 }), 'cordon:data'), 'refused')
  })

  test('the outermost actor counts', async () => {
    const delegated = withClaims({ act: { sub: 'outer', act: { sub: 'inner' } } })
    assert.is((await verifier.verify(delegated, 'cordon:data')).agent, 'outer')
  })
})

function kidOf(token: string): unknown {
  return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: unknown }).kid
}
