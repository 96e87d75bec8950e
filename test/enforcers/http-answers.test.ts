import assert from 'node:assert/strict'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe } from '#test/suite'
import { AUTH, guarded } from '../support/http-guard.ts'
import { broken, FHIR, PATIENT, type Serve, SSN, sends } from './http-patient.ts'

describe('answers on their way', (test) => {
  for (const [coding, body] of [
    ['identity', Buffer.from(PATIENT)],
    ['gzip', gzipSync(PATIENT)],
    ['deflate', deflateSync(PATIENT)],
    ['br', brotliCompressSync(PATIENT)],
  ] as const)
    test(`are masked and sent plain when they come as ${coding}`, () =>
      guarded({ serve: sends(body, { 'content-encoding': coding }) }, async (_, url) => {
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
    await guarded({ serve: (request, response) => cutAt(at)(request, response) }, async (_, url) => {
      const whole = await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
      assert.ok(!whole.includes(SSN))
      for (at = 2; at < body.length; at += 3)
        assert.equal(await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text(), whole, `cut at ${at}`)
    })
  })

  test('lose what a mask makes untrue: tags, digests, lengths, ranges, dates', () =>
    guarded(
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
      await guarded({ serve: sends(bundle, given) }, async (_, url) => {
        const answer = await fetch(`${url}/Patient?_count=9`, { headers: AUTH })
        const text = await answer.text()
        assert.equal(JSON.parse(text).entry.length, entries)
        assert.ok(!text.includes(SSN))
        assert.equal(answer.headers.get('content-length'), isShort ? String(Buffer.byteLength(text)) : null)
      })
    }
  })

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
      guarded({ serve: sends(PATIENT, { 'content-type': spelling }) }, async (_, url) => {
        const { status, whole, text } = await broken(`${url}/Patient/17`)
        assert.deepEqual([status, whole], [200, true])
        assert.ok(!text.includes(SSN))
      }))

  test('without a body pass as they are: HEAD, 204, 304, nothing at all', () =>
    guarded(
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
    guarded(
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
    guarded(
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
    guarded(
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
