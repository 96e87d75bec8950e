import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { enrollEnforcer, openEnforcerSigner } from '#engine'
import type { Session } from '#schemas'
import { describe } from '#test/suite'
import { send } from '../engine/wire.ts'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { startOidc, type TestOidc } from '../services/oidc.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { eventually } from '../support/wait.ts'

const VOID = "update claims set status = 'void' where id = 8"

// One story with a real OpenID provider and no local issuer: each test goes on where the former ended.
describe('Cordon with an identity provider', (test) => {
  let database: ClinicDatabase
  let provider: TestOidc
  let site: Site
  let up: Up
  let approval = ''

  test.before(async () => {
    database = await startClinicDatabase()
    provider = await startOidc()
    site = await makeSite(database)
    site.reconfigure(
      /identity:\n(?: {2}.*\n)+/,
      `identity:
  local:
    enabled: false
  oidc:
    - alias: hospital
      issuer: ${provider.issuer}
      apiAudience: cordon-api
      roles:
        - { group: security-officers, role: officer }
`,
    )
    await provider.pause()
    up = await site.up()
  })
  test.after(async () => {
    await site.remove()
    await provider.stop()
    await database.stop()
  })

  const agent = (over: object = {}): Promise<string> =>
    provider.token({ human: 'ana', agent: 'coder', groups: ['developers'], audience: 'cordon-data', ...over })
  const person = (human: string, over: object = {}): Promise<string> =>
    provider.token({ human, groups: ['security-officers'], audience: 'cordon-api', ...over })
  const query = async (sql: string, token: string): ReturnType<Site['cordon']> =>
    site.cordon(['query', '--json', sql], { CORDON_TOKEN: token })
  const approvals = (args: readonly string[], token: string): ReturnType<Site['cordon']> =>
    site.cordon(['approvals', ...args], { CORDON_OFFICER_TOKEN: token })
  const readyz = async (): Promise<unknown> => (await fetch(`${up.state.api}/readyz`)).json()

  test('it starts while the provider is away, says that it is not ready, and why', async () => {
    const reasons = ['issuer_hospital_no_keys']
    assert.deepEqual(await readyz(), { ready: false, reasons })
    await eventually('the log says so', () => up.process.err().includes('issuer_unreachable: '))
    const refused = await query('select 1', await agent())
    assert.equal(refused.code, 1)
    assert.match(refused.err, /token .* was not accepted/)
    assert.ok(up.process.out().includes(`tokens of hospital (${provider.issuer}) are taken`))
    assert.ok(!up.process.out().includes('local issuer'))
  })

  test('it becomes ready by itself once the provider is back', async () => {
    await provider.resume()
    await eventually('it is ready', async () => ((await readyz()) as { ready: boolean }).ready)
    await eventually('the log says so', () => up.process.err().includes('answers again'))
  })

  test('a token of the provider reads masked rows', async () => {
    const { code, out, err } = await query('select id, ssn from patients where id = 3', await agent())
    assert.equal(code, 0, err)
    assert.deepEqual(JSON.parse(out), { id: 3, ssn: '[SSN]' })
  })

  test('it opens a session over POST /v1/sessions, with assurance idp; one without an agent opens none', async () => {
    const { keyFile } = enrollEnforcer({ folder: join(up.state.data, 'keys'), name: 'remote', now: Date.now })
    const enforcer = await openEnforcerSigner({ keyFile, name: 'remote', now: Date.now })()
    const open = (credential: string): ReturnType<typeof send> =>
      send(
        {
          socketPath: up.state.socket,
          method: 'POST',
          path: '/v1/sessions',
          headers: { host: 'localhost', authorization: `Bearer ${enforcer}`, 'content-type': 'application/json' },
        },
        JSON.stringify({ credential, peer: { enforcer: 'remote', target: 'clinic', transport: 'tls' } }),
      )
    const opened = await eventually('the enrolment is seen', async () => {
      const answer = await open(await agent())
      return answer.status === 201 && answer
    })
    const { human, agent: acting, groups, assurance, issuer, run } = opened.json() as unknown as Session
    assert.deepEqual(
      { human, acting, groups, assurance, issuer, run },
      {
        human: 'hospital|ana',
        acting: 'coder',
        groups: ['developers'],
        assurance: 'idp',
        issuer: 'hospital',
        run: 'run-ana',
      },
    )
    const bodies = new Set<string>()
    const odd = [
      await person('ana', { audience: 'cordon-data' }),
      await person('omar'),
      'x',
      await provider.sign({ iss: provider.issuer }),
    ]
    for (const token of odd) {
      const answer = await open(token)
      assert.equal(answer.status, 403)
      bodies.add(answer.text)
    }
    assert.equal(bodies.size, 1, 'the client learns which refusal it was')
  })

  test('neither an agent nor who asked can approve; an officer can, and the retry passes', async () => {
    const waiting = await query(VOID, await agent())
    assert.equal(waiting.code, 11, waiting.err)
    approval = JSON.parse(waiting.out).approval
    const wrong: readonly (readonly [token: string, says: RegExp])[] = [
      [await agent(), /caller_refused/],
      [await person('omar', { agent: 'coder' }), /caller_refused/],
      [await person('omar', { groups: ['developers'] }), /role_forbidden/],
      [await person('ana'), /approval_forbidden/],
      [await person('omar', { claims: { auth_time: undefined } }), /approval_forbidden/],
    ]
    for (const [token, says] of wrong) {
      const { code, err } = await approvals(['approve', approval], token)
      assert.equal(code, 1)
      assert.match(err, says)
    }
    const { code, out, err } = await approvals(['approve', approval, '--note', 'agreed'], await person('omar'))
    assert.equal(code, 0, err)
    assert.match(out, /is approved by hospital\|omar/)
    assert.equal((await query(VOID, await agent())).code, 0)
  })

  test('the provider rotates its keys, and nobody has to be told', async () => {
    const old = await agent()
    provider.rotate()
    // Unknown keys are asked for at once, or after the cooldown of half a minute where somebody just did.
    const fresh = await agent()
    await eventually('the new key is known', async () => (await query('select 1', fresh)).code === 0, 40_000)
    assert.equal((await query('select 1', old)).code, 1)
  })

  test('`cordon token issue` has nothing to issue', async () => {
    const { code, err } = await site.cordon(['token', 'issue', '--human', 'ana', '--agent', 'coder'])
    assert.equal(code, 1)
    assert.match(err, /the local issuer is off .*identity provider/)
  })

  test('evidence says assurance idp, why tokens were refused, and nothing of them', async () => {
    await up.process.signal('SIGTERM')
    const verified = await site.cordon(['evidence', 'verify'])
    assert.equal(verified.code, 0, verified.err)
    assert.match(verified.out, /assurance idp · /)
    const lines = filesBelow(site.state().store).flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    const refusals = lines.filter((line) => line.includes('"kind":"auth"') && line.includes('"refused"')).join('\n')
    for (const code of ['keys_unavailable', 'audience_wrong', 'agent_at_api', 'key_unknown', 'claim_missing'])
      assert.match(refusals, new RegExp(`"reason":"${code}: [^"]* \\[hospital\\]`))
    assert.ok(!/eyJ[A-Za-z0-9_-]{10}/.test(lines.join('\n')), 'a token was kept')
    assert.ok(!/eyJ[A-Za-z0-9_-]{10}/.test(up.process.err()), 'a token was logged')
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
