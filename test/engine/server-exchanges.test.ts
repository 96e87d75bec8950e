import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { PEER, question } from './fixture.ts'
import { document, EVALUATION, endAll, isProblem, served } from './served.ts'
import { type Answer, send } from './wire.ts'

describe("the engine's API", (test) => {
  test.after.each(endAll)

  test('carries a held request from the session to its single use, over TCP', async () => {
    const { open, post, get, personToken } = await served()
    const session = await open()
    const held = document(await post(EVALUATION, question(session)), 'decision')
    const id = held.context.approval?.id ?? ''
    const officer = await personToken('omar', 'officer')
    const { approvals } = document(await get('/v1/approvals', officer), 'approval-list')
    assert.equal(
      approvals.map((approval) => approval.id),
      [id],
    )
    const { shownDigest } = document(await get(`/v1/approvals/${id}`, officer), 'approval')
    document(await post(`/v1/approvals/${id}/approve`, { shownDigest, note: 'as agreed' }, officer), 'approval')
    assert.is(document(await post(EVALUATION, question(session)), 'decision').decision, true)
    assert.is(document(await post(EVALUATION, question(session)), 'decision').decision, false)
    isProblem(await post(`/v1/approvals/${id}/deny`, {}, officer), 409, 'approval_closed')
  })

  test('opens a session on the word of a caller with that grant alone, and marks it asserted', async () => {
    const { post, pg, enforcerToken } = await served()
    const asserted = { human: 'ana', agent: 'git', groups: ['developers'] }
    isProblem(await post('/v1/sessions', { asserted, peer: PEER }, pg), 403, 'subject_forbidden')
    const peer = { ...PEER, enforcer: 'forge' }
    const token = await enforcerToken('forge', ['subjects'])
    const session = document(await post('/v1/sessions', { asserted, peer }, token), 'session', 201)
    assert.equal([session.human, session.assurance, session.issuer], ['forge|ana', 'asserted', 'forge'])
    isProblem(await post('/v1/sessions', { peer }, token), 400, 'credential_missing')
    isProblem(await post('/v1/sessions', { asserted, credential: 'x', peer }, token), 400, 'credential_missing')
  })

  test('answers over a Unix socket all the same', async () => {
    const { listening, agentToken, pg } = await served()
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${pg}` }
    const socketPath = listening.socket ?? ''
    const opened = await send(
      { socketPath, method: 'POST', path: '/v1/sessions', headers },
      JSON.stringify({ credential: await agentToken(), peer: { ...PEER, transport: 'unix' } }),
    )
    const session = document(opened, 'session', 201)
    const asked = await send(
      { socketPath, method: 'POST', path: EVALUATION, headers },
      JSON.stringify(question(session.id)),
    )
    assert.is(document(asked, 'decision').context.effect, 'require_approval')
  })

  test('ignores top-level members that AuthZEN does not name, and takes no other liberty', async () => {
    const { open, post, log } = await served()
    const session = await open()
    document(await post(EVALUATION, { ...question(session), trace: { a: 1 }, evaluations: [] }), 'decision')
    assert.not.match(JSON.stringify(log.drafts.at(-1)), 'trace')
    for (const spoil of [
      { subject: { type: 'session', id: session, role: 'admin' } },
      { subject: { type: 'session', id: 5 } },
      { subject: 'me' },
      { action: 'sql.query' },
      { action: { name: ['sql.query'] } },
      { resource: null },
      { context: [] },
    ])
      isProblem(await post(EVALUATION, { ...question(session), ...spoil }), 400, 'request_shape')
  })

  test('echoes the request id, when it is one', async () => {
    const { port } = await served()
    const ask = (id: string): Promise<Answer> =>
      send({ host: '127.0.0.1', port, path: '/livez', headers: { 'x-request-id': id } })
    assert.is((await ask('8f14e45f-ceea')).headers['x-request-id'], '8f14e45f-ceea')
    for (const id of ['', 'a b', 'x'.repeat(129)]) assert.is((await ask(id)).headers['x-request-id'], undefined)
  })

  test('takes events of one-shot callers, of few kinds, under the session that they opened', async () => {
    const { open, post, log } = await served()
    const session = await open()
    const data = { decision: 'dec_00000000000000000000000000', outcome: 'done', rows: 3 }
    const forged = { human: 'local|boss', agent: 'x' }
    const taken = await post('/v1/events', { kind: 'effect', session, actor: forged, via: 'someone', data })
    assert.is(taken.status, 204, taken.text)
    assert.equal(log.drafts.at(-1), {
      kind: 'effect',
      session,
      run: 'run-1',
      actor: { human: 'local|ana', agent: 'coder', groups: ['developers'], assurance: 'demo' },
      via: 'pg',
      data,
    })
    for (const kind of ['decision', 'approval', 'auth', 'policy.activate', 'source.opened', 'breakglass.open'])
      isProblem(await post('/v1/events', { kind, session, data }), 403, 'kind_forbidden')
    isProblem(await post('/v1/events', { kind: 'effect', session: 'ses_x', data }), 403, 'session_unknown')
    isProblem(await post('/v1/events', { kind: 'effect', session, data: { rows: 3 } }), 400, 'request_shape')
    log.fails = 'full'
    isProblem(await post('/v1/events', { kind: 'effect', session, data }), 503, 'evidence_unavailable')
  })

  test('says 404 as a problem, and never takes a parameter for a path', async () => {
    const { get, personToken } = await served()
    const officer = await personToken('omar', 'officer')
    isProblem(await get('/'), 404, 'route_unknown')
    isProblem(await get('/v2/approvals', officer), 404, 'route_unknown')
    isProblem(await get('/v1/approvals/', officer), 404, 'approval_unknown')
    isProblem(await get('/V1/approvals', officer), 404, 'route_unknown')
    for (const id of ['..%2f..%2fetc%2fpasswd', '%00', '__proto__', 'constructor', 'apr_x'])
      isProblem(await get(`/v1/approvals/${id}`, officer), 404, 'approval_unknown')
  })
})
