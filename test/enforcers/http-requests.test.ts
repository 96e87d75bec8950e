import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import type { HttpRequest } from '#schemas'
import { describe } from '#test/suite'
import { AUTH, guarded, MASKED, raw } from '../support/http-guard.ts'
import { collect, type Fetched, FHIR, PATIENT, type Serve, SSN, sends } from './http-patient.ts'

describe('requests with bodies', (test) => {
  const post = (url: string, body: Fetched, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/Observation`, { method: 'POST', headers: { ...AUTH, 'content-type': FHIR, ...headers }, body })

  test('go on as they came where the plan says so, and their record is masked', () => {
    let got = ''
    return guarded(
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
    return guarded(
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
    return guarded(
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
      guarded({ serve: sends(PATIENT) }, async (guard, url) => {
        const headers: Record<string, string> = { ...AUTH, ...(type === '' ? {} : { 'content-type': type }) }
        const answer = await fetch(`${url}/Observation`, { method: 'POST', headers, body: body as Fetched })
        assert.equal(answer.status, status)
        assert.equal(guard.engine.requests.length, 0)
        assert.equal(guard.reached.length, 0)
      }))

  test('in codings that are not known, and bombs, are refused', () =>
    guarded(
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
    guarded({ serve: sends(PATIENT), limits: { bodyBytes: 4096 } }, async (guard, url) => {
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
    return guarded({ serve, judge: { ...MASKED, obligations: [] }, limits: { inspectBytes: 1024 } }, async (guard) => {
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
