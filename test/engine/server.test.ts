import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { buildServer, type Listening, listenEngine } from '#engine'
import { type DocumentName, parse } from '#schemas'
import { describe } from '#test/suite'
import { HOLD, PEER, question, type Rig, rig } from './fixture.ts'
import { type Answer, send, sendRaw } from './wire.ts'

interface Served extends Rig {
  readonly listening: Listening
  readonly port: number
  readonly pg: string
  readonly post: (path: string, body: unknown, token?: string, headers?: Record<string, string>) => Promise<Answer>
  readonly get: (path: string, token?: string) => Promise<Answer>
  readonly open: (token?: string) => Promise<string>
}

async function served(reasons: string[] = []): Promise<Served> {
  const parts = rig(HOLD)
  const server = buildServer({ engine: parts.engine, readiness: () => reasons, logBytes: () => 4096 })
  const socket = join(parts.folder, 'run', 'engine.sock')
  const listening = await listenEngine(server, { port: 0, socket })
  const port = listening.port ?? 0
  running.push({ listening, end: parts.end })
  const pg = await parts.enforcerToken('pg')
  const call = (
    method: string,
    path: string,
    token: string | undefined,
    headers: Record<string, string>,
    body?: string,
  ) =>
    send(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      },
      body,
    )
  const post: Served['post'] = (path, body, token = pg, headers = {}) =>
    call(
      'POST',
      path,
      token,
      { 'content-type': 'application/json', ...headers },
      typeof body === 'string' ? body : JSON.stringify(body),
    )
  return {
    ...parts,
    listening,
    port,
    pg,
    post,
    get: (path, token) => call('GET', path, token, {}),
    open: async (token) => {
      const opened = await post('/v1/sessions', { credential: token ?? (await parts.agentToken()), peer: PEER })
      assert.is(opened.status, 201, opened.text)
      return String(opened.json()['id'])
    },
  }
}

// A test that fails must not leave a server that holds the run.
const running: { readonly listening: Listening; readonly end: () => void }[] = []

async function endAll(): Promise<void> {
  for (const { listening, end } of running.splice(0)) {
    await listening.close()
    end()
  }
}

function isProblem(answer: Answer, status: number, code: string): void {
  assert.is(answer.status, status, answer.text)
  assert.is(answer.headers['content-type'], 'application/problem+json')
  const document = parse('problem', answer.json())
  assert.equal([document.status, document.code], [status, code])
}

function document<Name extends DocumentName>(answer: Answer, name: Name, status = 200) {
  assert.is(answer.status, status, answer.text)
  return parse(name, answer.json())
}

const EVALUATION = '/access/v1/evaluation'

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

  test('tells how it is, to everybody, and what it serves to nobody', async () => {
    const { open, post, get } = await served()
    const session = await open()
    await post(EVALUATION, question(session))
    assert.equal((await get('/livez')).json(), { live: true })
    assert.equal((await get('/readyz')).json(), { ready: true, reasons: [] })
    const metrics = (await get('/metrics')).text
    assert.match(metrics, 'cordon_decisions_total{effect="require_approval"} 1\n')
    assert.match(metrics, 'cordon_decision_seconds_bucket{le="+Inf"} 1\n')
    assert.match(metrics, 'cordon_sessions_open 1\n')
    assert.match(metrics, 'cordon_approvals_pending 1\n')
    assert.match(metrics, 'cordon_log_bytes 4096\n')
    assert.not.match(metrics, /coder|ana|clinic|pg/)
  })

  test('is not ready without a policy, or for a reason it is told', async () => {
    const { get, policy } = await served(['log_full'])
    policy.current = () => {
      throw new Error('nothing is active')
    }
    const answer = await get('/readyz')
    assert.is(answer.status, 503)
    assert.equal(answer.json(), { ready: false, reasons: ['log_full', 'policy_missing'] })
    assert.is((await get('/livez')).status, 200)
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

describe('bodies', (test) => {
  test.after.each(endAll)

  const bodies: Readonly<Record<string, [string | Buffer, string]>> = {
    nothing: ['', 'body_empty'],
    'no JSON': ['{', 'request_json'],
    'two documents': ['{}{}', 'request_json'],
    'a trailing comma': ['{"a":1,}', 'request_json'],
    'a comment': ['{}// x', 'request_json'],
    NaN: ['{"a":NaN}', 'request_json'],
    'a byte order mark': ['\ufeff{}', 'request_json'],
    'bytes that are no UTF-8': [Buffer.from([0x22, 0xff, 0x22]), 'request_json'],
    'UTF-16': [Buffer.from('{}', 'utf16le'), 'request_json'],
    'a duplicate key': ['{"subject":1,"subject":2}', 'request_json'],
    'a duplicate key, spelled differently': ['{"subject":1,"s\\u0075bject":2}', 'request_json'],
    'a duplicate key deep inside': ['{"context":{"a":[{"b":1,"b":2}]}}', 'request_json'],
    'deep nesting': [`${'['.repeat(40)}${']'.repeat(40)}`, 'request_json'],
    'very deep nesting': ['['.repeat(100_000), 'request_json'],
    'a list': ['[]', 'request_shape'],
    null: ['null', 'request_shape'],
    'a string': ['"x"', 'request_shape'],
  }
  test('that are not what they must be are 400 before anything is decided', async () => {
    const { port, pg, log } = await served()
    for (const [what, [body, code]] of Object.entries(bodies)) {
      const before = log.drafts.length
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${pg}` }
      const answer = await send({ host: '127.0.0.1', port, method: 'POST', path: EVALUATION, headers }, body)
      assert.is(answer.json()['code'], code, what)
      isProblem(answer, 400, code)
      assert.is(log.drafts.length, before, what)
    }
  })

  test('that are too large are 413, before they are read to their end', async () => {
    const { post } = await served()
    isProblem(await post(EVALUATION, `"${'x'.repeat(256 * 1024)}"`), 413, 'body_too_large')
  })

  test('do not reach prototypes', async () => {
    const { open, post } = await served()
    const session = await open()
    const text = JSON.stringify(question(session)).replace('"context":{', '"context":{"__proto__":{"polluted":1},')
    const decision = document(await post(EVALUATION, text), 'decision')
    assert.is(decision.context.reasons[0]?.rule, 'engine.input_invalid')
    assert.is(({} as { polluted?: number }).polluted, undefined)
  })

  test('are JSON under exactly the content types that mean it', async () => {
    const { port, pg } = await served()
    const good = [
      'application/json',
      'Application/JSON',
      'APPLICATION/JSON',
      'application/json;charset=utf-8',
      'application/json; charset=UTF-8',
      'application/json ; charset=utf-8',
      'application/json;\tcharset="utf-8"',
    ]
    const bad = [
      '',
      ' ',
      'json',
      'text/json',
      'text/plain',
      'text/html',
      '*/*',
      'application/*',
      'application/json5',
      'application/jsonx',
      'application/json,',
      'application/json, text/plain',
      'text/plain, application/json',
      'application/json;',
      'application/json;;',
      'application/json; charset',
      'application/json; charset=',
      'application/json; charset=utf8',
      'application/json; charset=utf-16',
      'application/json; charset=latin1',
      'application/json; charset=utf-8; charset=utf-16',
      'application/json; charset=utf-8;',
      "application/json; charset='utf-8'",
      'application/json; charset="utf-8',
      'application/json; boundary=x',
      'application/json charset=utf-8',
      'application/ json',
      'application /json',
      'application\\json',
      'application/json/',
      'application/json\u00a0',
      'application/json+xml',
      'application/vnd.api+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=application/json',
      'application/problem+json',
      'application/jſon',
      '"application/json"',
    ]
    const ask = (type: string | undefined): Promise<Answer> => {
      const headers = { authorization: `Bearer ${pg}`, ...(type === undefined ? {} : { 'content-type': type }) }
      return send({ host: '127.0.0.1', port, method: 'POST', path: EVALUATION, headers }, JSON.stringify(question('s')))
    }
    for (const type of good) assert.is((await ask(type)).status, 200, type)
    for (const type of [undefined, ...bad]) {
      if (type !== undefined && /[^\x20-\x7e\u00a0]/.test(type)) continue
      assert.is((await ask(type)).status, 400, String(type))
    }
  })
})

describe('requests that two readers would read as two', (test) => {
  test.after.each(endAll)

  const twice = [
    'Host: a\r\nHost: b',
    'Host: a\r\nAuthorization: Bearer x\r\nAuthorization: Bearer y',
    'Host: a\r\nX-Request-ID: a\r\nX-Request-ID: b',
  ]
  test('a header twice is 400', async () => {
    const { port } = await served()
    for (const headers of twice) {
      const answer = await sendRaw(port, `GET /livez HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`)
      assert.match(answer, /^HTTP\/1\.1 400 /)
      assert.match(answer, '"code":"header_twice"')
    }
  })

  const malformed: Readonly<Record<string, string>> = {
    'an absolute target': 'GET http://evil.example/livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'no host': 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n',
    'length and chunked':
      'POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'two lengths': 'POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
    'a bare line feed': 'GET /livez HTTP/1.1\nHost: a\n\n',
    'a space before the colon': 'GET /livez HTTP/1.1\r\nHost : a\r\n\r\n',
    'a folded header': 'GET /livez HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n',
    'no HTTP': 'hello\r\n\r\n',
  }
  test('malformed HTTP is 400, and the connection ends', async () => {
    const { port } = await served()
    for (const [what, text] of Object.entries(malformed))
      assert.match(await sendRaw(port, text), /^HTTP\/1\.1 400 /, what)
  })

  test('headers without end are 431', async () => {
    const { port } = await served()
    assert.match(
      await sendRaw(port, `GET /livez HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
      /^HTTP\/1\.1 431 /,
    )
  })
})
