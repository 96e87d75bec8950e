import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe } from '#test/suite'
import { type HttpGuard, raw, startGuard } from '../support/http-guard.ts'

const AUTH = 'Authorization: Bearer a-token\r\n'

/** Heads that two servers would read in two ways, or that are no HTTP: name, bytes, status. */
const REFUSED: readonly (readonly [string, string, number])[] = [
  ['two Host lines', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n${AUTH}\r\n`, 400],
  ['two equal Host lines', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['no Host', `GET /Patient/1 HTTP/1.1\r\n${AUTH}\r\n`, 400],
  ['an empty Host', `GET /Patient/1 HTTP/1.1\r\nHost:\r\n${AUTH}\r\n`, 400],
  ['a Host with a user', `GET /Patient/1 HTTP/1.1\r\nHost: a@b\r\n${AUTH}\r\n`, 400],
  ['a Host with a path', `GET /Patient/1 HTTP/1.1\r\nHost: a/b\r\n${AUTH}\r\n`, 400],
  [
    'both lengths',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  [
    'both lengths, the other way round',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
    400,
  ],
  [
    'two content lengths',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
    400,
  ],
  ['a signed content length', `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: +3\r\n\r\nabc`, 400],
  [
    'a content length that is a list',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: 3, 3\r\n\r\nabc`,
    400,
  ],
  [
    'a transfer coding other than chunked',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    501,
  ],
  [
    'identity before chunked',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n`,
    501,
  ],
  [
    'chunked twice',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  [
    'a coding that looks like chunked',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['a folded header', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n${AUTH}\r\n`, 400],
  ['a space before the colon', `GET /Patient/1 HTTP/1.1\r\nHost : a\r\n${AUTH}\r\n`, 400],
  ['bare line feeds', `GET /Patient/1 HTTP/1.1\nHost: a\n\n`, 400],
  ['a bare carriage return', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n${AUTH}\r\n`, 400],
  ['a zero byte in a header', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n${AUTH}\r\n`, 400],
  ['HTTP/1.0', `GET /Patient/1 HTTP/1.0\r\nHost: a\r\n${AUTH}\r\n`, 505],
  [
    'HTTP/1.0 with chunks',
    `POST /Patient HTTP/1.0\r\nHost: a\r\n${AUTH}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    505,
  ],
  ['HTTP/2.0 spelled out', `GET /Patient/1 HTTP/2.0\r\nHost: a\r\n${AUTH}\r\n`, 505],
  ['absolute form with another host', `GET http://b/Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['absolute form with a user', `GET http://a@b/Patient/1 HTTP/1.1\r\nHost: b\r\n${AUTH}\r\n`, 400],
  ['a target that is no path', `GET *  HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['dot segments', `GET /Patient/../Observation/1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['encoded dot segments', `GET /Patient/%2e%2e/Observation/1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['encoded slashes', `GET /Patient%2f1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['double encoding', `GET /Patient/%252e%252e HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['empty segments', `GET //Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['path parameters', `GET /Patient;x=1/1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['a fragment', `GET /Patient/1#x HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['a backslash', `GET /Patient\\1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['a zero byte in the target', `GET /Patient/%00 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['a broken encoding', `GET /Patient/%zz HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['an encoding that is no UTF-8', `GET /Patient/%ff HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['parameters parted by semicolons', `GET /Patient?a=1;_count=5 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 400],
  ['a GET with a body', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: 3\r\n\r\nabc`, 400],
  ['two tokens', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}${AUTH}\r\n`, 400],
  [
    'two content types',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: text/plain\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    400,
  ],
  ['CONNECT', 'CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n', 400],
  ['TRACE', `TRACE / HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 405],
  [
    'an upgrade to a WebSocket',
    `GET /Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    400,
  ],
  [
    'an upgrade to HTTP/2',
    `GET /Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    400,
  ],
  [
    'an expectation that nobody knows',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Expect: tea\r\nContent-Length: 2\r\n\r\n{}`,
    417,
  ],
  [
    'a bad chunk size',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    400,
  ],
  [
    'a chunk longer than its size',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n`,
    400,
  ],
  [
    'a chunk size with a sign',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n`,
    400,
  ],
  [
    'a chunk size beyond all bounds',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n`,
    400,
  ],
  [
    'chunks that end in line feeds',
    `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n`,
    400,
  ],
  ['a head that is too large', `GET /Patient/1 HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['a target that is too long', `GET /Patient/${'a'.repeat(9000)} HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`, 414],
  ['rubbish', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
]

describe('HTTP that could be read in two ways', (test) => {
  let guard: HttpGuard
  test.before(async () => {
    guard = await startGuard({
      serve: (_, response) => response.setHeader('content-type', 'application/fhir+json').end('{}'),
      limits: { headerMs: 1000 },
    })
  })
  test.after(() => guard.stop())

  for (const [name, bytes, status] of REFUSED)
    test(`${name} is refused with ${status}, and nothing of it reaches the service`, async () => {
      const before = guard.reached.length
      const { text } = await raw(guard.port, [Buffer.from(bytes, 'latin1')], 400)
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} `), text.slice(0, 200))
      assert.match(text, /application\/problem\+json/)
      assert.equal(guard.reached.length, before)
      assert.equal(text.match(/HTTP\/1\.1 \d/g)?.length, 1, 'there was a second answer')
    })

  test('what follows a request that is not clear is not read', async () => {
    const smuggled = `POST /Patient HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: 44\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /Patient/666 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`
    const { text, ended } = await raw(guard.port, [smuggled], 400)
    assert.match(text, /^HTTP\/1.1 400 /)
    assert.ok(ended, 'the connection stays open')
    assert.ok(!guard.reached.some(({ url }) => url?.includes('666')))
  })

  test('absolute form that names the same host passes, as the path alone', async () => {
    const { text } = await raw(guard.port, [`GET http://a/Patient/1 HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`], 400)
    assert.match(text, /^HTTP\/1.1 200 /)
    assert.equal(guard.reached.at(-1)?.url, '/Patient/1')
  })

  test('two requests sent at once are two decisions, answered in order', async () => {
    const before = guard.engine.requests.length
    const one = (id: number): string => `GET /Patient/${id} HTTP/1.1\r\nHost: a\r\n${AUTH}\r\n`
    const { text } = await raw(guard.port, [one(1) + one(2)], 400)
    assert.equal(text.match(/HTTP\/1\.1 200 /g)?.length, 2)
    assert.equal(guard.engine.requests.length, before + 2)
  })

  test('a head that does not come to its end is cut off in time', async () => {
    const { text, ended } = await raw(guard.port, [`GET /Patient/1 HTTP/1.1\r\nHost: a\r\nX-A: `], 5000)
    assert.ok(ended)
    assert.match(text, /^HTTP\/1.1 408 |^$/)
  })

  test('a body that breaks off reaches no decision, and no service', async () => {
    const before = guard.engine.requests.length
    const reached = guard.reached.length
    const socket = connect({ port: guard.port, host: '127.0.0.1' })
    socket.write(
      `POST /Observation HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":`,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.equal(guard.engine.requests.length, before)
    assert.equal(guard.reached.length, reached)
  })
})
