import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { settle } from '#engine'
import type { Approval } from '#schemas'
import { describe } from '#test/suite'
import { advance, type RecordedFact, type Step, stepOf } from '../../engine/approvals/states.ts'
import { ALLOW, DENY, HOLD, START } from './fixture.ts'

const DIGEST = 'a'.repeat(64)
const PENDING: Approval = {
  id: 'apr_00000000000000000000000000',
  state: 'pending',
  fingerprint: 'f'.repeat(64),
  policy: { digest: DIGEST, revision: 'test' },
  requestedAt: new Date(START).toISOString(),
  expiresAt: new Date(START + 60_000).toISOString(),
  human: 'local|ana',
  agent: 'coder',
  session: 'ses_x',
  run: 'run-1',
  decision: 'dec_x',
  approvers: ['security-officers'],
  shown: {
    action: 'a',
    target: 't',
    effects: [],
    relations: [],
    columns: [],
    rows: '',
    reasons: [],
    statement: '',
    clipped: false,
  },
  shownDigest: '0'.repeat(64),
}

const STEPS: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ kind: 'requested', approval: PENDING }),
  fc.constantFrom<Step>(
    { kind: 'approved', verdict: { decidedBy: 'local|omar', decidedAt: PENDING.requestedAt } },
    { kind: 'denied', verdict: { decidedBy: 'local|olga', decidedAt: PENDING.requestedAt } },
    { kind: 'expired' },
  ),
  fc.integer({ min: 1, max: 3 }).map<Step>((n) => ({ kind: 'used', at: PENDING.requestedAt, decision: `dec_${n}` })),
)

function fold(steps: readonly Step[]): Approval | undefined {
  return steps.reduce<Approval | undefined>(advance, undefined)
}

describe('the states of an approval', (test) => {
  test('lead nowhere before it was asked for', () => {
    for (const kind of ['approved', 'denied'] as const) assert.is(advance(undefined, { kind, verdict: {} }), undefined)
    assert.is(advance(undefined, { kind: 'used', at: '', decision: '' }), undefined)
    assert.is(advance(undefined, { kind: 'expired' }), undefined)
  })

  test('are the same however often, and from wherever, the same events are folded', () => {
    fc.assert(
      fc.property(fc.array(STEPS, { maxLength: 12 }), fc.nat(12), (later, from) => {
        const steps: Step[] = [{ kind: 'requested', approval: PENDING }, ...later]
        const whole = fold(steps)
        assert.equal(fold([...steps, ...steps]), whole)
        // A snapshot that is newer than the events after it.
        assert.equal(steps.slice(from).reduce<Approval | undefined>(advance, whole), whole)
      }),
    )
  })

  test('never lead back: used stays used by the first, denied and expired never become approved', () => {
    fc.assert(
      fc.property(fc.array(STEPS, { maxLength: 12 }), STEPS, (steps, next) => {
        const before = fold(steps)
        const after = advance(before, next)
        if (before?.state === 'used') assert.is(after, before)
        if (before?.state === 'denied' || before?.state === 'expired') assert.is.not(after?.state, 'approved')
        if (after?.state === 'approved') assert.is(after.decidedBy, 'local|omar')
        if (before) assert.is(after?.fingerprint, before.fingerprint)
      }),
    )
  })

  test('are read from the events that made them, and from no other', () => {
    const time = PENDING.requestedAt
    const event = (kind: RecordedFact['kind'], data: Record<string, unknown>): RecordedFact => ({ kind, time, data })
    const reference = { id: PENDING.id, expiresAt: PENDING.expiresAt }
    assert.equal(stepOf(event('decision', { id: 'dec_1', approval: { ...reference, state: 'used' } })), {
      id: PENDING.id,
      step: { kind: 'used', at: time, decision: 'dec_1' },
    })
    assert.is(stepOf(event('decision', { id: 'dec_1', approval: { ...reference, state: 'pending' } })), null)
    assert.is(stepOf(event('decision', { id: 'dec_1' })), null)
    assert.is(stepOf(event('effect', { approval: { ...reference, state: 'used' } })), null)
    assert.is(stepOf(event('approval', { id: PENDING.id, transition: 'refused', approval: PENDING })), null)
    assert.is(stepOf(event('approval', { id: PENDING.id, transition: 'approved' })), null)
    assert.is(
      stepOf(event('approval', { id: PENDING.id, transition: 'requested', approval: PENDING }))?.step.kind,
      'requested',
    )
  })
})

describe('settling', (test) => {
  const facts = { policyDigest: DIGEST, now: START }
  test('lets allow and deny stand, whatever approvals there are', () => {
    for (const approval of [null, PENDING, { ...PENDING, state: 'approved' as const }]) {
      assert.equal(settle(ALLOW, approval, facts), { act: 'stand', effect: 'allow' })
      assert.equal(settle(DENY, approval, facts), { act: 'stand', effect: 'deny' })
    }
  })

  test('makes an allow of a hold only by an approval that is approved, in time, and of the same policy', () => {
    const states = ['pending', 'approved', 'denied', 'used', 'expired'] as const
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.integer({ min: -2, max: 2 }), fc.boolean(), (state, offset, same) => {
        const approval = { ...PENDING, state }
        const now = START + 60_000 + offset
        const settled = settle(HOLD, approval, { policyDigest: same ? DIGEST : 'b'.repeat(64), now })
        assert.is(settled.effect === 'allow', state === 'approved' && offset < 0 && same)
        assert.is(settled.act === 'use', settled.effect === 'allow')
      }),
    )
  })

  test('asks where nobody was asked', () => {
    assert.equal(settle(HOLD, null, facts), { act: 'ask', effect: 'require_approval' })
  })

  test('knows no other effect', () => {
    assert.throws(() => settle({ ...HOLD, effect: 'permit' as never }, null, facts), /unknown effect/)
  })
})
