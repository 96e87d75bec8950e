import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { endAll, served } from './served.ts'
import { sendRaw } from './wire.ts'

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
