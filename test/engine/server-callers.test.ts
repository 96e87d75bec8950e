import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { PEER, question } from './fixture.ts'
import { document, EVALUATION, endAll, isProblem, served } from './served.ts'
import { type Answer, send } from './wire.ts'

describe("callers of the engine's API", (test) => {
  test.after.each(endAll)

  test('says 401 to every caller it does not know, and records it', async () => {
    const { port, agentToken, log } = await served()
    const guarded: [string, string][] = [
      ['POST', EVALUATION],
      ['POST', '/v1/sessions'],
      ['DELETE', '/v1/sessions/ses_x'],
      ['POST', '/v1/sessions/ses_x/close'],
      ['POST', '/v1/events'],
      ['GET', '/v1/approvals'],
      ['GET', '/v1/approvals/apr_x'],
      ['POST', '/v1/approvals/apr_x/approve'],
      ['POST', '/v1/approvals/apr_x/deny'],
    ]
    const agent = `Bearer ${await agentToken()}`
    for (const authorization of [undefined, '', 'Bearer', 'Bearer x.y.z', 'Basic YTpi', agent]) {
      for (const [method, path] of guarded) {
        const before = log.drafts.length
        const headers = authorization === undefined ? {} : { authorization }
        const answer = await send({ host: '127.0.0.1', port, method, path, headers })
        isProblem(answer, 401, 'caller_refused')
        assert.is(answer.headers['www-authenticate'], 'Bearer')
        assert.equal(
          log.drafts.slice(before).map(({ kind, data }) => [kind, data['outcome']]),
          [['auth', 'refused']],
        )
      }
    }
  })

  test('keeps every role to its own routes', async () => {
    const { post, get, personToken, pg } = await served()
    for (const role of ['officer', 'auditor', 'admin'] as const) {
      const token = await personToken('omar', role)
      assert.is((await get('/v1/approvals', token)).status, 200)
      isProblem(await post(EVALUATION, {}, token), 401, 'caller_refused')
      isProblem(await post('/v1/sessions', {}, token), 401, 'caller_refused')
      const approve = await post('/v1/approvals/apr_x/approve', {}, token)
      if (role === 'officer') isProblem(approve, 404, 'approval_unknown')
      else isProblem(approve, 403, 'role_forbidden')
    }
    isProblem(await get('/v1/approvals', pg), 401, 'caller_refused')
    isProblem(await post('/v1/approvals/apr_x/approve', {}, pg), 401, 'caller_refused')
  })

  test("an agent's token never approves, and the requesting human never does", async () => {
    const { open, post, agentToken, personToken, engine } = await served()
    const session = await open()
    const id = document(await post(EVALUATION, question(session)), 'decision').context.approval?.id ?? ''
    isProblem(await post(`/v1/approvals/${id}/approve`, {}, await agentToken()), 401, 'caller_refused')
    isProblem(
      await post(`/v1/approvals/${id}/approve`, {}, await personToken('ana', 'officer')),
      403,
      'approval_forbidden',
    )
    assert.is(engine.approvals.get(id)?.state, 'pending')
  })

  test('an enforcer speaks for itself alone', async () => {
    const { open, post, agentToken, enforcerToken, port, pg } = await served()
    const session = await open()
    const git = await enforcerToken('git', ['subjects'])
    isProblem(await post('/v1/sessions', { credential: await agentToken(), peer: PEER }, git), 403, 'enforcer_mismatch')
    const foreign = document(await post(EVALUATION, question(session, {}, { enforcer: 'git' }), git), 'decision')
    assert.is(foreign.context.reasons[0]?.rule, 'engine.subject_foreign')
    const close = (token: string): Promise<Answer> =>
      send({
        host: '127.0.0.1',
        port,
        method: 'DELETE',
        path: `/v1/sessions/${session}`,
        headers: { authorization: `Bearer ${token}` },
      })
    isProblem(await close(git), 404, 'session_unknown')
    assert.is((await close(pg)).status, 204)
    isProblem(await close(pg), 404, 'session_unknown')
  })

  test("a subject in the body that is not the caller's counts for nothing", async () => {
    const { post } = await served()
    const subject = { type: 'agent', id: 'coder', properties: { human: 'local|boss', groups: ['everything'] } }
    const decision = document(await post(EVALUATION, { ...question('s'), subject }), 'decision')
    assert.equal([decision.decision, decision.context.reasons[0]?.rule], [false, 'engine.subject_forbidden'])
  })

  test('refuses a credential that is no good, or came in the clear, with one and the same answer', async () => {
    const { post, agentToken } = await served()
    const answers = [
      await post('/v1/sessions', { credential: 'guess', peer: PEER }),
      await post('/v1/sessions', { credential: await agentToken(), peer: { ...PEER, transport: 'plain' } }),
    ]
    for (const answer of answers) isProblem(answer, 403, 'credential_refused')
    assert.is(answers[0]?.text, answers[1]?.text)
  })
})
