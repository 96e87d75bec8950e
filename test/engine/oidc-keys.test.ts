import { generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import * as assert from 'uvu/assert'
import { createVerifier, type IdentityError, type OidcIssuer, openOidcIssuer, type Verifier } from '#engine'
import type { OidcIssuerConfig } from '#schemas'
import { describe, rejects } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { startOidc, type TestOidc } from '../services/oidc.ts'

const MINUTE = 60_000
const TIMES = { freshMs: 10 * MINUTE, staleMs: 60 * MINUTE, cooldownMs: 30_000, retryMs: 5000 }

interface Watched {
  readonly clock: { now: number }
  readonly opened: OidcIssuer
  readonly verifier: Verifier
  readonly failures: string[]
  readonly loads: boolean[]
  /** Ids of the keys that are held. */
  readonly kept: () => (string | undefined)[]
  readonly reason: (token: string) => Promise<string>
}

function watch(issuer: string, over: Partial<OidcIssuerConfig> = {}, ca?: string): Watched {
  const clock = { now: Date.now() }
  const failures: string[] = []
  const loads: boolean[] = []
  let ids: (string | undefined)[] = []
  const opened = openOidcIssuer({
    config: { alias: 'idp', issuer, maxTokenSeconds: 604_800, ...over },
    ...(ca === undefined ? {} : { ca }),
    times: TIMES,
    report: {
      onLoaded: ({ keys }, changed) => {
        loads.push(changed)
        ids = keys.map(({ kid }) => kid)
      },
      onFailure: (error) => failures.push((error as IdentityError).operatorReason.split(':')[0] ?? ''),
    },
  })
  const verifier = createVerifier({ issuers: [opened.issuer], now: () => clock.now })
  const reason = async (token: string): Promise<string> => {
    const error = (await rejects(verifier.verify(token, 'cordon:data'), 'refused')) as IdentityError
    return error.operatorReason.split(':')[0] ?? ''
  }
  return { clock, opened, verifier, failures, loads, kept: () => ids, reason }
}

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
    clock.now -= 3 * MINUTE
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

describe('an issuer that answers what it may not', (test) => {
  const metadata = (over: object) => (path: string, issuer: string) =>
    path.startsWith('/.well-known/openid') ? { issuer, jwks_uri: `${issuer}/jwks`, ...over } : { keys: [] }
  const answers: Readonly<Record<string, readonly [code: string, handler: Documents]>> = {
    'another issuer in its metadata': ['issuer_mismatch', metadata({ issuer: 'https://evil.example' })],
    'its issuer with a slash': ['issuer_mismatch', (_path, issuer) => ({ issuer: `${issuer}/`, jwks_uri: issuer })],
    'no jwks_uri': ['issuer_no_jwks', metadata({ jwks_uri: undefined })],
    'a jwks_uri over http elsewhere': ['address_refused', metadata({ jwks_uri: 'http://keys.example/jwks' })],
    'a jwks_uri that is a file': ['address_refused', metadata({ jwks_uri: 'file:///etc/passwd' })],
    'a jwks_uri with a password': ['address_refused', metadata({ jwks_uri: 'https://a:b@keys.example/' })],
    'no key set where it says': [
      'issuer_no_jwks',
      (path, issuer) => (path === '/jwks' ? 404 : { issuer, jwks_uri: `${issuer}/jwks` }),
    ],
    'no metadata at all': ['issuer_no_metadata', () => 404],
    'a redirect': ['issuer_redirects', () => 302],
    'an error': ['issuer_status', () => 503],
    'a list': ['issuer_not_json', () => []],
    'broken JSON': ['issuer_not_json', () => '{"issuer":'],
    'a member twice': ['issuer_not_json', (_path, issuer) => `{"issuer":"https://evil.example","issuer":"${issuer}"}`],
    'a key set without keys': [
      'issuer_keys_unreadable',
      (path, issuer) => (path === '/jwks' ? {} : { issuer, jwks_uri: `${issuer}/jwks` }),
    ],
    'more keys than anybody has': [
      'issuer_keys_unreadable',
      (path, issuer) => (path === '/jwks' ? { keys: Array(101).fill({}) } : { issuer, jwks_uri: `${issuer}/jwks` }),
    ],
    'more than 256 KB': ['issuer_too_large', () => `"${'x'.repeat(300_000)}"`],
  }
  for (const [what, [code, documents]] of Object.entries(answers)) {
    test(`${what}: no keys, and a reason`, async () => {
      const server = await serveDocuments(documents)
      try {
        const { opened, clock, failures } = watch(server.issuer)
        await opened.renew(clock.now)
        assert.equal([failures, opened.readiness(clock.now)], [[code], ['issuer_idp_no_keys']])
      } finally {
        await server.stop()
      }
    })
  }

  test('compressed: no keys, and a reason', async () => {
    const server = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end('x'))
    const { opened, clock, failures } = watch(server.issuer)
    await opened.renew(clock.now)
    await server.stop()
    assert.equal(failures, ['issuer_compressed'])
  })

  test('cut off, or a byte now and then: no keys, and a reason', async () => {
    const cut = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{', () => response.destroy())
    })
    const first = watch(cut.issuer)
    await first.opened.renew(first.clock.now)
    await cut.stop()
    assert.equal(first.failures, ['issuer_unreachable'])
    const drip = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 200)
      response.on('close', () => clearInterval(timer))
    })
    const second = watch(drip.issuer)
    await second.opened.renew(second.clock.now)
    await drip.stop()
    assert.equal(second.failures, ['issuer_timeout'])
  })

  test('an empty key set lets nobody in, though there were keys before', async () => {
    const provider = await startOidc()
    let keys: object = await keysOf(provider)
    const server = await serveDocuments((path, issuer) =>
      path === '/jwks' ? keys : { issuer, jwks_uri: `${issuer}/jwks` },
    )
    try {
      const { opened, clock, reason } = watch(server.issuer)
      await opened.renew(clock.now)
      assert.equal(opened.readiness(clock.now), [])
      keys = { keys: [] }
      clock.now += TIMES.freshMs
      await opened.renew(clock.now)
      assert.is(await reason(await provider.sign({ iss: server.issuer, sub: 'ana' })), 'keys_unavailable')
    } finally {
      await server.stop()
      await provider.stop()
    }
  })

  test('metadata of RFC 8414, and of an issuer with a path, are found where they belong', async () => {
    const asked: string[] = []
    const server = await serveDocuments((path, origin) => {
      asked.push(path)
      if (path === '/jwks') return { keys: [] }
      return path === '/.well-known/oauth-authorization-server/realms/clinic'
        ? { issuer: `${origin}/realms/clinic`, jwks_uri: `${origin}/jwks` }
        : 404
    })
    try {
      const { opened, clock, failures } = watch(`${server.issuer}/realms/clinic`)
      await opened.renew(clock.now)
      assert.equal(failures, [])
      assert.equal(asked, [
        '/realms/clinic/.well-known/openid-configuration',
        '/.well-known/oauth-authorization-server/realms/clinic',
        '/jwks',
      ])
    } finally {
      await server.stop()
    }
  })

  test('a configuration that would be unsafe is not opened', () => {
    const wrong: Partial<OidcIssuerConfig>[] = [
      { alias: 'local' },
      { alias: 'enrolled' },
      { issuer: 'http://idp.example' },
      { issuer: 'http://127.0.0.1.example' },
      { issuer: 'https://a:b@idp.example' },
      { issuer: 'https://idp.example?tenant=x' },
      { issuer: 'https://idp.example#x' },
      { issuer: 'idp' },
      { jwks: 'http://idp.example/jwks' },
      { audience: 'x', apiAudience: 'x' },
      { apiAudience: 'cordon-data' },
    ]
    for (const over of wrong) {
      assert.throws(
        () => watch('https://idp.example', over),
        (error: { code?: string }) => error.code === 'issuer',
        JSON.stringify(over),
      )
    }
  })
})

/** What is answered to a path: a document, a text, or a status alone. */
type Documents = (path: string, issuer: string) => object | string | number | Promise<object>

interface Served {
  readonly issuer: string
  readonly stop: () => Promise<void>
}

async function serve(handle: RequestListener): Promise<Served> {
  const server: Server = createServer(handle)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { issuer: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, stop }
}

async function serveDocuments(documents: Documents): Promise<Served & { hold: () => void; goOn: () => void }> {
  let gate: Promise<void> = Promise.resolve()
  let open = (): void => undefined
  const served = await serve(async (request, response) => {
    await gate
    const answer = await documents(request.url ?? '', served.issuer)
    if (typeof answer === 'number') response.writeHead(answer, { location: '/elsewhere' }).end()
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  const hold = (): void => {
    gate = new Promise((resolve) => {
      open = resolve
    })
  }
  return { ...served, hold, goOn: () => open() }
}

async function keysOf(provider: TestOidc): Promise<object> {
  return (await (await fetch(`${provider.issuer}/jwks`)).json()) as object
}
