import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { AUTH, guarded, raw } from '../support/http-guard.ts'
import { PATIENT, SSN, sends } from './http-patient.ts'

describe('what goes with an answer', (test) => {
  test('cookies and credentials go neither way, and Cordon shows its own to the service', () =>
    guarded(
      {
        serve: sends(PATIENT, { 'set-cookie': 'sid=1', 'x-patient': 'Ada Okafor', 'x-request-id': 'r-1' }),
        authorization: 'Bearer the-service-token',
      },
      async (guard, url) => {
        const answer = await fetch(`${url}/Patient/17`, {
          headers: {
            ...AUTH,
            cookie: 'a=b',
            'x-forwarded-for': '1.2.3.4',
            'x-remote-user': 'root',
            'proxy-authorization': 'x',
            'x-patient': 'Ada',
          },
        })
        const text = await answer.text()
        assert.equal(answer.headers.get('set-cookie'), null)
        assert.equal(answer.headers.get('x-patient'), null)
        assert.equal(answer.headers.get('x-request-id'), 'r-1')
        assert.equal(answer.headers.get('cache-control'), 'no-store')
        const sent = guard.reached[0]?.headers ?? {}
        assert.equal(sent.authorization, 'Bearer the-service-token')
        for (const name of ['cookie', 'x-forwarded-for', 'x-remote-user', 'proxy-authorization', 'x-patient'])
          assert.equal(sent[name], undefined, name)
        assert.ok(
          !JSON.stringify([...answer.headers]).includes('the-service-token') && !text.includes('the-service-token'),
        )
      },
    ))

  test('hop-by-hop headers stay on their hop, those that Connection names too', () =>
    guarded({ serve: sends(PATIENT), service: { phi: false, routes: ['/*'] } }, async (guard, url) => {
      const { port } = new URL(url)
      await raw(
        Number(port),
        [
          `GET /a HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer a-token\r\nConnection: close, X-Secret\r\nX-Secret: 1\r\nX-Plain: 2\r\nTE: trailers\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\n\r\n`,
        ],
        500,
      )
      const sent = guard.reached[0]?.headers ?? {}
      assert.equal(sent['x-plain'], '2')
      for (const name of ['x-secret', 'te', 'keep-alive', 'proxy-connection']) assert.equal(sent[name], undefined, name)
    }))

  test('headers that go to a service without PHI are masked like everything else', () =>
    guarded({ serve: sends('{}'), service: { phi: false, routes: ['/*'] } }, async (guard, url) => {
      const headers = {
        ...AUTH,
        'x-note': `SSN ${SSN}`,
        'user-agent': `agent for SSN ${SSN}`,
        accept: 'application/json',
      }
      await (await fetch(`${url}/a`, { headers })).text()
      assert.ok(!JSON.stringify(guard.reached[0]?.rawHeaders).includes(SSN))
      assert.equal(guard.reached[0]?.headers.accept, 'application/json')
    }))

  test('a place below the service is told as the client finds it, and one elsewhere is refused', async () => {
    let location = ''
    await guarded(
      {
        serve: (_, response) => response.writeHead(201, { location, 'content-length': '0' }).end(),
        service: { path: '/ehr' },
      },
      async (guard, url) => {
        location = `http://127.0.0.1:${guard.upstreamPort}/Patient/17/_history/1?name=Okafor`
        const answer = await fetch(`${url}/ehr/Patient/17`, { headers: AUTH, redirect: 'manual' })
        assert.equal(answer.headers.get('location'), `${url}/ehr/Patient/17/_history/1`)
        location = `http://127.0.0.1:${guard.upstreamPort}/Patient/MRN-4000123`
        const named = await fetch(`${url}/ehr/Patient/17`, { headers: AUTH, redirect: 'manual' })
        assert.ok(!(named.headers.get('location') ?? '').includes('4000123'))
        location = 'https://bucket.example/export.ndjson'
        assert.equal((await fetch(`${url}/ehr/Patient/17`, { headers: AUTH, redirect: 'manual' })).status, 502)
      },
    )
  })

  test("a service that refuses Cordon's credentials is the operator's trouble, not the client's", () =>
    guarded({ serve: sends('{}', { 'www-authenticate': 'Basic realm="Ada Okafor"' }, 401) }, async (_, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      assert.equal(answer.status, 502)
      assert.equal(answer.headers.get('www-authenticate'), null)
      assert.match(await answer.text(), /upstream_credential/)
    }))
})
