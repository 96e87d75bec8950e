import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import pg from 'pg'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { TOKEN } from '../support/enforcer-context.ts'
import { type Guard, startGuard, startGuarded } from '../support/postgres-guard.ts'
import { fieldsOf, RawClient, say, sketch, startup, type WireMessage } from '../support/postgres-wire.ts'

const server = await startGuarded()
const folder = mkdtempSync(join(tmpdir(), 'cordon-sock-'))
const guard: Guard = await startGuard(server, { config: { port: 0, socket: folder, limits: { startupMs: 500 } } })

async function tell(...bytes: readonly Buffer[]): Promise<WireMessage[]> {
  const client = await RawClient.open(guard.port)
  client.send(...bytes)
  const messages = await client.untilEnd()
  client.close()
  return messages
}

function int32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value, 4 * index)
  return bytes
}

const SSL_REQUEST = int32(8, 80_877_103)
const GSS_REQUEST = int32(8, 80_877_104)

describe('the startup of a PostgreSQL session', (test) => {
  test.after(async () => {
    await guard.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('lets a client in that shows a token, and reports what the server said', async () => {
    const client = await RawClient.open(guard.port)
    client.send(startup({ user: 'anyone', database: 'postgres', application_name: 'test', TimeZone: 'UTC' }))
    assert.is((await client.next())?.tag, 'R')
    client.send(say.password(TOKEN))
    const messages = await client.untilReady()
    assert.match(sketch(messages), /^R( S)+ K Z\(I\)$/)
    const reports = messages.filter(({ tag }) => tag === 'S').map(({ body }) => body.toString('utf8'))
    assert.ok(reports.includes('client_encoding\0UTF8\0'))
    assert.ok(reports.includes('application_name\0test\0'))
    client.close()
  })

  test('refuses a wrong token with 28P01 and says how to get one', async () => {
    const answer = await tell(startup({ user: 'a', database: 'postgres' }), say.password('forged'))
    assert.is(sketch(answer), 'R E(28P01)')
    assert.match(fieldsOf(answer[1] as WireMessage)['H'] ?? '', /cordon token issue/)
    assert.not.match(JSON.stringify(fieldsOf(answer[1] as WireMessage)), 'forged')
  })

  test('takes one database only, and no empty user', async () => {
    assert.is(sketch(await tell(startup({ user: 'a', database: 'secrets' }))), 'E(3D000)')
    assert.is(sketch(await tell(startup({ database: 'postgres' }))), 'E(28000)')
  })

  test('takes only settings that are known to be harmless', async () => {
    const base = { user: 'a', database: 'postgres' }
    for (const more of [
      { replication: 'database' },
      { replication: 'true' },
      { client_encoding: 'SJIS' },
      { standard_conforming_strings: 'off' },
      { role: 'postgres' },
      { options: '-c session_authorization=postgres' },
      { options: '--role=postgres' },
      { options: '-d 5' },
      { options: '-c client_encoding=latin1' },
      { SESSION_PRELOAD_LIBRARIES: 'evil' },
    ])
      assert.is(sketch(await tell(startup({ ...base, ...more }))), 'E(42501)', JSON.stringify(more))
    const client = await guard.client({
      options: '-c search_path=other,public -c statement_timeout=9s',
      DateStyle: 'ISO',
    })
    client.send(say.query('select name from patients'))
    assert.is(sketch(await client.untilReady()), 'T D(Other One) C(SELECT 1) Z(I)')
    client.close()
  })

  test('offers minor version 3.0 to clients that ask for more', async () => {
    const client = await RawClient.open(guard.port)
    client.send(startup({ user: 'a', database: 'postgres', '_pq_.test': '1' }, 196_610))
    const first = await client.next()
    assert.is(first?.tag, 'v')
    assert.is(first?.body.readInt32BE(0), 196_608)
    assert.is(first?.body.readInt32BE(4), 1)
    assert.is((await client.next())?.tag, 'R')
    client.close()
    assert.is(sketch(await tell(startup({ user: 'a' }, 131_072))), 'E(0A000)')
  })

  test('hangs up on what is no PostgreSQL, on too much, and on silence', async () => {
    assert.is(sketch(await tell(Buffer.from('GET / HTTP/1.1\r\n\r\n'))), '')
    assert.is(sketch(await tell(int32(20_000, 196_608))), '')
    assert.is(sketch(await tell(int32(4, 196_608))), '')
    assert.is(sketch(await tell(startup({ user: 'a', database: 'postgres' }))), 'R')
    const base = startup({ user: 'a', database: 'postgres' })
    assert.is(sketch(await tell(base, Buffer.from([0x70, 0, 0, 0, 4]))), 'R E(08P01)')
    assert.is(sketch(await tell(base, say.raw('p', Buffer.alloc(70_000, 0x61)))), 'R E(08P01)')
    assert.is(sketch(await tell(base, say.query('select 1'))), 'R E(08P01)')
  })

  test('says no to GSS encryption and goes on', async () => {
    const client = await RawClient.open(guard.port)
    client.send(GSS_REQUEST)
    assert.is(await client.byte(), 'N')
    client.send(startup({ user: 'a', database: 'postgres' }))
    assert.is((await client.next())?.tag, 'R')
    client.close()
  })

  test('kills bytes that were sent behind the request for TLS', async () => {
    const client = await RawClient.open(guard.port)
    client.send(SSL_REQUEST, startup({ user: 'a', database: 'postgres' }))
    assert.is(await client.byte(), '')
    client.close()
  })

  test('speaks TLS to node-postgres', async () => {
    const client = new pg.Client({ ...guard.pg, ssl: { rejectUnauthorized: false } })
    await client.connect()
    assert.equal((await client.query('select 1 as one')).rows, [{ one: 1 }])
    await client.end()
    const opened = guard.engine.events.filter(({ kind }) => kind === 'session.open').at(-1)
    assert.match(String(opened?.data['transport']), /^TLSv1\.[23]$/)
  })

  test('speaks direct TLS, with ALPN only', async () => {
    const withAlpn = connectTls({
      port: guard.port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      ALPNProtocols: ['postgresql'],
    })
    withAlpn.write(startup({ user: 'a', database: 'postgres' }))
    const answer = await new Promise<Buffer>((resolve) => withAlpn.once('data', resolve))
    assert.is(answer.subarray(0, 1).toString(), 'R')
    withAlpn.destroy()
    const without = connectTls({ port: guard.port, host: '127.0.0.1', rejectUnauthorized: false })
    without.on('error', () => undefined)
    without.write(startup({ user: 'a', database: 'postgres' }))
    const bytes: Buffer[] = []
    without.on('data', (chunk: Buffer) => bytes.push(chunk))
    await new Promise((resolve) => without.once('close', resolve))
    assert.is(Buffer.concat(bytes).length, 0)
  })

  test('listens on a Unix socket, too', async () => {
    const client = new pg.Client({ ...guard.pg, host: folder })
    await client.connect()
    assert.equal((await client.query('select 1 as one')).rows, [{ one: 1 }])
    await client.end()
  })

  test('survives connections that come and go', async () => {
    for (let index = 0; index < 20; index++) {
      const socket = connect(guard.port, '127.0.0.1')
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(startup({ user: 'a', database: 'postgres' }).subarray(0, index))
      socket.resetAndDestroy()
    }
    const client = await guard.client()
    client.close()
  })
})

describe('the login of Cordon itself', (test) => {
  test('over TLS checks the name and the chain', async () => {
    const identity = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
    const tlsServer = await startGuarded({ tls: identity })
    const good = await startGuard(tlsServer, { upstream: { tls: 'require' }, ca: identity.certificate })
    const client = await good.client()
    client.send(say.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()'))
    assert.is(sketch(await client.untilReady()), 'T D(t) C(SELECT 1) Z(I)')
    client.close()
    await good.stop()
    const other = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
    const failure = await rejects(startGuard(tlsServer, { upstream: { tls: 'require' }, ca: other.certificate }))
    assert.match(failure.message, /TLS/)
    await tlsServer.stop()
  })

  test('fails clearly where the password is wrong, the server is gone, or the role is a superuser', async () => {
    const fresh = await startGuarded()
    const wrong = await rejects(startGuard(fresh, { password: 'not-the-password' }))
    assert.match(wrong.message, /does not accept Cordon's credentials/)
    assert.not.match(wrong.message, /not-the-password/)
    const running = await startGuard(fresh)
    await fresh.stop()
    const client = await RawClient.open(running.port)
    client.send(startup({ user: 'a', database: 'postgres' }), say.password(TOKEN))
    const answer = await client.untilEnd()
    assert.is(sketch(answer), 'R E(08006)')
    client.close()
    await running.stop()
    await rejects(startGuard(fresh))
  })

  test('refuses to be a superuser', async () => {
    const fresh = await startGuarded()
    const running = await startGuard(fresh, { upstream: { user: fresh.user }, password: fresh.password })
    const client = await RawClient.open(running.port)
    client.send(startup({ user: 'a', database: 'postgres' }), say.password(TOKEN))
    const answer = await client.untilEnd()
    assert.is(sketch(answer), 'R E(08006)')
    assert.match(fieldsOf(answer[1] as WireMessage)['M'] ?? '', /superuser/)
    client.close()
    await running.stop()
    await fresh.stop()
  })
})
