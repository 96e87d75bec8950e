import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { type EngineFailure, httpClient, memoryClient } from '#enforcers'
import { buildServer, listenEngine } from '#engine'
import { describe, rejects } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { HOLD, PEER, question, rig } from '../engine/fixture.ts'
import { patience, REQUEST, refused, WHOLE } from './engine-answers.ts'

describe('a client over HTTP', (test) => {
  const open: (() => Promise<unknown> | unknown)[] = []
  test.after.each(async () => {
    for (const close of open.splice(0).reverse()) await close()
  })

  async function apart(): Promise<{
    parts: ReturnType<typeof rig>
    socket: string
    url: string
    token: () => Promise<string>
  }> {
    const parts = rig(HOLD)
    open.push(parts.end)
    const socket = join(parts.folder, 'run', 'engine.sock')
    const listening = await listenEngine(buildServer({ engine: parts.engine, readiness: () => [] }), {
      port: 0,
      socket,
    })
    open.push(() => listening.close())
    const token = await parts.enforcerToken('pg')
    return { parts, socket, url: listening.url ?? '', token: async () => token }
  }

  for (const kind of ['url', 'socket'] as const) {
    test(`logs in, asks, and closes over a ${kind}`, async () => {
      const failures: EngineFailure[] = []
      const { parts, socket, url, token } = await apart()
      const client = httpClient({ address: kind === 'url' ? { url } : { socket }, token, ...patience(failures) })
      open.push(() => client.close())
      const session = await client.authenticate(await parts.agentToken(), PEER)
      const answers = await Promise.all(Array.from({ length: 40 }, () => client.decide(question(session.id))))
      assert.equal([...new Set(answers.map(({ context }) => context.effect))], ['require_approval'])
      assert.is(new Set(answers.map(({ context }) => context.approval?.id)).size, 1)
      await client.closeSession(session.id)
      assert.is(parts.engine.sessions.count(), 0)
      await rejects(client.authenticate('guess', PEER), 'refused')
      assert.equal(failures, [])
    })
  }

  test('asks over TLS, and only an engine whose certificate it trusts', async () => {
    const parts = rig()
    open.push(parts.end)
    const { certificate, key } = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
    const server = buildServer({ engine: parts.engine, readiness: () => [] })
    const listening = await listenEngine(server, { port: 0, tls: { certificate, key } })
    open.push(() => listening.close())
    const signed = await parts.enforcerToken('pg')
    const token = async (): Promise<string> => signed
    const url = listening.url ?? ''
    const failures: EngineFailure[] = []
    const trusting = httpClient({ address: { url, ca: certificate }, token, ...patience(failures) })
    const wary = httpClient({ address: { url }, token, ...patience(failures) })
    open.push(() => trusting.close())
    open.push(() => wary.close())
    const session = await trusting.authenticate(await parts.agentToken(), PEER)
    assert.is((await trusting.decide(question(session.id))).decision, true)
    assert.equal(failures, [])
    refused(await wary.decide(question(session.id)), 'unreachable', failures)
  })

  test('refuses when its own token is no good, and does not blame the client', async () => {
    const failures: EngineFailure[] = []
    const { parts, url } = await apart()
    const client = httpClient({ address: { url }, token: async () => 'expired', ...patience(failures) })
    open.push(() => client.close())
    await rejects(client.authenticate(await parts.agentToken(), PEER), 'unavailable')
    refused(await client.decide(REQUEST), 'unreachable', failures)
  })

  test('says that the log of the engine has no room', async () => {
    const failures: EngineFailure[] = []
    const { parts, url, token } = await apart()
    const client = httpClient({ address: { url }, token, ...patience(failures) })
    open.push(() => client.close())
    parts.log.fails = 'full'
    await rejects(client.authenticate(await parts.agentToken(), PEER), 'full')
    parts.log.fails = 'broken'
    await rejects(client.authenticate(await parts.agentToken(), PEER), 'unavailable')
  })

  test('says that too many sessions are open, apart and in one process', async () => {
    const { engine, agentToken, end } = rig(undefined, { mostSessions: 2 })
    const client = memoryClient({ engine, enforcer: 'pg', ...patience([]) })
    await client.authenticate(await agentToken(), PEER)
    const error = await rejects(client.authenticate(await agentToken(), PEER), 'crowded')
    assert.match(error.message, 'too many sessions are open')
    end()
    const { url } = await scripted((_, response) => {
      response.writeHead(503, { 'content-type': 'application/problem+json' }).end('{"code":"sessions_full"}')
    })
    const remote = httpClient({ address: { url }, token: async () => 't', ...patience([]) })
    open.push(() => remote.close())
    await rejects(remote.authenticate('x', PEER), 'crowded')
  })

  test('refuses when there is no engine', async () => {
    const failures: EngineFailure[] = []
    const folder = mkdtempSync(join(tmpdir(), 'cordon-none-'))
    open.push(() => rmSync(folder, { recursive: true }))
    const client = httpClient({ address: { socket: join(folder, 's') }, token: async () => 't', ...patience(failures) })
    refused(await client.decide(REQUEST), 'unreachable', failures)
    await rejects(client.authenticate('x', PEER), 'unavailable')
    await client.closeSession('ses_x')
  })

  test('refuses when it cannot sign a token', async () => {
    const failures: EngineFailure[] = []
    const { url } = await apart()
    const token = (): Promise<string> => Promise.reject(new Error('the key is gone'))
    refused(
      await httpClient({ address: { url }, token, ...patience(failures) }).decide(REQUEST),
      'unreachable',
      failures,
    )
  })

  test('sends no token in the clear beyond this machine', () => {
    const token = async (): Promise<string> => 't'
    for (const url of [
      'http://engine.example',
      'http://10.0.0.1:4180',
      'ftp://127.0.0.1',
      'http://127.0.0.1.evil.example',
    ])
      assert.throws(() => httpClient({ address: { url }, token, ...patience([]) }), /over https, on loopback/)
  })

  async function scripted(answer: RequestListener): Promise<{ url: string; server: Server }> {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(() => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    })
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
  }

  const odd: Readonly<Record<string, [RequestListener, EngineFailure['kind']]>> = {
    'another status with an allow in it': [(_in, out) => out.writeHead(500).end(JSON.stringify(WHOLE)), 'unreachable'],
    'a redirect to an allow': [(_in, out) => out.writeHead(302, { location: '/allow' }).end(), 'unreachable'],
    'no body': [(_in, out) => out.end(), 'nonsense'],
    HTML: [(_in, out) => out.end('<html>allow</html>'), 'unreachable'],
    'half an allow': [(_in, out) => out.end(JSON.stringify(WHOLE).slice(0, -1)), 'unreachable'],
    'an allow cut off by the connection': [
      (_in, out) => {
        out.writeHead(200, { 'content-length': 10_000 })
        out.write(JSON.stringify(WHOLE))
        setImmediate(() => out.destroy())
      },
      'unreachable',
    ],
    'two keys for one decision': [
      (_in, out) => out.end(JSON.stringify(WHOLE).replace('{', '{"decision":false,')),
      'unreachable',
    ],
    'an endless answer': [
      (_in, out) => {
        const more = (): void => {
          while (!out.destroyed && out.write(' '.repeat(65_536)));
        }
        out.on('drain', more)
        more()
      },
      'unreachable',
    ],
  }
  for (const [what, [answer, kind]] of Object.entries(odd)) {
    test(`refuses when the engine answers with ${what}`, async () => {
      const failures: EngineFailure[] = []
      const { url } = await scripted(answer)
      const client = httpClient({ address: { url }, token: async () => 't', ...patience(failures) })
      open.push(() => client.close())
      refused(await client.decide(REQUEST), kind, failures)
    })
  }

  test('refuses when the engine takes the question and never answers', async () => {
    const failures: EngineFailure[] = []
    const { url } = await scripted(() => undefined)
    const client = httpClient({ address: { url }, token: async () => 't', ...patience(failures, 30) })
    open.push(() => client.close())
    refused(await client.decide(REQUEST), 'late', failures)
    await rejects(client.authenticate('x', PEER), 'unavailable')
  })

  test('asks again when the engine had closed a kept connection at that moment', async () => {
    const failures: EngineFailure[] = []
    const seen: Socket[] = []
    const { url } = await scripted((incoming, out) => {
      const used = seen.includes(incoming.socket)
      seen.push(incoming.socket)
      if (used) incoming.socket.resetAndDestroy()
      else out.end(JSON.stringify(WHOLE))
    })
    const client = httpClient({ address: { url }, token: async () => 't', ...patience(failures) })
    open.push(() => client.close())
    assert.is((await client.decide(REQUEST)).decision, true)
    await new Promise((resolve) => setImmediate(resolve))
    assert.is((await client.decide(REQUEST)).decision, true)
    assert.is(seen.length, 3)
    assert.equal(failures, [])
  })
})
