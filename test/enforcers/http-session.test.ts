import assert from 'node:assert/strict'
import type { Decision } from '#schemas'
import { describe } from '#test/suite'
import { HttpError } from '../../enforcers/http/http-error.ts'
import { planBodies } from '../../enforcers/http/obligations.ts'
import { refuseDecision, refuseError } from '../../enforcers/http/refuse.ts'
import { decision } from '../support/enforcer-context.ts'
import { AUTH, MASKED, startGuard } from '../support/http-guard.ts'
import { eventually } from '../support/wait.ts'
import { guarding } from './http-named.ts'

describe('who asks', (test) => {
  test('without a token, or with a wrong one, nobody gets in, and nothing is asked', () =>
    guarding({}, async (guard, url) => {
      for (const headers of [
        {},
        { authorization: 'Basic YTpi' },
        { authorization: 'Bearer' },
        { authorization: 'Bearer wrong' },
      ]) {
        const answer = await fetch(`${url}/Patient/17`, { headers: headers as Record<string, string> })
        assert.equal(answer.status, 401)
        assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
        assert.equal(answer.headers.get('content-type'), 'application/problem+json')
        assert.ok(!(await answer.text()).includes('wrong'))
      }
      assert.equal(guard.engine.requests.length, 0)
      assert.deepEqual(guard.engine.events, [])
    }))

  test('one token at one service is one session, over many connections, until it idles', () =>
    guarding({ limits: { sessionMs: 200 } }, async (guard, url) => {
      for (let at = 0; at < 3; at++)
        await (await fetch(`${url}/Patient/17`, { headers: { ...AUTH, connection: 'close' } })).text()
      const kinds = (): string => guard.engine.events.map(({ kind }) => kind).join(' ')
      assert.equal(kinds(), 'session.open effect effect effect')
      await eventually('the session is closed', () => kinds().endsWith('session.close'), 3000)
      assert.equal(guard.engine.events.at(-1)?.data['exchanges'], 3)
      await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
      assert.match(kinds(), /session\.close session\.open effect$/)
      const open = guard.engine.events[0]?.data
      assert.deepEqual(
        [open?.['enforcer'], open?.['target'], open?.['client'], open?.['transport']],
        ['http', 'svc', 'loopback', 'plain'],
      )
    }))

  test('a session that the engine has forgotten is opened anew', () => {
    let forgotten = true
    return guarding({}, async (guard, url) => {
      const { decide } = guard.engine.context
      const context = guard.engine.context as { decide: typeof decide }
      context.decide = async (request) => {
        if (!forgotten) return decide(request)
        const refusal = decision({ effect: 'deny' })
        return {
          ...refusal,
          context: { ...refusal.context, reasons: [{ rule: 'engine.subject_unknown', message: 'm' }] },
        }
      }
      assert.equal((await fetch(`${url}/Patient/17`, { headers: AUTH })).status, 403)
      forgotten = false
      assert.equal((await fetch(`${url}/Patient/17`, { headers: AUTH })).status, 200)
      assert.equal(guard.engine.events.filter(({ kind }) => kind === 'session.open').length, 2)
    })
  })

  test('more sessions than there is room for make room, or wait outside', () =>
    guarding({ limits: { sessions: 1 }, service: { path: '/' } }, async (guard, url) => {
      assert.equal((await fetch(`${url}/Patient/17`, { headers: AUTH })).status, 200)
      assert.equal((await fetch(`${url}/Patient/17`, { headers: { authorization: 'Bearer other' } })).status, 401)
      assert.ok(guard.engine.events.some(({ kind }) => kind === 'session.close'))
    }))
})

describe('what is decided', (test) => {
  test('a deny is a problem document with reasons and decision id, and reaches no service', () =>
    guarding({ judge: { effect: 'deny', message: 'not this one' } }, async (guard, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      const problem = (await answer.json()) as Record<string, unknown>
      assert.equal(answer.status, 403)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      assert.equal(problem['code'], 'denied')
      assert.equal(problem['decision'], answer.headers.get('cordon-decision'))
      assert.match(String(problem['detail']), /not this one/)
      assert.equal(guard.reached.length, 0)
      const [effect] = guard.engine.effects()
      assert.deepEqual([effect?.outcome, effect?.error, effect?.command], ['refused', 'deny', 'GET 403'])
      assert.equal(effect?.payload, undefined)
    }))

  test('a client that asks for FHIR by name is told in an OperationOutcome', () =>
    guarding({ judge: { effect: 'require_approval', message: 'a person must see it' } }, async (_, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: { ...AUTH, accept: 'application/fhir+json' } })
      assert.equal(answer.headers.get('content-type'), 'application/fhir+json')
      const outcome = (await answer.json()) as {
        resourceType: string
        issue: { code: string; details: { text: string }; diagnostics: string }[]
      }
      assert.equal(outcome.resourceType, 'OperationOutcome')
      assert.equal(outcome.issue[0]?.code, 'forbidden')
      assert.match(outcome.issue[0]?.details.text ?? '', /cordon approvals approve apr_/)
      assert.match(outcome.issue[0]?.diagnostics ?? '', /dec_.*apr_/)
    }))

  test('an answer names the decision that let it through', () =>
    guarding({}, async (guard, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      await answer.text()
      assert.equal(guard.engine.effects()[0]?.decision, answer.headers.get('cordon-decision'))
    }))

  test('an allow under obligations that HTTP cannot meet is refused', () =>
    guarding({ judge: { effect: 'allow', obligations: [{ type: 'rows', most: 5 }] } }, async (guard, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      assert.equal(answer.status, 403)
      assert.match(await answer.text(), /obligation_unmet/)
      assert.equal(guard.reached.length, 0)
      assert.equal(guard.engine.effects()[0]?.outcome, 'refused')
    }))

  test('plans are what obligations say, and strict where they say nothing', () => {
    const plan = (...obligations: Decision['context']['obligations']): unknown =>
      planBodies(decision({ effect: 'allow', obligations }))
    const mask = { type: 'mask', relations: [], derived: 'mask', scan: true, rules: [] } as const
    assert.deepEqual(plan({ ...mask, relations: [], rules: [] }), {
      request: 'mask',
      response: 'mask',
      ids: 'number',
      found: 'redact',
      record: 'masked',
    })
    assert.deepEqual(
      plan(
        {
          ...mask,
          relations: [],
          rules: [],
          bodies: { request: 'pass', response: 'mask', ids: 'keep', found: 'token' },
        },
        { type: 'record', level: 'full' },
      ),
      { request: 'pass', response: 'mask', ids: 'keep', found: 'token', record: 'full' },
    )
    const bodies = { request: 'mask', response: 'mask' } as const
    assert.deepEqual(
      plan(
        { ...mask, rules: [], relations: [], bodies },
        { ...mask, rules: [], relations: [], bodies: { ...bodies, found: 'token' } },
      ),
      { request: 'mask', response: 'mask', ids: 'number', found: 'redact', record: 'masked' },
    )
    assert.equal(plan({ ...mask, rules: [], relations: [{ relation: 'a', columns: [], subject: null }] }), null)
    assert.equal(plan({ type: 'later' } as never), null)
  })

  test('refusals hold what is needed and nothing of the request', () => {
    const waits = refuseDecision(decision({ effect: 'require_approval' }), 'problem')
    const problem = JSON.parse(waits.body) as Record<string, unknown>
    assert.equal(problem['code'], 'approval_required')
    assert.match(JSON.stringify(problem['approval']), /apr_/)
    const late = refuseError(new HttpError('upstream_late', 'late'), 'dec_1', 'problem')
    assert.equal(late.status, 504)
    assert.equal(late.headers['cordon-decision'], 'dec_1')
    assert.equal(refuseError(new HttpError('request_framing', 'x'), null, 'problem').headers['connection'], 'close')
  })
})

describe('where it listens', (test) => {
  test('another machine is served over TLS only', async () => {
    const { http } = await import('../../enforcers/http/index.ts')
    const guard = await startGuard({ serve: () => undefined, judge: MASKED })
    const options = {
      config: { name: 'h', type: 'http', host: '0.0.0.0', port: 0, services: [] },
      tls: null,
      services: [],
    } as const
    await assert.rejects(http.run(options as never, guard.engine.context), /leaves this machine/)
    await guard.stop()
  })
})
