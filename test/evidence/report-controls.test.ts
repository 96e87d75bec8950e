import * as assert from 'uvu/assert'
import { ANA, EventStream, POLICY, phi, query, SOURCES, START } from '#test/events'
import { control, verdict } from '#test/report'
import { describe } from '#test/suite'

const FAR = '2026-05-04T12:00:00.000Z'
const OMAR = { human: 'clinic|omar', agent: '', assurance: 'idp' } as const

function exchanges(): EventStream {
  const stream = new EventStream().open('ses_1')
  stream.decision('dec_1', 'allow').effect('dec_1', 'done', { rows: 2 })
  return stream.decision('dec_2', 'deny').effect('dec_2', 'refused')
}

describe('312(a)(1): decisions are enforced', (test) => {
  const id = '312-a-1-enforcement'

  test('is supported where every effect follows its decision', async () => {
    const found = await control(id, exchanges())
    assert.is(found.status, 'supported')
    assert.is(found.population, 2)
    assert.is(found.sample.length, 2)
    assert.match(found.finding, '2 effects were recorded, 1 of them a refusal')
  })

  test('is an exception where a denied statement was carried out', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'deny').effect('dec_3', 'done'))
    assert.is(found.status, 'exception')
    assert.equal(found.exceptions, [{ n: 7, note: 'done although dec_3 (event 6) says deny' }])
  })

  test('is an exception where a failed statement under a deny sent rows', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'deny').effect('dec_3', 'failed', { rows: 3 }))
    assert.is(found.status, 'exception')
  })

  test('is an exception where something was done before its approval came', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'require_approval').effect('dec_3', 'done'))
    assert.match(found.exceptions[0]?.note ?? '', 'says require_approval')
  })

  test('is an exception where no decision is on record', async () => {
    const found = await control(id, exchanges().effect('dec_9', 'done'))
    assert.equal(found.exceptions, [{ n: 6, note: 'done under dec_9, which no event records' }])
  })

  test('joins an effect that was sealed before its decision, and takes the order from the clocks', async () => {
    const late = exchanges().effect('dec_3', 'done', {}, { at: 20 }).decision('dec_3', 'allow', {}, { at: 18 })
    assert.is((await control(id, late)).status, 'supported')
    const wrong = exchanges().effect('dec_3', 'done', {}, { at: 20 }).decision('dec_3', 'allow', {}, { at: 60 })
    const found = await control(id, wrong)
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'stands before its decision')
  })

  test('takes the order within one source from its sequence', async () => {
    const source = SOURCES.engine
    const wrong = exchanges().effect('dec_3', 'done', {}, { source }).decision('dec_3', 'allow', {}, { source })
    assert.is((await control(id, wrong)).status, 'exception')
  })

  test('is insufficient where nothing happened', async () => {
    const found = await control(id, new EventStream())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'nothing to judge')
  })
})

describe('312(a)(1): doubt is a refusal', (test) => {
  const id = '312-a-1-default-deny'

  test('is supported where errors were refused', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'deny', { error: 'evaluation timed out' }))
    assert.is(found.status, 'supported')
    assert.match(found.finding, 'In 1 case policy could not answer; it was refused.')
  })

  test('says where the refusal on error was not exercised', async () => {
    assert.match((await control(id, exchanges())).finding, 'was not exercised')
  })

  test('is an exception where an error or a deny was let through', async () => {
    const broken = exchanges()
      .decision('dec_3', 'allow', { error: 'undefined' })
      .decision('dec_4', 'allow', { policyEffect: 'deny' })
    const found = await control(id, broken)
    assert.is(found.status, 'exception')
    assert.is(found.exceptions.length, 2)
  })

  test('is insufficient without decisions', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(a)(2)(i): unique identification', (test) => {
  const id = '312-a-2-i'

  test('is supported where everybody has a name', async () => {
    const found = await control(id, exchanges())
    assert.is(found.status, 'supported')
    assert.match(found.finding, '1 human and 1 agent')
  })

  for (const [human, agent] of [
    ['clinic|admin', 'claude-code'],
    ['clinic|Test-02@clinic.example', 'claude-code'],
    ['clinic|ana', 'bot'],
    ['', 'claude-code'],
    ['clinic|ana', ' '],
  ] as const) {
    test(`is an exception for the human "${human}" and the agent "${agent}"`, async () => {
      const stream = exchanges()
      const actor = { human, agent, assurance: 'idp' } as const
      stream.decision('dec_3', 'allow', {}, { actor }).decision('dec_4', 'allow', {}, { actor })
      const found = await control(id, stream)
      assert.is(found.status, 'exception')
      assert.is(found.exceptions.length, 1, 'one line an identity, however often it acted')
    })
  }

  test('is an exception where nobody is named at all', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'allow', {}, { actor: null }))
    assert.equal(
      found.exceptions.map(({ note }) => note),
      ['no human is named', 'no agent is named'],
    )
  })

  test('is insufficient where nobody acted', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(a)(2)(ii): emergency access', (test) => {
  const id = '312-a-2-ii'

  test('is not applicable where there was none', async () => {
    assert.is((await control(id, exchanges())).status, 'not-applicable')
  })

  test('is supported where it was opened with a reason and closed', async () => {
    const stream = exchanges().add('breakglass.open', { id: 'bg1', reason: 'identity provider down' })
    assert.is((await control(id, stream.add('breakglass.close', { id: 'bg1' }))).status, 'supported')
  })

  test('is an exception where it has no reason, or was not closed', async () => {
    const found = await control(id, exchanges().add('breakglass.open', { id: 'bg1' }))
    assert.is(found.status, 'exception')
    assert.is(found.exceptions.length, 2)
  })

  test('is an exception where one that was opened before the period is still open', async () => {
    const stream = new EventStream().add('breakglass.open', { id: 'bg1', reason: 'drill' }, { at: -60 })
    const found = await control(id, stream)
    assert.is(found.status, 'exception')
    assert.is(found.population, 1)
  })

  test('is insufficient where a gap could hide one', async () => {
    const gaps = ['source 1 fell silent']
    const found = await control(id, exchanges(), { verdict: verdict({ completeness: 'incomplete', gaps }) })
    assert.is(found.status, 'insufficient')
  })
})

describe('312(a)(2)(iii): automatic logoff', (test) => {
  const id = '312-a-2-iii'
  const close = (reason: string, at: number, kind: 'session.close' | 'session.abandoned' = 'session.close') =>
    exchanges().add(kind, { reason }, { session: 'ses_1', source: SOURCES.enforcer, at })

  test('is supported where a session ended in time, and says how', async () => {
    const found = await control(id, close('idle', 600))
    assert.is(found.status, 'supported')
    assert.match(found.finding, '1 closed for idleness')
  })

  test('does not hold against a session that a crash was found late', async () => {
    assert.is((await control(id, close('crash', 90_00, 'session.abandoned'))).status, 'supported')
  })

  test('is an exception where a session closed after its end, or never', async () => {
    assert.is((await control(id, close('expired', 3700))).status, 'exception')
    const found = await control(id, exchanges())
    assert.match(found.exceptions[0]?.note ?? '', 'still stood open')
  })

  test('is an exception where a session acted after its end', async () => {
    const stream = exchanges().decision('dec_3', 'allow', {}, { at: 4000 }).effect('dec_3', 'done')
    const found = await control(id, stream.add('session.abandoned', { reason: 'crash' }, { session: 'ses_1' }))
    assert.match(found.exceptions[0]?.note ?? '', 'acted after its end')
  })

  test('is an exception where a session has no end', async () => {
    const stream = new EventStream().add('session.open', { enforcer: 'pg' }, { session: 'ses_2' })
    assert.is((await control(id, stream)).status, 'exception')
  })

  test('is insufficient without sessions', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(a)(2)(iv): encryption of recorded content', (test) => {
  const id = '312-a-2-iv'
  const payload = { exchange: 0, digest: 'b'.repeat(64), bytes: 10, truncated: false }
  const recorded = () => exchanges().decision('dec_3', 'allow').effect('dec_3', 'done', { payload })

  test('is supported where every frame opened under the key', async () => {
    const found = await control(id, recorded(), { recordings: { frames: 1, opened: 1, bad: [] } })
    assert.is(found.status, 'supported')
    assert.is(found.population, 1)
  })

  test('is an exception where a frame lies in the clear', async () => {
    const bad = [{ session: 'ses_1', exchange: 0, why: 'not encrypted' }]
    assert.is((await control(id, recorded(), { recordings: { frames: 1, opened: 0, bad } })).status, 'exception')
  })

  test('is insufficient where nobody opened them, or some are gone', async () => {
    assert.is((await control(id, recorded())).status, 'insufficient')
    assert.is((await control(id, recorded(), { recordings: { frames: 0, opened: 0, bad: [] } })).status, 'insufficient')
  })
})

describe('312(b): audit controls', (test) => {
  const id = '312-b'
  const clinic = { name: 'clinic', phi: true }

  test('is insufficient without a register, and names who emitted events', async () => {
    const found = await control(id, exchanges())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'Events came from clinic')
  })

  test('is supported where every system in scope recorded decisions and effects', async () => {
    const systems = [clinic, { name: 'wiki', phi: false }]
    const found = await control(id, exchanges(), { systems })
    assert.is(found.status, 'supported')
    assert.is(found.population, 1)
  })

  test('is supported where an idle system shows heartbeats of its enforcer', async () => {
    const head = { seq: 1, head: '0'.repeat(64), signature: 'c2ln' }
    const idle = new EventStream()
      .open('ses_1', {}, { at: -100 })
      .add('heartbeat', head, { source: SOURCES.enforcer, at: 10, actor: null })
    assert.is((await control(id, idle, { systems: [clinic] })).status, 'supported')
  })

  test('is an exception where a system is silent, or half recorded', async () => {
    const found = await control(id, exchanges(), { systems: [clinic, { name: 'billing', phi: true }] })
    assert.equal(
      found.exceptions.map(({ note }) => note),
      ['billing: no event in the period'],
    )
    const half = new EventStream().open('ses_1').decision('dec_1', 'allow')
    assert.match((await control(id, half, { systems: [clinic] })).exceptions[0]?.note ?? '', 'no effect')
  })

  test('is an exception where a system outside the register emits events', async () => {
    const input = query() as { resource: { id: string } }
    input.resource.id = 'shadow'
    const found = await control(id, exchanges().decision('dec_3', 'deny', { input }), { systems: [clinic] })
    assert.match(found.exceptions[0]?.note ?? '', 'shadow emits events')
  })
})

describe('312(c): integrity', (test) => {
  const id = '312-c'

  test('is what the verifier says', async () => {
    assert.is((await control(id, exchanges())).status, 'supported')
    const broken = verdict({ integrity: 'broken', gaps: ['event 3 does not hash to its leaf'] })
    const found = await control(id, exchanges(), { verdict: broken })
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'event 3')
  })

  test('is insufficient for an empty ledger', async () => {
    assert.is((await control(id, new EventStream(), { verdict: verdict({ events: 0 }) })).status, 'insufficient')
  })

  test('does not suffer from a gap: integrity is not completeness', async () => {
    const gaps = ['source 1 fell silent']
    const found = await control(id, exchanges(), { verdict: verdict({ completeness: 'incomplete', gaps }) })
    assert.is(found.status, 'supported')
  })
})

describe('312(d): authentication', (test) => {
  const id = '312-d'

  test('is supported where an identity provider stands behind every session', async () => {
    const stream = exchanges().add('auth', { outcome: 'refused', reason: 'expired' }, { actor: null })
    const found = await control(id, stream)
    assert.is(found.status, 'supported')
    assert.match(found.finding, '1 accepted authentication, 1 refused')
  })

  test('pairs an authentication that was sealed after its session', async () => {
    const stream = new EventStream()
      .add('session.open', { enforcer: 'pg' }, { session: 'ses_9', source: SOURCES.enforcer })
      .add('auth', { outcome: 'accepted' }, { session: 'ses_9' })
    assert.is((await control(id, stream)).status, 'supported')
  })

  test('is insufficient with the demo issuer, and says why', async () => {
    const found = await control(id, new EventStream().open('ses_1', {}, { actor: { ...ANA, assurance: 'demo' } }))
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'assurance demo')
  })

  test('is an exception where identity is asserted, or no authentication is on record', async () => {
    const asserted = new EventStream().open('ses_1', {}, { actor: { ...ANA, assurance: 'asserted' } })
    assert.is((await control(id, asserted)).status, 'exception')
    const stream = exchanges().add('session.open', { enforcer: 'pg' }, { session: 'ses_9', source: SOURCES.enforcer })
    assert.match((await control(id, stream)).exceptions[0]?.note ?? '', 'no accepted authentication')
  })

  test('is insufficient where nobody logged in', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(e): transmission', (test) => {
  const id = '312-e-1'
  const came = (client: string, transport?: string) =>
    new EventStream().open('ses_1', { client, ...(transport === undefined ? {} : { transport }) })

  test('is supported over TLS, and for what never left the machine', async () => {
    for (const stream of [came('public', 'tls1.3'), came('loopback', 'plain'), came('unix', 'plain')])
      assert.is((await control(id, stream)).status, 'supported')
  })

  test('is an exception for a plain connection from elsewhere', async () => {
    const found = await control(id, came('private', 'plain'))
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'plain connection from private')
  })

  test('is insufficient where a session does not say, or there was none', async () => {
    const silent = new EventStream().add('session.open', { enforcer: 'pg' }, { session: 'ses_1' })
    assert.is((await control(id, silent)).status, 'insufficient')
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('308(a)(1)(ii)(D): activity review', (test) => {
  const id = '308-a-1-ii-d'
  const reviewed = (actor: typeof OMAR | null = OMAR) =>
    exchanges().add('review', { query: 'denied', sampled: 20 }, { actor, at: 3600 })

  test('is insufficient without a review, or without a declared interval', async () => {
    assert.is((await control(id, exchanges(), { reviewEveryDays: 7 })).status, 'insufficient')
    const found = await control(id, reviewed())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'not declared')
  })

  test('is supported where reviews came as often as declared', async () => {
    assert.is((await control(id, reviewed(), { reviewEveryDays: 1 })).status, 'supported')
  })

  test('is an exception where one came late, or names nobody', async () => {
    assert.is((await control(id, reviewed(), { reviewEveryDays: 0.5 })).status, 'exception')
    assert.is((await control(id, reviewed(null), { reviewEveryDays: 7 })).status, 'exception')
  })
})

describe('308(a)(4)(ii): approvals', (test) => {
  const id = '308-a-4-ii-b-c'
  const APPROVAL = `apr_${'1'.repeat(26)}`
  const request = (changes: object = {}) => ({
    id: APPROVAL,
    state: 'pending',
    fingerprint: 'f'.repeat(64),
    policy: POLICY,
    requestedAt: START,
    expiresAt: FAR,
    human: ANA.human,
    agent: ANA.agent,
    session: 'ses_1',
    run: 'run-1',
    decision: 'dec_5',
    approvers: ['security-officers'],
    shown: {
      action: 'sql.query',
      target: 'clinic',
      effects: ['read'],
      relations: ['public.patients'],
      columns: [],
      rows: 'no bound',
      reasons: [],
      statement: 'SELECT * FROM patients',
      clipped: false,
    },
    shownDigest: 'a'.repeat(64),
    ...changes,
  })
  const asked = (changes: object = {}) =>
    exchanges().add('approval', { id: APPROVAL, transition: 'requested', approval: request(changes) })
  const approve = (stream: EventStream, by: string = OMAR.human, options = {}) =>
    stream.add('approval', { id: APPROVAL, transition: 'approved', by }, { actor: OMAR, ...options })
  const use = (stream: EventStream, name = 'dec_6', changes: object = {}, options: object = {}) => {
    const approval = { id: APPROVAL, state: 'used', expiresAt: FAR }
    const data = { policyEffect: 'require_approval', fingerprint: 'f'.repeat(64), approval, ...changes }
    return stream.decision(name, 'allow', data, options)
  }
  const notes = async (stream: EventStream) => (await control(id, stream)).exceptions.map(({ note }) => note).join('; ')

  test('is supported where another human approved before, and it was used once', async () => {
    const found = await control(id, use(approve(asked())))
    assert.is(found.status, 'supported', found.finding)
    assert.is(found.population, 2)
  })

  test('knows an approval that was given before the period', async () => {
    const before = new EventStream().add(
      'approval',
      { id: APPROVAL, transition: 'requested', approval: request() },
      { at: -60 },
    )
    approve(before, OMAR.human, { at: -30 })
    const found = await control(id, use(before, 'dec_6', {}, { at: 10 }))
    assert.is(found.status, 'supported', found.finding)
    assert.is(found.population, 1)
  })

  test('is an exception for each way to break the rules', async () => {
    assert.match(await notes(approve(asked(), ANA.human)), 'who had asked for it')
    assert.match(await notes(approve(asked(), ANA.agent)), 'by the agent that had asked')
    assert.match(await notes(approve(asked(), OMAR.human, { actor: ANA })), 'through the agent claude-code')
    assert.match(await notes(approve(exchanges())), 'no request for it is on record')
    assert.match(await notes(approve(asked({ shown: { ...request().shown, clipped: true } }))), 'clipped')
    assert.match(await notes(approve(asked({ expiresAt: START }), OMAR.human, { at: 100 })), 'after it had expired')
    assert.match(await notes(use(asked())), 'no approval of it stands before')
    assert.match(await notes(use(use(approve(asked())), 'dec_7')), 'was used again by dec_7, after dec_6')
    assert.match(await notes(use(approve(asked()), 'dec_6', { fingerprint: '0'.repeat(64) })), 'another question')
    const policy = { ...POLICY, digest: 'b'.repeat(64) }
    assert.match(await notes(use(approve(asked()), 'dec_6', { policy })), 'another policy')
    const bare = exchanges().decision('dec_6', 'allow', { policyEffect: 'require_approval' })
    assert.match(await notes(bare), 'none was used')
  })

  test('is insufficient where none was given or used', async () => {
    const found = await control(id, asked())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, '1 requested')
  })
})

describe('308(a)(5)(ii)(C): log-in monitoring', (test) => {
  const id = '308-a-5-ii-c'
  const burst = () => {
    const stream = exchanges()
    for (let n = 0; n < 10; n++) stream.add('auth', { outcome: 'refused', enforcer: 'clinic-pg' }, { actor: null })
    return stream
  }

  test('is supported where log-ins are on record and refusals are few', async () => {
    assert.is((await control(id, exchanges())).status, 'supported')
  })

  test('is an exception where a burst of refusals met no answer', async () => {
    const found = await control(id, burst())
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'clinic-pg')
  })

  test('is supported where an alarm followed the burst', async () => {
    const answered = burst().add('alarm', { code: 'login-burst', message: 'Ten refused log-ins.' })
    assert.is((await control(id, answered)).status, 'supported')
  })

  test('is insufficient where sessions opened and no log-in is on record', async () => {
    const stream = new EventStream().add('session.open', { enforcer: 'pg' }, { session: 'ses_1' })
    assert.is((await control(id, stream)).status, 'insufficient')
  })
})

describe('308(a)(6)(ii): incidents', (test) => {
  const id = '308-a-6-ii'
  const alarmed = () => exchanges().add('alarm', { code: 'source-conflict', message: 'Two events, one sequence.' })

  test('is insufficient without a register of responses', async () => {
    assert.is((await control(id, alarmed())).status, 'insufficient')
    assert.is((await control(id, exchanges())).status, 'insufficient')
  })

  test('is not applicable where a register is kept and no alarm was raised', async () => {
    assert.is((await control(id, exchanges(), { responses: [] })).status, 'not-applicable')
  })

  test('is supported or an exception by what the register answers', async () => {
    const responses = [{ n: 6, by: 'clinic|omar', acknowledgedAt: START }]
    assert.is((await control(id, alarmed(), { responses })).status, 'supported')
    assert.is((await control(id, alarmed(), { responses: [] })).status, 'exception')
  })
})

describe('316(b)(2)(i): retention', (test) => {
  const id = '316-b-2-i'

  test('rests on what the store says', async () => {
    const held = { objects: 12, short: [], enforcedBy: 'store' } as const
    assert.is((await control(id, exchanges(), { retention: held })).status, 'supported')
    const short = [{ key: 'v1/main/segments/0.ndjson', until: '2027-01-01T00:00:00Z' }]
    assert.is((await control(id, exchanges(), { retention: { ...held, short } })).status, 'exception')
  })

  test('is insufficient where nothing is handed in, nothing enforces it, or nothing is there', async () => {
    assert.is((await control(id, exchanges())).status, 'insufficient')
    const declared = { objects: 12, short: [], enforcedBy: 'declared' } as const
    assert.is((await control(id, exchanges(), { retention: declared })).status, 'insufficient')
    const empty = { objects: 0, short: [], enforcedBy: 'store' } as const
    assert.is((await control(id, exchanges(), { retention: empty })).status, 'insufficient')
  })
})

describe('514(d): minimum necessary', (test) => {
  const id = '514-d'
  const answer = (data: object, input = query()) =>
    exchanges()
      .decision('dec_3', 'allow', { input })
      .effect('dec_3', 'done', data as never)

  test('is supported where PHI was masked, and counts classes and denied bulk reads', async () => {
    const found = await control(id, answer({ phi: phi({ ssn: 900, name: 1100 }, { zip: 500 }), purpose: 'support' }))
    assert.is(found.status, 'supported')
    assert.match(found.finding, 'masked name 1,100 and ssn 900; released zip 500 (80 % of values masked)')
    assert.match(found.finding, '1 bulk read was denied')
  })

  test('is an exception where PHI was released for no stated purpose', async () => {
    const found = await control(id, answer({ phi: phi({}, { ssn: 1 }) }))
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'released ssn without a stated purpose')
  })

  test('is an exception where PHI was released in bulk without an approval', async () => {
    const found = await control(
      id,
      answer({ phi: phi({}, { ssn: 1 }), purpose: 'support' }, query({ filtered: false })),
    )
    assert.match(found.exceptions[0]?.note ?? '', 'that nothing bounds')
  })

  test('is insufficient where no exchange held PHI', async () => {
    assert.is((await control(id, answer({ phi: phi() }))).status, 'insufficient')
  })
})

describe('528: accounting of disclosures', (test) => {
  const id = '528'
  const whole = { purpose: 'support', recipient: 'claude-code (private)' }
  const answer = (data: object) =>
    exchanges()
      .decision('dec_3', 'allow')
      .effect('dec_3', 'done', data as never)

  test('is supported where every exchange says to whom, about whom and why', async () => {
    assert.is((await control(id, answer({ ...whole, phi: phi({ name: 1 }, {}, ['p1']) }))).status, 'supported')
  })

  test('is an exception where PHI went out without recipient or purpose', async () => {
    const found = await control(id, answer({ phi: phi({ name: 1 }, { zip: 1 }, ['p1']) }))
    assert.match(found.exceptions[0]?.note ?? '', 'no recipient and no purpose')
  })

  test('is insufficient where they are missing and everything was masked', async () => {
    const found = await control(id, answer({ recipient: 'claude-code', phi: phi({ name: 1 }, {}, ['p1']) }))
    assert.is(found.status, 'insufficient')
    assert.is(found.exceptions.length, 0)
  })

  test('is insufficient where patients overflowed, or released PHI names no patient, or nothing touched any', async () => {
    const overflow = answer({ ...whole, phi: phi({ name: 300 }, {}, ['p1'], true) })
    assert.is((await control(id, overflow)).status, 'insufficient')
    assert.is((await control(id, answer({ ...whole, phi: phi({}, { ssn: 1 }) }))).status, 'insufficient')
    assert.is((await control(id, exchanges())).status, 'insufficient')
  })
})
