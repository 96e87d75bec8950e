import * as assert from 'uvu/assert'
import type { OidcIssuerConfig } from '#schemas'
import { describe } from '#test/suite'
import { startOidc } from '../services/oidc.ts'
import { type Documents, keysOf, serve, serveDocuments, TIMES, watch } from './oidc-fixture.ts'

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
