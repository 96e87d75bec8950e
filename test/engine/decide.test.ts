import * as assert from 'uvu/assert'
import { createDecider, createEngineKey } from '#engine'
import { type AccessRequest, type Decision, type PolicyResult, parse } from '#schemas'
import { describe } from '#test/suite'
import { ALLOW, CALLER, DENY, type MemoryLog, PEER, question, rig, START } from './fixture.ts'

type Rule = string | undefined

function dataOf(log: MemoryLog): Readonly<Record<string, unknown>> {
  return log.drafts.at(-1)?.data ?? {}
}

function ruleOf({ context }: Decision): Rule {
  return context.reasons[0]?.rule
}

describe('a decision', (test) => {
  for (const result of [ALLOW, DENY]) {
    test(`is policy's ${result.effect}, pinned to its digest, and recorded as judged`, async () => {
      const { engine, agentToken, log, policy, end } = rig(result)
      let judged: object = {}
      policy.answer = (input) => {
        judged = structuredClone(input)
        return result
      }
      const session = await engine.openSession(await agentToken(), PEER)
      const decision = parse('decision', await engine.decide(question(session.id), CALLER))
      assert.is(decision.decision, result.effect === 'allow')
      assert.equal(decision.context.reasons, result.reasons)
      assert.equal(decision.context.obligations, result.obligations)
      assert.equal(decision.context.policy, { digest: 'a'.repeat(64), revision: 'test' })
      const recorded = log.drafts.at(-1)
      assert.equal([recorded?.kind, recorded?.session, recorded?.run], ['decision', session.id, 'run-1'])
      assert.equal(recorded?.actor, { human: 'local|ana', agent: 'coder', groups: ['developers'], assurance: 'demo' })
      assert.equal(recorded?.data['input'], judged)
      assert.is(recorded?.data['id'], decision.context.id)
      end()
    })
  }

  test('judges the time and the subject that the engine knows, and no statement text', async () => {
    const { engine, agentToken, policy, end } = rig()
    let judged: Record<string, unknown> = {}
    policy.answer = (input) => {
      judged = structuredClone(input) as Record<string, unknown>
      return ALLOW
    }
    const { id } = await engine.openSession(await agentToken(), PEER)
    const asked = question(id, {}, { time: '1999-01-01T00:00:00.000Z' })
    asked.subject.properties = { groups: ['superusers'] }
    await engine.decide({ ...asked, extra: { nested: true } }, CALLER)
    assert.equal(Object.keys(judged).sort(), ['action', 'context', 'resource', 'subject'])
    assert.equal(judged['context'], {
      enforcer: 'pg',
      commitments: ['c0ffee', 'beef'],
      time: new Date(START).toISOString(),
    })
    assert.equal(judged['subject'], {
      type: 'agent',
      id: 'coder',
      properties: {
        human: 'local|ana',
        agent: 'coder',
        groups: ['developers'],
        issuer: 'local',
        assurance: 'demo',
        session: id,
        run: 'run-1',
      },
    })
    end()
  })

  const misfits: Readonly<Record<string, [unknown, string]>> = {
    nothing: [undefined, 'engine.request_invalid'],
    null: [null, 'engine.request_invalid'],
    'a string': ['allow', 'engine.request_invalid'],
    'an empty object': [{}, 'engine.request_invalid'],
    'a request without action': [{ ...question('s'), action: undefined }, 'engine.request_invalid'],
    'an unknown action': [{ ...question('s'), action: { name: 'sql.drop_everything' } }, 'engine.action_unknown'],
    'an action called __proto__': [{ ...question('s'), action: { name: '__proto__' } }, 'engine.action_unknown'],
    'a session that nobody opened': [question('ses_00000000000000000000000000'), 'engine.subject_unknown'],
    'a subject of its own': [
      { ...question('s'), subject: { type: 'agent', id: 'coder', properties: { groups: ['superusers'] } } },
      'engine.subject_forbidden',
    ],
  }
  for (const [what, [asked, rule]] of Object.entries(misfits)) {
    test(`${what} is a deny, and recorded without what it said`, async () => {
      const { engine, log, end } = rig()
      const decision = parse('decision', await engine.decide(asked, CALLER))
      assert.equal([decision.decision, ruleOf(decision)], [false, rule])
      assert.is(log.drafts.length, 1)
      const { input, error } = dataOf(log)
      assert.ok(`engine.${error}`.startsWith(rule))
      assert.not.match(JSON.stringify(input), 'patients')
      end()
    })
  }

  const wrong: Readonly<Record<string, [(asked: AccessRequest) => unknown, string]>> = {
    'another target than the session': [
      (asked) => ({ ...asked, resource: { ...asked.resource, id: 'billing' } }),
      'engine.place_mismatch',
    ],
    'another enforcer than its own': [
      (asked) => ({ ...asked, context: { ...asked.context, enforcer: 'git' } }),
      'engine.place_mismatch',
    ],
    'a fact too many': [
      (asked) => ({ ...asked, context: { ...asked.context, text: 'SSN 123-45-6789' } }),
      'engine.input_invalid',
    ],
    'a fact too few': [(asked) => ({ ...asked, context: {} }), 'engine.input_invalid'],
    'a fact of another kind': [
      (asked) => ({ ...asked, resource: { ...asked.resource, properties: { database: 1 } } }),
      'engine.input_invalid',
    ],
    'no facts': [(asked) => ({ ...asked, resource: { type: 'postgresql', id: 'clinic' } }), 'engine.input_invalid'],
  }
  for (const [what, [spoil, rule]] of Object.entries(wrong)) {
    test(`a question with ${what} is a deny`, async () => {
      const { engine, agentToken, log, end } = rig()
      const { id } = await engine.openSession(await agentToken(), PEER)
      const decision = await engine.decide(spoil(question(id)), CALLER)
      assert.equal([decision.decision, ruleOf(decision)], [false, rule])
      assert.not.match(JSON.stringify(log.drafts), '123-45-6789')
      end()
    })
  }

  test("another enforcer's session is of no use", async () => {
    const { engine, agentToken, end } = rig()
    const { id } = await engine.openSession(await agentToken(), PEER)
    assert.is(
      ruleOf(await engine.decide(question(id, {}, { enforcer: 'git' }), { name: 'git', subjects: true })),
      'engine.subject_foreign',
    )
    end()
  })

  test('a closed session, and one whose token has ended, are of no use', async () => {
    const { engine, agentToken, clock, end } = rig()
    const one = await engine.openSession(await agentToken(), PEER)
    engine.closeSession(one.id)
    assert.is(ruleOf(await engine.decide(question(one.id), CALLER)), 'engine.subject_unknown')
    const two = await engine.openSession(await agentToken({ ttlSeconds: 10 }), PEER)
    clock.now += 10_000
    assert.is(ruleOf(await engine.decide(question(two.id), CALLER)), 'engine.subject_unknown')
    end()
  })

  test('a caller with the grant vouches for its subject, and only as asserted', async () => {
    const { engine, log, end } = rig()
    const subject = {
      type: 'agent',
      id: 'coder',
      properties: { human: 'idp|ana', groups: ['dev'], session: 's', run: 'r', assurance: 'idp', issuer: 'idp' },
    }
    const asked = { ...question('s', {}, { enforcer: 'gateway' }), subject }
    const decision = await engine.decide(asked, { name: 'gateway', subjects: true })
    assert.is(decision.decision, true)
    assert.equal(log.drafts[0]?.actor, { human: 'idp|ana', agent: 'coder', groups: ['dev'], assurance: 'asserted' })
    const { properties } = (dataOf(log)['input'] as { subject: { properties: Record<string, unknown> } }).subject
    assert.equal([properties['issuer'], properties['assurance']], ['gateway', 'asserted'])
    const { human: _, ...less } = subject.properties
    const incomplete = await engine.decide(
      { ...asked, subject: { ...subject, properties: less } },
      { name: 'gateway', subjects: true },
    )
    assert.is(ruleOf(incomplete), 'engine.input_invalid')
    end()
  })

  const broken: Readonly<Record<string, () => PolicyResult>> = {
    throws: () => {
      throw Object.assign(new Error('SSN 123-45-6789'), { code: 'undefined' })
    },
    'throws a string': () => {
      // biome-ignore lint/style/useThrowOnlyError: opa-wasm throws strings
      throw 'wasm trap'
    },
    'answers undefined': () => undefined as unknown as PolicyResult,
    'answers true': () => true as unknown as PolicyResult,
    'answers an effect nobody knows': () => ({ ...ALLOW, effect: 'permit' }) as unknown as PolicyResult,
    'answers an effect in capitals': () => ({ ...ALLOW, effect: 'ALLOW' }) as unknown as PolicyResult,
    'gives no reason': () => ({ ...ALLOW, reasons: [] }),
    'gives no obligations': () => ({ ...ALLOW, obligations: undefined }) as unknown as PolicyResult,
  }
  for (const [what, evaluate] of Object.entries(broken)) {
    test(`a policy that ${what} is a deny, recorded with the input`, async () => {
      const { engine, agentToken, policy, log, failures, end } = rig()
      policy.answer = evaluate
      const { id } = await engine.openSession(await agentToken(), PEER)
      const decision = parse('decision', await engine.decide(question(id), CALLER))
      assert.equal([decision.decision, ruleOf(decision)], [false, 'engine.policy_failed'])
      const { input, error, policyEffect } = dataOf(log)
      assert.ok(parse('sql-query', input))
      assert.is(policyEffect, 'deny')
      assert.ok(String(error).startsWith('policy_failed'))
      assert.not.match(JSON.stringify([decision, log.drafts]), '123-45-6789')
      assert.is(failures.length, 1)
      end()
    })
  }

  test('no policy at all is a deny', async () => {
    const { engine, agentToken, policy, end } = rig()
    const { id } = await engine.openSession(await agentToken(), PEER)
    policy.current = () => {
      throw new Error('nothing is active')
    }
    const decision = parse('decision', await engine.decide(question(id), CALLER))
    assert.equal([ruleOf(decision), decision.context.policy.revision], ['engine.policy_failed', 'none'])
    end()
  })

  for (const fails of ['full', 'broken'] as const) {
    test(`a log that is ${fails} turns every allow into a deny`, async () => {
      const { engine, agentToken, log, failures, end } = rig()
      const { id } = await engine.openSession(await agentToken(), PEER)
      log.fails = fails
      const decision = parse('decision', await engine.decide(question(id), CALLER))
      assert.equal([decision.decision, ruleOf(decision)], [false, 'engine.evidence_unavailable'])
      assert.equal(decision.context.obligations, [])
      assert.is(failures.length, 1)
      log.fails = 'no'
      assert.is((await engine.decide(question(id), CALLER)).decision, true)
      end()
    })
  }

  test('is answered only when its record is durable', async () => {
    const { engine, agentToken, policy, log, now, end } = rig()
    let durable = (): void => undefined
    const waiting = new Promise<void>((resolve) => {
      durable = resolve
    })
    const decider = createDecider({
      ...engine,
      policy,
      meter: engine.metrics,
      key: createEngineKey(Buffer.alloc(32)),
      recorder: { append: (draft) => ({ durable: log.append(draft).durable.then(() => waiting) }) },
      now,
      onFailure: () => undefined,
    })
    const { id } = await engine.openSession(await agentToken(), PEER)
    let answered = false
    const pending = decider.decide(question(id), CALLER).then((decision) => {
      answered = true
      return decision
    })
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal([log.drafts.at(-1)?.kind, answered], ['decision', false])
    durable()
    assert.is((await pending).decision, true)
    end()
  })

  test('never rejects, whatever the operator hook does', async () => {
    const { engine, agentToken, policy, end, now, log } = rig()
    const decider = createDecider({
      ...engine,
      policy: {
        current: () =>
          Object.assign(policy.current(), {
            evaluate: () => {
              throw new Error('no')
            },
          }),
      },
      meter: engine.metrics,
      key: createEngineKey(Buffer.alloc(32)),
      recorder: log,
      now,
      onFailure: () => {
        throw new Error('the hook failed')
      },
    })
    const { id } = await engine.openSession(await agentToken(), PEER)
    assert.is(ruleOf(await decider.decide(question(id), CALLER)), 'engine.policy_failed')
    end()
  })
})
