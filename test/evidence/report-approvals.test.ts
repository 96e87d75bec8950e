import * as assert from 'uvu/assert'
import { ANA, EventStream, POLICY, START } from '#test/events'
import { control } from '#test/report'
import { describe } from '#test/suite'
import { exchanges, OMAR } from './report-exchanges.ts'

const FAR = '2026-05-04T12:00:00.000Z'

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
