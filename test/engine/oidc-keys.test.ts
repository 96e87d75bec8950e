import { generateKeyPairSync } from 'node:crypto'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { startOidc, type TestOidc } from '../services/oidc.ts'
import { keysOf, serveDocuments, TIMES, watch } from './oidc-fixture.ts'

const agentToken = (provider: TestOidc, over: object = {}): Promise<string> =>
  provider.token({ human: 'ana', agent: 'coder', audience: 'cordon-data', ttlSeconds: 86_400, ...over })

const unknownKey = (provider: TestOidc, kid: string): Promise<string> =>
  provider.sign({ iss: provider.issuer, sub: 'ana', aud: 'cordon-data' }, { kid })

describe('the keys of an identity provider', (test) => {
  let provider: TestOidc

  test.before.each(async () => {
    provider = await startOidc()
  })
  test.after.each(() => provider.stop())

  test('are discovered once, at the first token or before it', async () => {
    const { opened, verifier, clock, loads } = watch(provider.issuer)
    assert.equal(opened.readiness(clock.now), ['issuer_idp_no_keys'])
    await opened.renew(clock.now)
    assert.equal(opened.readiness(clock.now), [])
    for (const alg of ['ES256', 'RS256'] as const)
      assert.is((await verifier.verify(await agentToken(provider, { alg }), 'cordon:data')).human, 'idp|ana')
    assert.equal([provider.asked, loads], [{ keys: 1, metadata: 1 }, [true]])
  })

  test('are taken from `jwks` where it is set, without discovery', async () => {
    const { verifier } = watch(provider.issuer, { jwks: `${provider.issuer}/jwks` })
    await verifier.verify(await agentToken(provider), 'cordon:data')
    assert.equal(provider.asked, { keys: 1, metadata: 0 })
  })

  test('rotate: a new key is found by its first token, the old one is worth nothing, remembered or not', async () => {
    const { verifier, clock, reason } = watch(provider.issuer)
    const old = await agentToken(provider)
    const unseen = await agentToken(provider)
    await verifier.verify(old, 'cordon:data')
    provider.rotate()
    clock.now += TIMES.cooldownMs
    await verifier.verify(await agentToken(provider), 'cordon:data')
    assert.is(provider.asked.keys, 2)
    assert.is(await reason(old), 'key_unknown')
    assert.is(await reason(unseen), 'key_unknown')
  })

  test('that were withdrawn are noticed within ten minutes, though nobody shows a new one', async () => {
    const { verifier, opened, clock, reason } = watch(provider.issuer)
    const old = await agentToken(provider)
    await verifier.verify(old, 'cordon:data')
    provider.rotate()
    clock.now += TIMES.freshMs - 1
    await opened.renew(clock.now)
    await verifier.verify(old, 'cordon:data')
    clock.now += 1
    await opened.renew(clock.now)
    assert.is(await reason(old), 'key_unknown')
  })

  test('a flood of made-up keys asks the issuer once a cooldown, whether it comes at once or in turn', async () => {
    const { opened, clock, reason, verifier } = watch(provider.issuer)
    await opened.renew(clock.now)
    const odd = await Promise.all(Array.from({ length: 100 }, (_, n) => unknownKey(provider, `made-up-${n}`)))
    const flood = async (): Promise<void> => {
      const reasons = await Promise.all(odd.map(reason))
      for (const token of odd.slice(0, 20)) reasons.push(await reason(token))
      assert.equal([...new Set(reasons)], ['key_unknown'])
    }
    await flood()
    assert.is(provider.asked.keys, 1)
    for (let round = 2; round <= 4; round++) {
      clock.now += TIMES.cooldownMs
      await flood()
      assert.is(provider.asked.keys, round)
    }
    await verifier.verify(await agentToken(provider), 'cordon:data')
    assert.is(provider.asked.keys, 4)
  })

  test('outlive an outage up to the bound; afterwards everything is refused until the issuer is back', async () => {
    const { verifier, opened, clock, reason, failures, loads } = watch(provider.issuer)
    const seen = await agentToken(provider)
    const unseen = await agentToken(provider)
    await verifier.verify(seen, 'cordon:data')
    await provider.pause()
    clock.now += TIMES.staleMs
    await opened.renew(clock.now)
    assert.equal(opened.readiness(clock.now), [])
    await verifier.verify(seen, 'cordon:data')
    await verifier.verify(unseen, 'cordon:data')
    assert.equal([failures, loads], [['issuer_unreachable'], [true]])
    clock.now += 1
    assert.is(await reason(seen), 'keys_unavailable')
    assert.is(await reason(unseen), 'keys_unavailable')
    assert.equal(opened.readiness(clock.now), ['issuer_idp_no_keys'])
    await provider.resume()
    clock.now += TIMES.retryMs
    await verifier.verify(seen, 'cordon:data')
    assert.equal([opened.readiness(clock.now), loads], [[], [true, false]])
  })

  test('an issuer that is away at the start is tried again every five seconds, and only so often', async () => {
    await provider.pause()
    const { verifier, opened, clock, reason, failures } = watch(provider.issuer)
    await opened.renew(clock.now)
    const token = await agentToken(provider)
    for (let at = 0; at < 50; at++) {
      clock.now += 100
      await opened.renew(clock.now)
      if (at < 48) assert.is(await reason(token), 'keys_unavailable')
    }
    assert.is(failures.length, 2)
    await provider.resume()
    clock.now += TIMES.retryMs
    await opened.renew(clock.now)
    await verifier.verify(token, 'cordon:data')
    assert.is(provider.asked.keys, 1)
  })

  test('tokens under known keys do not wait for somebody who made one up', async () => {
    const slow = await serveDocuments((path, issuer) =>
      path === '/jwks' ? keysOf(provider) : { issuer, jwks_uri: `${issuer}/jwks` },
    )
    try {
      const { verifier, opened, clock, reason } = watch(slow.issuer)
      await opened.renew(clock.now)
      slow.hold()
      clock.now += TIMES.cooldownMs
      const odd = reason(await provider.sign({ iss: slow.issuer, sub: 'x', aud: 'cordon-data' }, { kid: 'made-up' }))
      const iat = Math.floor(clock.now / 1000)
      const known = {
        iss: slow.issuer,
        sub: 'ana',
        aud: 'cordon-data',
        iat,
        exp: iat + 60,
        jti: '1',
        act: { sub: 'c' },
      }
      assert.is((await verifier.verify(await provider.sign(known), 'cordon:data')).agent, 'c')
      slow.goOn()
      assert.is(await odd, 'key_unknown')
    } finally {
      await slow.stop()
    }
  })

  test('a clock that steps back makes them due, and refuses nobody', async () => {
    const { verifier, opened, clock } = watch(provider.issuer)
    await opened.renew(clock.now)
    clock.now -= 180_000
    await opened.renew(clock.now)
    assert.is(provider.asked.keys, 2)
    const iat = Math.floor(clock.now / 1000)
    const claims = { iss: provider.issuer, sub: 'ana', aud: 'cordon-data', iat, exp: iat + 60, jti: '1' }
    await verifier.verify(await provider.sign(claims), 'cordon:data')
  })

  test('only public keys for signatures count, whatever else is published', async () => {
    const { publicKey: weak } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const leaked = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const forEncryption = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const twins = [
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ]
    const published = [
      { ...weak.export({ format: 'jwk' }), kid: 'weak', alg: 'RS256' },
      { ...leaked.export({ format: 'jwk' }), kid: 'leaked' },
      { ...forEncryption.publicKey.export({ format: 'jwk' }), kid: 'enc', use: 'enc' },
      { kty: 'oct', k: 'c2VjcmV0', kid: 'oct', alg: 'HS256' },
      { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA', kid: 'k1' },
      { kty: 'RSA', n: 'A'.repeat(4000), e: 'AQAB', kid: 'huge' },
      ...twins.map(({ publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid: 'twin' })),
      null,
      'text',
    ]
    const server = await serveDocuments((path, issuer) =>
      path === '/jwks' ? { keys: published } : { issuer, jwks_uri: `${issuer}/jwks` },
    )
    try {
      const { reason, opened, clock, kept } = watch(server.issuer)
      await opened.renew(clock.now)
      assert.equal(kept(), ['twin', 'twin'])
      const claims = { iss: server.issuer, sub: 'ana', aud: 'cordon-data' }
      assert.is(await reason(await provider.sign(claims, { kid: 'leaked' }, leaked)), 'key_unknown')
      assert.is(await reason(await provider.sign(claims, { kid: 'enc' }, forEncryption.privateKey)), 'key_unknown')
      assert.is(await reason(await provider.sign(claims, { kid: 'twin' }, twins[0]?.privateKey)), 'key_ambiguous')
      assert.is(await reason(await provider.sign(claims, { kid: 'oct' })), 'key_unknown')
    } finally {
      await server.stop()
    }
  })

  test('of every configured kind check signatures: Ed25519, PS256, P-384', async () => {
    const ed = generateKeyPairSync('ed25519')
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const all = { EdDSA: ed, PS256: rsa, ES384: p384 }
    const keys = Object.entries(all).map(([kid, { publicKey }]) => ({ ...publicKey.export({ format: 'jwk' }), kid }))
    const server = await serveDocuments((path, issuer) =>
      path === '/jwks' ? { keys } : { issuer, jwks_uri: `${issuer}/jwks` },
    )
    try {
      const { verifier, clock } = watch(server.issuer, { algorithms: ['EdDSA', 'PS256', 'ES384'] })
      const iat = Math.floor(clock.now / 1000)
      const claims = { iss: server.issuer, sub: 'ana', aud: 'cordon-data', iat, exp: iat + 60, jti: '1' }
      for (const [alg, { privateKey }] of Object.entries(all)) {
        const token = await provider.sign(claims, { alg, kid: alg }, privateKey)
        assert.is((await verifier.verify(token, 'cordon:data')).human, 'idp|ana', alg)
      }
    } finally {
      await server.stop()
    }
  })

  test('an own CA is the only one that counts, and nothing turns the check off', async () => {
    const identity = selfMadeIdentity(['127.0.0.1'], Date.now())
    const other = selfMadeIdentity(['127.0.0.1'], Date.now())
    const secure = await startOidc({ tls: identity })
    try {
      const token = await agentToken(secure)
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
      const unknown = watch(secure.issuer)
      await unknown.opened.renew(unknown.clock.now)
      const wrong = watch(secure.issuer, {}, other.certificate)
      await wrong.opened.renew(wrong.clock.now)
      assert.equal([unknown.failures, wrong.failures], [['issuer_certificate'], ['issuer_certificate']])
      const right = watch(secure.issuer, {}, identity.certificate)
      assert.is((await right.verifier.verify(token, 'cordon:data')).agent, 'coder')
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      await secure.stop()
    }
  })
})
