import assert from 'node:assert/strict'
import { request, createServer as secureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe } from '#test/suite'
import { http } from '../../enforcers/http/index.ts'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { fakeEngine } from '../support/enforcer-context.ts'
import { MASKED } from '../support/http-guard.ts'

const identity = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
const service = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())

// Over TLS on both legs; answers status and text.
async function through(
  ca: string | null,
): Promise<{ status: number; text: string; error: string | undefined; opened: unknown }> {
  const server = secureServer({ cert: service.certificate, key: service.key }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end('{"resourceType":"Patient","id":"17"}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const engine = fakeEngine(() => MASKED)
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  const config = { target: 'svc', upstream: { url }, phi: true, kind: 'fhir' } as const
  const running = http.run(
    {
      config: { name: 'http', type: 'http', port: 0, services: [config] },
      tls: identity,
      services: [{ config, authorization: null, ca }],
    },
    engine.context,
  )
  const port = Number((await engine.ready).split(':').at(-1))
  try {
    const { status, text } = await get(port)
    return { status, text, error: engine.effects()[0]?.error, opened: engine.events[0]?.data['transport'] }
  } finally {
    engine.stop()
    await running
    server.close()
    server.closeAllConnections()
  }
}

function get(port: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer a-token' }
    const outgoing = request(
      { host: '127.0.0.1', port, path: '/Patient/17', headers, ca: identity.certificate, agent: false },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => {
          text += chunk
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}

describe('HTTP over TLS', (test) => {
  test('both legs are encrypted, and the record says so of the first', async () => {
    const { status, text, opened } = await through(service.certificate)
    assert.equal(status, 200)
    assert.match(text, /"id":"17"/)
    assert.match(String(opened), /^tls1\.[23]$/)
  })

  test('a service that its authority does not vouch for gets nothing', async () => {
    const { status, error } = await through(identity.certificate)
    assert.equal(status, 502)
    assert.equal(error, 'upstream_unreachable')
  })
})
