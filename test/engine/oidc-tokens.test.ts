import * as assert from 'uvu/assert'
import { createVerifier, type IdentityError, openOidcIssuer, type Verifier } from '#engine'
import type { OidcIssuerConfig } from '#schemas'
import { describe, rejects } from '#test/suite'
import { startOidc } from '../services/oidc.ts'
import { benchOf, NOW, oddTokens, type Parts, SECONDS } from './oidc-forged.ts'

const ONE_MESSAGE = 'the credential was refused: get a fresh token and try again'

const SETTINGS: Omit<OidcIssuerConfig, 'issuer'> = {
  alias: 'idp',
  audience: 'cordon-data',
  apiAudience: 'cordon-api',
  algorithms: ['ES256', 'RS256'],
  roles: [
    { group: 'security-officers', role: 'officer' },
    { group: 'auditors', role: 'auditor' },
  ],
}

const provider = await startOidc()
const opened = openOidcIssuer({
  config: { ...SETTINGS, issuer: provider.issuer },
  report: { onLoaded: () => undefined, onFailure: (error) => assert.unreachable(String(error)) },
})
const verifierOf = (over: Partial<OidcIssuerConfig> = {}): Verifier => {
  const { issuer } = openOidcIssuer({
    config: { ...SETTINGS, issuer: provider.issuer, ...over },
    report: { onLoaded: () => undefined, onFailure: (error) => assert.unreachable(String(error)) },
  })
  return createVerifier({ issuers: [issuer], now: () => NOW })
}
const verifier = createVerifier({ issuers: [opened.issuer], now: () => NOW })
const { withClaims, withHeader, rs, header } = benchOf(provider)

describe('odd tokens of an identity provider', (test) => {
  test('the good one passes, as ES256 and as RS256', async () => {
    const token = await verifier.verify(withClaims({}), 'cordon:data')
    assert.equal(
      [token.human, token.agent, token.groups, token.run, token.role, token.assurance],
      ['idp|ana', 'coder', ['developers'], 'run-1', null, 'idp'],
    )
    const rsa = rs({ ...header, alg: 'RS256', kid: provider.key('RS256').kid })
    assert.is((await verifier.verify(rsa, 'cordon:data')).agent, 'coder')
  })

  for (const [what, reason, token] of oddTokens(provider)) {
    test(`refuses ${what}`, async () => {
      const error = (await rejects(verifier.verify(token, 'cordon:data'), 'refused')) as IdentityError
      assert.is(error.message, ONE_MESSAGE)
      assert.ok(error.operatorReason.startsWith(reason), error.operatorReason)
      assert.ok(error.operatorReason.length < 200)
      for (const quoted of ['ana', 'root', 'evil', 'run-1', 'coder']) assert.not.match(error.operatorReason, quoted)
    })
  }

  test('takes what providers really send: JWT or no typ, thumbprints, one text for one group, other audiences', async () => {
    for (const over of [{ typ: 'JWT' }, { typ: undefined }, { typ: 'application/at+jwt' }, { x5t: 'abc' }])
      await verifier.verify(withHeader(over), 'cordon:data')
    const one = withClaims({ groups: 'developers', aud: ['account', 'cordon-data'] })
    assert.equal((await verifier.verify(one, 'cordon:data')).groups, ['developers'])
    assert.equal((await verifier.verify(withClaims({ groups: undefined }), 'cordon:data')).groups, [])
    const many = Array.from({ length: 200 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
    assert.is((await verifier.verify(withClaims({ groups: many }), 'cordon:data')).groups.length, 200)
  })

  test('takes a difference of clocks up to the skew that is configured', async () => {
    await verifier.verify(withClaims({ nbf: SECONDS + 30, iat: SECONDS + 30 }), 'cordon:data')
    const strict = verifierOf({ clockSkewSeconds: 0 })
    await rejects(strict.verify(withClaims({ nbf: SECONDS + 1 }), 'cordon:data'), 'refused')
  })

  test('finds groups, run and human by name, address and path', async () => {
    const claims = {
      realm_access: { roles: ['a', 'b'] },
      'https://clinic.example/groups': ['c'],
      ci: { run_id: '77' },
      oid: 'person-1',
      sub: 'pairwise',
    }
    const byPath = verifierOf({ groupsClaim: 'realm_access.roles', runClaim: 'ci.run_id', subjectClaim: 'oid' })
    const { groups, run, human } = await byPath.verify(withClaims(claims), 'cordon:data')
    assert.equal([groups, run, human], [['a', 'b'], '77', 'idp|person-1'])
    const byAddress = verifierOf({ groupsClaim: 'https://clinic.example/groups' })
    assert.equal((await byAddress.verify(withClaims(claims), 'cordon:data')).groups, ['c'])
    const nowhere = verifierOf({ groupsClaim: 'constructor.name' })
    assert.equal((await nowhere.verify(withClaims(claims), 'cordon:data')).groups, [])
    await rejects(verifierOf({ subjectClaim: 'oid' }).verify(withClaims({}), 'cordon:data'), 'refused')
  })

  test('the outermost actor counts; a mapped claim only where nothing says who acts', async () => {
    const mapped = verifierOf({ agentClaim: 'azp' })
    const delegated = withClaims({ azp: 'platform', act: { sub: 'outer', act: { sub: 'inner' } } })
    assert.is((await mapped.verify(delegated, 'cordon:data')).agent, 'outer')
    const plain = withClaims({ azp: 'platform', act: undefined })
    assert.is((await mapped.verify(plain, 'cordon:data')).agent, 'platform')
    assert.is((await verifier.verify(plain, 'cordon:data')).agent, null)
  })
})

describe('people of an identity provider at the API', (test) => {
  test.after(() => provider.stop())

  const officer = (over: Parts = {}): string =>
    withClaims({ aud: 'cordon-api', act: undefined, sub: 'omar', groups: ['staff', 'security-officers'], ...over })
  const reasonOf = async (of: Verifier, token: string): Promise<string> =>
    ((await rejects(of.verify(token, 'cordon:api'), 'refused')) as IdentityError).operatorReason.split(':')[0] ?? ''

  test('hold the role of the first grant that fits, and none without a group', async () => {
    assert.is((await verifier.verify(officer(), 'cordon:api')).role, 'officer')
    const both = officer({ groups: ['auditors', 'security-officers'] })
    assert.is((await verifier.verify(both, 'cordon:api')).role, 'officer')
    assert.is((await verifier.verify(officer({ groups: ['auditors'] }), 'cordon:api')).role, 'auditor')
    assert.is((await verifier.verify(officer({ groups: ['Security-Officers'] }), 'cordon:api')).role, null)
    assert.is((await verifier.verify(officer({ role: 'admin', groups: [] }), 'cordon:api')).role, null)
  })

  test('an agent is none of them, by act or by the mapped claim', async () => {
    assert.is(await reasonOf(verifier, officer({ act: { sub: 'coder' } })), 'agent_at_api')
    assert.is(await reasonOf(verifier, officer({ act: null })), 'agent_at_api')
    assert.is(await reasonOf(verifierOf({ agentClaim: 'azp' }), officer({ azp: 'coder' })), 'agent_at_api')
  })

  test('only listed clients are theirs, and those open no data', async () => {
    const listed = verifierOf({ agentClaim: 'azp', apiClients: ['console'] })
    const own = { azp: 'console', client_id: undefined }
    assert.is((await listed.verify(officer(own), 'cordon:api')).role, 'officer')
    assert.is(await reasonOf(listed, officer({ azp: 'coder', client_id: undefined })), 'agent_at_api')
    assert.is(await reasonOf(verifierOf({ apiClients: ['console'] }), officer()), 'client_not_taken')
    assert.is(await reasonOf(listed, officer({ ...own, cid: 'coder' })), 'client_not_taken')
    assert.is(await reasonOf(listed, officer({ client_id: undefined })), 'client_not_taken')
    await rejects(listed.verify(withClaims({ ...own, act: undefined }), 'cordon:data'), 'refused')
  })

  test('a service is nobody', async () => {
    assert.is(await reasonOf(verifier, officer({ sub: 'agent-platform' })), 'no_human')
    assert.is(await reasonOf(verifier, officer({ idtyp: 'app' })), 'no_human')
  })

  test('without apiAudience, and for enforcers always, there is no such use', async () => {
    const dataOnly = openOidcIssuer({
      config: { alias: 'idp', issuer: provider.issuer },
      report: { onLoaded: () => undefined, onFailure: () => undefined },
    })
    const only = createVerifier({ issuers: [dataOnly.issuer], now: () => NOW })
    assert.is(await reasonOf(only, officer()), 'audience_not_served')
    const engine = (await rejects(verifier.verify(officer({ aud: 'cordon:engine' }), 'cordon:engine'))) as IdentityError
    assert.match(engine.operatorReason, /^audience_not_served/)
  })

  test('a token that was remembered for one use is nothing to the other', async () => {
    const agent = withClaims({})
    await verifier.verify(agent, 'cordon:data')
    assert.is(await reasonOf(verifier, agent), 'audience_wrong')
    await verifier.verify(officer(), 'cordon:api')
    const error = (await rejects(verifier.verify(officer(), 'cordon:data'), 'refused')) as IdentityError
    assert.match(error.operatorReason, /^audience_wrong/)
  })
})
