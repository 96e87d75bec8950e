import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { HttpRequest } from '#schemas'
import { describe } from '#test/suite'
import { type GuardWishes, type HttpGuard, MASKED, raw, startGuard } from '../support/http-guard.ts'

const SSN = '219-09-9999'
const PATIENT = JSON.stringify({
  resourceType: 'Patient',
  id: '17',
  note: `Call about SSN ${SSN}, born 02/03/1950, mail ada@example.com. ${'Otherwise well. '.repeat(40)}`,
})
const AUTH = { authorization: 'Bearer a-token' }
const FHIR = 'application/fhir+json'

type Serve = GuardWishes['serve']
type Fetched = string | Uint8Array<ArrayBuffer>

async function with_(wishes: GuardWishes, act: (guard: HttpGuard, url: string) => Promise<void>): Promise<void> {
  const guard = await startGuard(wishes)
  try {
    await act(guard, `http://127.0.0.1:${guard.port}`)
  } finally {
    await guard.stop()
  }
}

function sends(body: string | Buffer, headers: Record<string, string> = {}, status = 200): Serve {
  return (_, response) => response.writeHead(status, { 'content-type': FHIR, ...headers }).end(body)
}

// What came, in spite of a connection that was cut.
async function broken(url: string, init: RequestInit = {}): Promise<{ status: number; whole: boolean; text: string }> {
  const answer = await fetch(url, { headers: AUTH, ...init })
  const chunks: Buffer[] = []
  try {
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk))
    return { status: answer.status, whole: true, text: Buffer.concat(chunks).toString() }
  } catch {
    return { status: answer.status, whole: false, text: Buffer.concat(chunks).toString() }
  }
}

describe('answers on their way', (test) => {
  for (const [coding, body] of [
    ['identity', Buffer.from(PATIENT)],
    ['gzip', gzipSync(PATIENT)],
    ['deflate', deflateSync(PATIENT)],
    ['br', brotliCompressSync(PATIENT)],
  ] as const)
    test(`are masked and sent plain when they come as ${coding}`, () =>
      with_({ serve: sends(body, { 'content-encoding': coding }) }, async (_, url) => {
        const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
        const text = await answer.text()
        assert.equal(answer.headers.get('content-encoding'), null)
        assert.ok(!text.includes(SSN) && text.includes('Otherwise well'), text)
        assert.equal((JSON.parse(text) as { id: string }).id, '17')
      }))

  test('come out the same for every way in which their bytes are cut', async () => {
    const body = Buffer.from(`${PATIENT.slice(0, 160)}é\u{1F9EC}"}`)
    const cutAt =
      (at: number): Serve =>
      (_, response) => {
        response.writeHead(200, { 'content-type': FHIR })
        response.write(body.subarray(0, at))
        setImmediate(() => response.end(body.subarray(at)))
      }
    let at = 1
    await with_({ serve: (request, response) => cutAt(at)(request, response) }, async (_, url) => {
      const whole = await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
      assert.ok(!whole.includes(SSN))
      for (at = 2; at < body.length; at += 3)
        assert.equal(await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text(), whole, `cut at ${at}`)
    })
  })

  test('lose what a mask makes untrue: tags, digests, lengths, ranges, dates', () =>
    with_(
      {
        serve: sends(PATIENT, {
          etag: 'W/"1"',
          digest: 'sha-256=x',
          'repr-digest': 'sha-256=:x:',
          'content-digest': 'sha-256=:x:',
          'content-md5': 'x',
          'accept-ranges': 'bytes',
          'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
          'content-length': String(Buffer.byteLength(PATIENT)),
        }),
      },
      async (guard, url) => {
        const headers = {
          ...AUTH,
          range: 'bytes=0-10',
          'if-none-match': 'W/"1"',
          'if-modified-since': 'x',
          'accept-encoding': 'gzip',
        }
        const answer = await fetch(`${url}/Patient/17`, { headers })
        const length = Buffer.byteLength(await answer.text())
        for (const name of [
          'etag',
          'digest',
          'repr-digest',
          'content-digest',
          'content-md5',
          'accept-ranges',
          'last-modified',
        ])
          assert.equal(answer.headers.get(name), null, name)
        // Not the service's: that of what is sent.
        assert.notEqual(length, Buffer.byteLength(PATIENT))
        assert.equal(answer.headers.get('content-length'), String(length))
        const sent = guard.reached[0]?.headers ?? {}
        for (const name of ['range', 'if-none-match', 'if-modified-since', 'authorization', 'cookie'])
          assert.equal(sent[name], undefined, name)
        assert.equal(sent['accept-encoding'], 'identity')
      },
    ))

  test('are sent in one piece with their length where they are short, and as they come where they are long', async () => {
    for (const [entries, isShort] of [
      [20, true],
      [60, false],
    ] as const) {
      const bundle = `{"resourceType":"Bundle","entry":[${Array(entries).fill(`{"resource":${PATIENT}}`).join(',')}]}`
      assert.equal(bundle.length <= 16_384, isShort, `${bundle.length} bytes`)
      const given = { 'content-length': String(Buffer.byteLength(bundle)) }
      await with_({ serve: sends(bundle, given) }, async (_, url) => {
        const answer = await fetch(`${url}/Patient?_count=9`, { headers: AUTH })
        const text = await answer.text()
        assert.equal(JSON.parse(text).entry.length, entries)
        assert.ok(!text.includes(SSN))
        assert.equal(answer.headers.get('content-length'), isShort ? String(Buffer.byteLength(text)) : null)
      })
    }
  })

  test('that are a part of a body are refused', () =>
    with_({ serve: sends(PATIENT, { 'content-range': 'bytes 0-10/900' }, 206) }, async (guard, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      assert.equal(answer.status, 502)
      assert.equal(guard.engine.effects()[0]?.outcome, 'failed')
      assert.equal(guard.engine.effects()[0]?.error, 'upstream_answer')
    }))

  for (const [name, type] of [
    ['none', ''],
    ['markup', 'text/html; charset=utf-8'],
    ['XML', 'application/fhir+xml'],
    ['an image', 'image/png'],
    ['parts', 'multipart/form-data; boundary=x'],
    ['JSON in another charset', 'application/json; charset=utf-16'],
    ['JSON in Latin-1', 'application/json;charset="ISO-8859-1"'],
  ] as const)
    test(`of a type that cannot be masked are refused where there is PHI: ${name}`, () =>
      with_(
        { serve: (_, response) => response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(PATIENT) },
        async (_, url) => {
          const { status, text } = await broken(`${url}/Patient/17`)
          assert.equal(status, 502)
          assert.ok(!text.includes(SSN))
        },
      ))

  for (const spelling of [
    'Application/JSON',
    'application/json ; charset=UTF-8',
    'application/fhir+json;fhirVersion=4.0',
    'APPLICATION/FHIR+JSON;CHARSET="utf-8"',
    'application/vnd.x+json',
    'text/plain',
    'text/csv;charset=us-ascii',
    'application/x-ndjson',
    'application/fhir+ndjson',
    'text/event-stream',
  ])
    test(`are masked whatever their type is called: ${spelling}`, () =>
      with_({ serve: sends(PATIENT, { 'content-type': spelling }) }, async (_, url) => {
        const { status, whole, text } = await broken(`${url}/Patient/17`)
        assert.deepEqual([status, whole], [200, true])
        assert.ok(!text.includes(SSN))
      }))

  test('that are not UTF-8 are cut off before a byte of it: UTF-16, zeros between, broken sequences', async () => {
    const zeros = Buffer.from(PATIENT.split('').join('\0'))
    const lone = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xc3, 0x28), Buffer.from(`${SSN}"}`)])
    for (const body of [Buffer.from(`\ufeff${PATIENT}`, 'utf16le'), zeros, lone, Buffer.of(0x7b, 0xe2, 0x82)])
      await with_({ serve: sends(body) }, async (_, url) => {
        const { status, whole, text } = await broken(`${url}/Patient/17`)
        assert.ok(status === 502 || !whole)
        assert.ok(!text.includes(SSN) && !text.includes('2\x001\x009'))
      })
  })

  test('that unpack to far more than they are, are cut off', () =>
    with_(
      { serve: sends(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' }) },
      async (guard, url) => {
        const { whole } = await broken(`${url}/Patient/17`)
        assert.ok(!whole, 'the client took a bomb for a whole answer')
        assert.equal(guard.engine.effects()[0]?.outcome, 'failed')
        assert.ok((guard.engine.effects()[0]?.bytes ?? 0) < 32 * 1024 * 1024)
      },
    ))

  test('that break off do not end cleanly: in a chunk, before their length, in a coding', async () => {
    const long = PATIENT.repeat(200)
    const cut = (head: string, body: Buffer | string): Promise<void> =>
      withRawService(`HTTP/1.1 200 OK\r\ncontent-type: ${FHIR}\r\n${head}\r\n\r\n`, body, async (guard, url) => {
        const { status, whole, text } = await broken(`${url}/Patient/17`)
        assert.ok(!whole || status === 502, `${head}: the client saw a clean end`)
        assert.ok(!text.includes(SSN))
        assert.equal(guard.engine.effects()[0]?.outcome, 'failed')
      })
    await cut('transfer-encoding: chunked', `${long.length.toString(16)}\r\n${long}\r\n`)
    await cut('transfer-encoding: chunked', `${(long.length + 10).toString(16)}\r\n${long}`)
    await cut('transfer-encoding: chunked', `zz\r\n${long}`)
    await cut(`content-length: ${long.length + 1}`, long)
    const packed = gzipSync(long)
    await cut(`content-encoding: gzip\r\ncontent-length: ${packed.length - 9}`, packed.subarray(0, packed.length - 9))
  })

  test('whose end cannot be told from a cut, or that are framed twice, are refused', async () => {
    for (const head of [
      'connection: close',
      `content-length: ${PATIENT.length}\r\ntransfer-encoding: chunked`,
      'transfer-encoding: gzip, chunked',
      'content-encoding: zstd\r\ncontent-length: 3',
      'content-encoding: gzip, gzip\r\ncontent-length: 3',
    ])
      await withRawService(`HTTP/1.1 200 OK\r\ncontent-type: ${FHIR}\r\n${head}\r\n\r\n`, PATIENT, async (_, url) => {
        const { status, text } = await broken(`${url}/Patient/17`)
        assert.equal(status, 502, head)
        assert.ok(!text.includes(SSN))
      })
  })

  test('without a body pass as they are: HEAD, 204, 304, nothing at all', () =>
    with_(
      {
        serve: (request, response) => {
          const status = Number(request.url?.split('/').at(-1))
          response
            .writeHead(status, {
              'content-type': FHIR,
              etag: 'W/"1"',
              ...(status === 200 ? { 'content-length': request.method === 'HEAD' ? '900' : '0' } : {}),
            })
            .end()
        },
      },
      async (guard, url) => {
        for (const [method, status] of [
          ['GET', 204],
          ['GET', 304],
          ['GET', 200],
          ['HEAD', 200],
        ] as const) {
          const answer = await fetch(`${url}/Patient/${status}`, { method, headers: AUTH })
          assert.equal(answer.status, status)
          assert.equal(await answer.text(), '')
          if (method === 'HEAD') assert.equal(answer.headers.get('content-length'), null)
        }
        assert.deepEqual(
          guard.engine.effects().map(({ outcome, command }) => `${outcome} ${command}`),
          ['done GET 204', 'done GET 304', 'done GET 200', 'done HEAD 200'],
        )
      },
    ))

  test('go no faster than they are read', () =>
    with_(
      {
        serve: (_, response) => {
          response.writeHead(200, { 'content-type': 'text/plain' })
          let left = 400
          const more = (): void => {
            while (left-- > 0) if (!response.write(Buffer.alloc(65_536, 0x61))) return void response.once('drain', more)
            response.end()
          }
          more()
        },
      },
      async (guard, url) => {
        const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
        const reader = answer.body?.getReader()
        await reader?.read()
        await new Promise((resolve) => setTimeout(resolve, 300))
        const written = guard.reached[0]?.socket.bytesWritten ?? 0
        assert.ok(written < 20_000_000, `${written} bytes were taken for a client that reads nothing`)
        await reader?.cancel()
      },
    ))

  test('of a service without PHI pass as they are where nothing can be read in them', () =>
    with_(
      {
        serve: sends(Buffer.of(0x89, 0x50, 0, 1), { 'content-type': 'image/png' }),
        service: { phi: false, kind: 'plain', routes: ['/*'] },
      },
      async (_, url) => {
        const answer = await fetch(`${url}/logo.png`, { headers: AUTH })
        assert.deepEqual([...new Uint8Array(await answer.arrayBuffer())], [0x89, 0x50, 0, 1])
      },
    ))

  test('reach a client that listens to events one by one', () =>
    with_(
      {
        serve: (_, response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' })
          response.write(`data: {"note":"SSN ${SSN} "}\n\n`)
          setTimeout(() => response.end('data: {"note":"the end"}\n\n'), 300)
        },
      },
      async (_, url) => {
        const { text } = await broken(`${url}/Patient/17`)
        assert.ok(!text.includes(SSN) && text.includes('the end'), text)
      },
    ))
})

describe('what goes with an answer', (test) => {
  test('cookies and credentials go neither way, and Cordon shows its own to the service', () =>
    with_(
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
    with_({ serve: sends(PATIENT), service: { phi: false, routes: ['/*'] } }, async (guard, url) => {
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
    with_({ serve: sends('{}'), service: { phi: false, routes: ['/*'] } }, async (guard, url) => {
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
    await with_(
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
    with_({ serve: sends('{}', { 'www-authenticate': 'Basic realm="Ada Okafor"' }, 401) }, async (_, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      assert.equal(answer.status, 502)
      assert.equal(answer.headers.get('www-authenticate'), null)
      assert.match(await answer.text(), /upstream_credential/)
    }))
})

describe('requests with bodies', (test) => {
  const post = (url: string, body: Fetched, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/Observation`, { method: 'POST', headers: { ...AUTH, 'content-type': FHIR, ...headers }, body })

  test('go on as they came where the plan says so, and their record is masked', () => {
    let got = ''
    return with_(
      {
        serve: collect((text) => {
          got = text
        }),
      },
      async (guard, url) => {
        const answer = await post(url, PATIENT)
        assert.equal(answer.status, 200)
        assert.equal(got, PATIENT)
        const payload = JSON.stringify(guard.engine.payloads)
        assert.ok(!payload.includes(SSN), 'the recording holds what was sent')
        assert.ok((guard.engine.effects()[0]?.phi?.released ?? []).some(({ class: phi }) => phi === 'ssn'))
      },
    )
  })

  test('are masked where the plan says so, also packed ones, with their length put right', () => {
    let got = ''
    const judge = {
      ...MASKED,
      obligations: [{ type: 'mask' as const, relations: [], derived: 'mask' as const, scan: true, rules: ['t'] }],
    }
    return with_(
      {
        serve: collect((text) => {
          got = text
        }),
        judge,
        service: { phi: false, kind: 'json', routes: ['/*'] },
      },
      async (guard, url) => {
        const answer = await post(url, new Uint8Array(gzipSync(PATIENT)), {
          'content-encoding': 'gzip',
          'content-type': 'application/json',
          'content-digest': 'x',
        })
        assert.equal(answer.status, 200)
        assert.ok(!got.includes(SSN) && got.includes('Otherwise well'))
        const sent = guard.reached[0]?.headers ?? {}
        assert.equal(sent['content-encoding'], undefined)
        assert.equal(sent['content-digest'], undefined)
        assert.equal(sent['content-length'], String(Buffer.byteLength(got)))
      },
    )
  })

  test('longer than what is read before are streamed, never held', () => {
    let got = ''
    const judge = { ...MASKED, obligations: [] }
    const long = JSON.stringify({ note: `SSN ${SSN} `.repeat(20_000) })
    return with_(
      {
        serve: collect((text) => {
          got = text
        }),
        judge,
        limits: { inspectBytes: 1024 },
      },
      async (guard, url) => {
        assert.equal((await post(url, long)).status, 200)
        assert.equal(got, long)
        const facts = guard.engine.requests.map(({ resource }) => resource.properties as unknown as HttpRequest)
        const body = facts[0]?.body ?? { whole: true, bytes: 0 }
        assert.equal(body.whole, false)
        assert.ok(body.bytes < 300_000)
      },
    )
  })

  for (const [name, body, type, status] of [
    ['not JSON', '{"a":', FHIR, 400],
    ['JSON with a key twice', '{"a":1,"a":2}', FHIR, 400],
    ['JSON nested without end', '['.repeat(5000) + ']'.repeat(5000), FHIR, 400],
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), FHIR, 400],
    ['zeros', '{"a":"b\0c"}', FHIR, 400],
    ['markup', '<Patient/>', 'application/fhir+xml', 415],
    ['parts', 'x', 'multipart/form-data; boundary=x', 415],
    ['of no type', new Uint8Array([1, 2]), '', 415],
  ] as const)
    test(`that are ${name} are refused with ${status} before anybody is asked`, () =>
      with_({ serve: sends(PATIENT) }, async (guard, url) => {
        const headers: Record<string, string> = { ...AUTH, ...(type === '' ? {} : { 'content-type': type }) }
        const answer = await fetch(`${url}/Observation`, { method: 'POST', headers, body: body as Fetched })
        assert.equal(answer.status, status)
        assert.equal(guard.engine.requests.length, 0)
        assert.equal(guard.reached.length, 0)
      }))

  test('in codings that are not known, and bombs, are refused', () =>
    with_(
      { serve: sends(PATIENT), limits: { inspectBytes: 16 * 1024 * 1024, bodyBytes: 32 * 1024 * 1024 } },
      async (guard, url) => {
        assert.equal((await post(url, 'x', { 'content-encoding': 'zstd' })).status, 415)
        assert.equal(
          (await post(url, new Uint8Array(gzipSync('{}')), { 'content-encoding': 'gzip, gzip' })).status,
          415,
        )
        const bomb = new Uint8Array(gzipSync(Buffer.alloc(16 * 1024 * 1024, 0x20)))
        assert.equal((await post(url, bomb, { 'content-encoding': 'gzip' })).status, 413)
        assert.equal(
          (await post(url, new Uint8Array(gzipSync(PATIENT)).slice(0, 40), { 'content-encoding': 'gzip' })).status,
          400,
        )
        assert.equal(guard.engine.requests.length, 0)
      },
    ))

  test('beyond their bound are refused, by their length or as they come', () =>
    with_({ serve: sends(PATIENT), limits: { bodyBytes: 4096 } }, async (guard, url) => {
      const long = JSON.stringify('a'.repeat(10_000))
      assert.equal((await post(url, long)).status, 413)
      const { text } = await raw(
        guard.port,
        [
          `POST /Observation HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a-token\r\nContent-Type: ${FHIR}\r\nTransfer-Encoding: chunked\r\n\r\n${long.length.toString(16)}\r\n${long}\r\n`,
        ],
        400,
      )
      assert.match(text, /^HTTP\/1.1 413 /)
      assert.equal(guard.reached.length, 0)
    }))

  test('that break off while they are streamed leave the service without an end', () => {
    let ended = false
    let aborted = false
    const serve: Serve = (request) => {
      request.on('end', () => {
        ended = true
      })
      request.on('error', () => {
        aborted = true
      })
      request.resume()
    }
    return with_({ serve, judge: { ...MASKED, obligations: [] }, limits: { inspectBytes: 1024 } }, async (guard) => {
      const piece = 'a'.repeat(8192)
      const { text } = await raw(
        guard.port,
        [
          `POST /Observation HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a-token\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n${piece}\r\nzz\r\n`,
        ],
        600,
      )
      assert.match(text, /^HTTP\/1.1 400 |^$/)
      assert.ok(!ended, 'the service took a part for the whole')
      assert.ok(aborted || guard.reached.length === 0)
    })
  })
})

function collect(take: (text: string) => void): Serve {
  return (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      take(Buffer.concat(chunks).toString())
      response.writeHead(200, { 'content-type': FHIR }).end('{}')
    })
  }
}

// A service that answers bytes as they are, and closes.
async function withRawService(
  head: string,
  body: Buffer | string,
  act: (guard: HttpGuard, url: string) => Promise<void>,
): Promise<void> {
  const service = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(head)
      socket.end(body)
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const address = service.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    await with_({ serve: sends('{}'), service: { upstream: { url: `http://127.0.0.1:${port}` } } }, act)
  } finally {
    service.close()
  }
}
