import * as assert from 'uvu/assert'
import type { Officer } from '#engine'
import { type Approval, type Decision, parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { ALLOW, CALLER, DENY, HOLD, PEER, question, type Rig, rig } from './fixture.ts'

const OFFICER: Officer = {
  human: 'local|omar',
  subject: 'omar',
  agent: null,
  role: 'officer',
  groups: ['security-officers'],
  authentication: { time: '2026-03-01T07:59:00.000Z', amr: ['otp'] },
}

interface Held extends Rig {
  readonly session: string
  readonly ask: (over?: Record<string, unknown>, context?: Record<string, unknown>) => Promise<Decision>
}

async function held(over: { mostApprovals?: number } = {}): Promise<Held> {
  const parts = rig(HOLD, over)
  const { id: session } = await parts.engine.openSession(await parts.agentToken(), PEER)
  const ask: Held['ask'] = async (facts, context) =>
    parse('decision', await parts.engine.decide(question(session, facts, context), CALLER))
  return { ...parts, session, ask }
}

function idOf({ context }: Decision): string {
  assert.ok(context.approval, `no approval in ${context.reasons[0]?.rule}`)
  return context.approval.id
}

describe('approvals', (test) => {
  test('a held request is pending, approved by an officer, passes once, and is then asked for anew', async () => {
    const { ask, engine, clock, end } = await held()
    const first = await ask()
    assert.equal(
      [first.decision, first.context.effect, first.context.approval?.state],
      [false, 'require_approval', 'pending'],
    )
    assert.equal(first.context.obligations, [])
    const again = await ask()
    assert.is(idOf(again), idOf(first))
    assert.is(engine.approvals.pending(), 1)

    const approved = parse(
      'approval',
      await engine.approvals.approve(idOf(first), OFFICER, { note: 'SSN 123-45-6789 ok' }),
    )
    assert.equal([approved.state, approved.decidedBy, approved.note], ['approved', 'local|omar', 'SSN [ssn] ok'])
    assert.equal(approved.authentication, { time: '2026-03-01T07:59:00.000Z', amr: ['otp'] })

    clock.now += 1000
    const passed = await ask()
    assert.equal([passed.decision, passed.context.effect, passed.context.approval?.state], [true, 'allow', 'used'])
    assert.equal(passed.context.obligations, HOLD.obligations)

    const third = await ask()
    assert.equal([third.decision, third.context.approval?.state], [false, 'pending'])
    assert.is.not(idOf(third), idOf(first))
    assert.is(third.context.approval?.previous, idOf(first))
    assert.is(third.context.approval?.previousUsedAt, new Date(clock.now).toISOString())
    end()
  })

  test('two uses that race: exactly one passes', async () => {
    const { ask, engine, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()))
    assert.is(answers.filter(({ decision }) => decision).length, 1)
    assert.is(new Set(answers.filter(({ decision }) => !decision).map(idOf)).size, 1)
    end()
  })

  test('after a crash, what was used stays used', async () => {
    const { ask, engine, session, restarted, agentToken, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    assert.is((await ask()).decision, true)
    const next = await restarted()
    assert.is(next.approvals.get(id)?.state, 'used')
    // The session table is gone with the crash; the agent logs in again and asks the same.
    assert.is((await next.decide(question(session), CALLER)).context.reasons[0]?.rule, 'engine.subject_unknown')
    const { id: fresh } = await next.openSession(await agentToken(), PEER)
    const retried = await next.decide(question(fresh), CALLER)
    assert.equal([retried.decision, retried.context.approval?.previous], [false, id])
    end()
  })

  test('after a crash between the approval and its use, it can still be used, once', async () => {
    const { ask, engine, restarted, agentToken, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    const next = await restarted()
    const { id: fresh } = await next.openSession(await agentToken(), PEER)
    assert.is((await next.decide(question(fresh), CALLER)).decision, true)
    assert.is((await next.decide(question(fresh), CALLER)).decision, false)
    end()
  })

  test('a snapshot and any overlap of events give the same book', async () => {
    const { ask, engine, restarted, log, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    const before = engine.approvals.snapshot()
    await ask()
    await ask()
    const whole = engine.approvals.snapshot()
    for (const snapshot of [null, before, whole]) {
      const next = await restarted()
      await next.approvals.restore(JSON.parse(JSON.stringify(snapshot)), log.facts)
      assert.equal(next.approvals.snapshot(), whole)
      assert.is(next.approvals.pending(), 1)
    }
    end()
  })

  test('nothing is used when the decision that uses it cannot be recorded', async () => {
    const { ask, engine, log, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    log.fails = 'full'
    const refused = await ask()
    assert.equal([refused.decision, refused.context.reasons[0]?.rule], [false, 'engine.evidence_unavailable'])
    assert.is(engine.approvals.get(id)?.state, 'approved')
    log.fails = 'no'
    assert.is((await ask()).decision, true)
    end()
  })

  test('a use whose record does not become durable is a refusal, and burns the approval', async () => {
    const { ask, engine, log, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    log.fails = 'broken'
    const refused = await ask()
    assert.equal([refused.decision, refused.context.approval], [false, undefined])
    assert.is(engine.approvals.get(id)?.state, 'used')
    end()
  })

  for (const [what, over, context] of [
    ['another literal', {}, { commitments: ['c0ffee', 'dead'] }],
    ['the same literals in another order', {}, { commitments: ['beef', 'c0ffee'] }],
    ['another column', { columns: { output: [], predicate: [], written: [] } }, {}],
    ['another role', { role: 'other' }, {}],
    ['another statement shape', { statementShape: '4f2b' }, {}],
    ['a comment more in the text', {}, { shape: 'UPDATE patients SET phone = $1 WHERE id = $2 -- x' }],
    [
      'another relation behind the same name',
      { relations: [{ name: 'public.patients', kind: 'view', access: ['read', 'write'], bases: ['a.b'] }] },
      {},
    ],
  ] as const) {
    test(`an approval is not for ${what}`, async () => {
      const { ask, engine, end } = await held()
      const id = idOf(await ask())
      await engine.approvals.approve(id, OFFICER, {})
      assert.is.not(idOf(await ask(over, context)), id)
      assert.is(engine.approvals.get(id)?.state, 'approved')
      end()
    })
  }

  test('an approval is not for another human or agent, but for every session of the same', async () => {
    const { ask, engine, agentToken, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    for (const who of [{ human: 'eve' }, { agent: 'other-bot' }]) {
      const { id: other } = await engine.openSession(await agentToken(who), PEER)
      assert.is((await engine.decide(question(other), CALLER)).decision, false)
    }
    const { id: same } = await engine.openSession(await agentToken(), PEER)
    assert.is((await engine.decide(question(same), CALLER)).context.approval?.id, id)
    end()
  })

  test('when policy changes between the yes and the use, the yes is worth nothing', async () => {
    const { ask, engine, policy, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    policy.digest = 'b'.repeat(64)
    const retried = await ask()
    assert.equal([retried.decision, retried.context.approval?.state], [false, 'pending'])
    assert.is.not(idOf(retried), id)
    end()
  })

  test('when policy changes between the question and the yes, there is no yes', async () => {
    const { ask, engine, policy, end } = await held()
    const id = idOf(await ask())
    policy.digest = 'b'.repeat(64)
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'changed')
    end()
  })

  test('when policy no longer asks, or denies, the approval changes nothing', async () => {
    const { ask, engine, policy, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    policy.answer = () => DENY
    assert.is((await ask()).context.effect, 'deny')
    policy.answer = () => ALLOW
    assert.is((await ask()).context.approval, undefined)
    assert.is(engine.approvals.get(id)?.state, 'approved')
    end()
  })

  const strangers: Readonly<Record<string, Partial<Officer>>> = {
    'the human who asked': { human: 'local|ana', subject: 'ana' },
    'the same human at another issuer': { human: 'idp|ana', subject: 'ana' },
    'the same human in capitals': { human: 'idp|ANA', subject: 'ANA' },
    'the same human in full-width letters': { human: 'idp|ａｎａ', subject: 'ａｎａ' },
    'an agent of an officer': { agent: 'coder' },
    'an administrator': { role: 'admin' },
    'an auditor': { role: 'auditor' },
    'an enforcer': { role: 'enforcer' },
    'nobody in particular': { role: null },
    'an officer of another group': { groups: ['billing-officers'] },
    'an officer without groups': { groups: [] },
    'an officer who never logged in': { authentication: { amr: ['otp'] } },
  }
  for (const [who, over] of Object.entries(strangers)) {
    test(`${who} decides nothing, and the attempt is recorded`, async () => {
      const { ask, engine, log, end } = await held()
      const id = idOf(await ask())
      await rejects(engine.approvals.approve(id, { ...OFFICER, ...over }, {}), 'forbidden')
      await rejects(engine.approvals.deny(id, { ...OFFICER, ...over }, {}), 'forbidden')
      assert.is(engine.approvals.get(id)?.state, 'pending')
      const refused = log.drafts.filter(({ kind, data }) => kind === 'approval' && data['transition'] === 'refused')
      assert.is(refused.length, 2)
      assert.is(refused[0]?.data['by'], over.human ?? 'local|omar')
      end()
    })
  }

  test('a verdict is on what was shown: another digest is refused', async () => {
    const { ask, engine, end } = await held()
    const id = idOf(await ask())
    const { shownDigest } = engine.approvals.get(id) as Approval
    await rejects(engine.approvals.approve(id, OFFICER, { shownDigest: 'f'.repeat(64) }), 'changed')
    assert.is((await engine.approvals.approve(id, OFFICER, { shownDigest })).state, 'approved')
    end()
  })

  test('a no holds until the request would have ended; then it may be asked again', async () => {
    const { ask, engine, clock, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.deny(id, OFFICER, { note: 'not now' })
    const denied = await ask()
    assert.equal([denied.context.effect, denied.context.reasons[0]?.rule], ['deny', 'engine.approval_denied'])
    assert.equal([denied.context.approval?.id, denied.context.approval?.state], [id, 'denied'])
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'closed')
    clock.now += 900_000
    assert.is((await ask()).context.approval?.state, 'pending')
    end()
  })

  test('what has ended stays ended, also when the clock is set back', async () => {
    const { ask, engine, clock, log, end } = await held()
    const id = idOf(await ask())
    clock.now += 900_000
    assert.is(engine.approvals.get(id)?.state, 'expired')
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'closed')
    clock.now -= 600_000
    assert.is(engine.approvals.get(id)?.state, 'expired')
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'closed')
    assert.is(log.drafts.filter(({ data }) => data['transition'] === 'expired').length, 1)
    end()
  })

  test('an approved one ends too', async () => {
    const { ask, engine, clock, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    clock.now += 900_000
    assert.is.not(idOf(await ask()), id)
    end()
  })

  test('are bounded: when too many are pending, the next is a deny', async () => {
    const { ask, end } = await held({ mostApprovals: 3 })
    for (let count = 0; count < 3; count++) await ask({}, { commitments: [`${count}`] })
    const refused = await ask({}, { commitments: ['3'] })
    assert.equal([refused.context.effect, refused.context.reasons[0]?.rule], ['deny', 'engine.approvals_full'])
    assert.is((await ask({}, { commitments: ['2'] })).context.approval?.state, 'pending')
    end()
  })

  test('one human cannot take all the room', async () => {
    const { ask, engine, agentToken, end } = await held()
    for (let count = 0; count < 50; count++) await ask({}, { commitments: [`${count}`] })
    assert.is((await ask({}, { commitments: ['50'] })).context.reasons[0]?.rule, 'engine.approvals_full')
    const { id: other } = await engine.openSession(await agentToken({ human: 'eve' }), PEER)
    assert.is((await engine.decide(question(other), CALLER)).context.approval?.state, 'pending')
    end()
  })

  test('nobody is asked where policy names nobody', async () => {
    const { ask, policy, end } = await held()
    policy.answer = () => ({ ...HOLD, approval: { groups: [], ttlSeconds: 60 } })
    assert.is((await ask()).context.reasons[0]?.rule, 'engine.approvers_missing')
    end()
  })

  test('nothing is asked for at Parse, where nothing runs', async () => {
    const { engine, session, end } = await held()
    const parsed = { ...question(session), action: { name: 'sql.query', properties: { phase: 'parse' } } }
    const decision = await engine.decide(parsed, CALLER)
    assert.equal([decision.context.effect, decision.context.approval], ['require_approval', undefined])
    assert.is(engine.approvals.pending(), 0)
    end()
  })
})

describe('what the officer is shown', (test) => {
  test('says what would happen', async () => {
    const { ask, engine, end } = await held()
    const { shown } = engine.approvals.get(idOf(await ask())) as Approval
    assert.equal(shown, {
      action: 'sql.query',
      target: 'clinic',
      effects: ['read', 'write'],
      relations: ['read, write public.patients (table)'],
      columns: ['selects by public.patients.id (equality)', 'writes public.patients.phone (literal)'],
      rows: 'at most 100 rows come back; narrowed by a WHERE clause; writes are not bounded by it',
      reasons: HOLD.reasons,
      statement: 'UPDATE patients SET phone = $1 WHERE id = $2',
      clipped: false,
    })
    end()
  })

  const clipped: Readonly<Record<string, [Record<string, unknown>, Record<string, unknown>]>> = {
    'a statement that is too long': [{}, { shape: 'x'.repeat(16_384) }],
    'a statement that grows too long when it is made visible': [{}, { shape: '\u202e'.repeat(4000) }],
    'no statement': [{}, { shape: '' }],
    'a statement that is no text': [{}, { shape: { toString: 'x' } }],
    'too many columns': [
      {
        columns: {
          output: [],
          written: [],
          predicate: Array.from({ length: 600 }, () => ({ relation: 'r', column: 'c', form: 'other' })),
        },
      },
      {},
    ],
    'a line that is too long': [
      {
        relations: [
          {
            name: 'r',
            kind: 'view',
            access: [],
            bases: Array.from({ length: 99 }, (_unused, index) => `base_${index}`),
          },
        ],
      },
      {},
    ],
  }
  for (const [what, [over, context]] of Object.entries(clipped)) {
    test(`${what} cannot be shown in full, so it cannot be approved, only denied`, async () => {
      const { ask, engine, end } = await held()
      const id = idOf(await ask(over, context))
      assert.is(parse('approval', engine.approvals.get(id)).shown.clipped, true)
      await rejects(engine.approvals.approve(id, OFFICER, {}), 'clipped')
      assert.is((await engine.approvals.deny(id, OFFICER, {})).state, 'denied')
      end()
    })
  }

  test('shows names that hide and reorder', async () => {
    const { ask, engine, end } = await held()
    const relations = [{ name: 'public.\u202estneitap', kind: 'table', access: ['read'], bases: [] }]
    const { shown } = engine.approvals.get(idOf(await ask({ relations }))) as Approval
    assert.equal(shown.relations, ['read public.\\u{202E}stneitap (table)'])
    end()
  })
})
