import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { describe } from '#test/suite'
import { AUTH, guarded } from '../support/http-guard.ts'
import { broken, FHIR, PATIENT, SSN, sends, withRawService } from './http-patient.ts'

describe('answers that cannot be masked', (test) => {
  test('that are a part of a body are refused', () =>
    guarded({ serve: sends(PATIENT, { 'content-range': 'bytes 0-10/900' }, 206) }, async (guard, url) => {
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
      guarded(
        { serve: (_, response) => response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(PATIENT) },
        async (_, url) => {
          const { status, text } = await broken(`${url}/Patient/17`)
          assert.equal(status, 502)
          assert.ok(!text.includes(SSN))
        },
      ))

  test('that are not UTF-8 are cut off before a byte of it: UTF-16, zeros between, broken sequences', async () => {
    const zeros = Buffer.from(PATIENT.split('').join('\0'))
    const lone = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xc3, 0x28), Buffer.from(`${SSN}"}`)])
    for (const body of [Buffer.from(`\ufeff${PATIENT}`, 'utf16le'), zeros, lone, Buffer.of(0x7b, 0xe2, 0x82)])
      await guarded({ serve: sends(body) }, async (_, url) => {
        const { status, whole, text } = await broken(`${url}/Patient/17`)
        assert.ok(status === 502 || !whole)
        assert.ok(!text.includes(SSN) && !text.includes('2\x001\x009'))
      })
  })

  test('that unpack to far more than they are, are cut off', () =>
    guarded(
      { serve: sends(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' }) },
      async (guard, url) => {
        const { whole } = await broken(`${url}/Patient/17`)
        assert.ok(!whole, 'the client took a bomb for a whole answer')
        assert.equal(guard.engine.effects()[0]?.outcome, 'failed')
        assert.ok((guard.engine.effects()[0]?.bytes ?? 0) < 32 * 1024 * 1024)
      },
    ))

  test('whose service falls silent in the middle are cut off, and the connection is given up', () =>
    guarded(
      {
        serve: (request, response) => {
          response.writeHead(200, { 'content-type': FHIR })
          // The first is never ended; what comes after it is whole.
          if (request.url?.endsWith('/17')) response.write(PATIENT.repeat(200))
          else response.end(PATIENT)
        },
        limits: { idleMs: 1000 },
      },
      async (guard, url) => {
        const { whole, text } = await broken(`${url}/Patient/17`)
        assert.ok(!whole, 'the client took a half for a whole')
        assert.ok(!text.includes(SSN))
        assert.equal(guard.engine.effects()[0]?.outcome, 'failed')
        for (const id of [18, 19]) assert.equal((await broken(`${url}/Patient/${id}`)).whole, true)
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
})
