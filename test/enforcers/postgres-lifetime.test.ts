import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import pg from 'pg'
import * as assert from 'uvu/assert'
import { describe, skip } from '#test/suite'
import { allow, type Guard, startGuard, startGuarded } from '../support/postgres-guard.ts'
import { fieldsOf, RawClient, say, sketch, startup, type WireMessage } from '../support/postgres-wire.ts'

const server = await startGuarded()
const guard: Guard = await startGuard(server, { config: { limits: { messageBytes: 65_536, connections: 12 } } })

function closings(of: Guard): string[] {
  return of.engine.events.filter(({ kind }) => kind === 'session.close').map(({ data }) => String(data['reason']))
}

async function until(done: () => boolean): Promise<void> {
  for (let round = 0; !done() && round < 500; round++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(done())
}

/** A whole conversation as bytes: what the server side gets must not depend on how they are cut. */
const CONVERSATION = Buffer.concat([
  say.query('select id, name from patients where id < 3 order by id'),
  say.parse('s', 'select name from patients where id = $1'),
  say.describeStatement('s'),
  say.sync(),
  say.bind('', 's', ['4']),
  say.execute(''),
  say.sync(),
  say.query('set search_path = other'),
  say.bind('', 's', ['1']),
  say.execute(''),
  say.closeStatement('s'),
  say.sync(),
  say.query('select 1 / 0'),
])

describe('the life of a PostgreSQL session', (test) => {
  test.before.each(() => guard.judge(allow))
  test.after(async () => {
    await guard.stop()
    await server.stop()
  })

  test('is the same for every cut of what the client sends', async () => {
    const answers = new Set<string>()
    for (const size of [CONVERSATION.length, 1, 2, 3, 5, 7, 64]) {
      const client = await guard.client()
      await client.sendCut(CONVERSATION, size)
      answers.add(sketch(await client.untilReady(6)))
      client.close()
    }
    assert.is(answers.size, 1)
    assert.is(
      [...answers][0],
      'T D(1,Person 1) D(2,Person 2) C(SELECT 2) Z(I) 1 t T Z(I) 2 D(Person 4) C(SELECT 1) Z(I) C(SET) Z(I) 2 D(Other One) C(SELECT 1) 3 Z(I) E(22012) Z(I)',
    )
  })

  test('keeps few exchanges under way, however many a pipeline asks for', async () => {
    const { engine } = guard
    const before = { asked: engine.requests.length, done: engine.effects().length }
    let most = 0
    guard.judge(() => {
      most = Math.max(most, engine.requests.length - before.asked - (engine.effects().length - before.done))
      return allow()
    })
    const client = await guard.client()
    const one = Buffer.concat([say.bind('', 's', ['4']), say.execute('')])
    client.send(say.parse('s', 'select name from patients where id = $1'), ...Array(1000).fill(one), say.sync())
    const answer = await client.untilReady()
    assert.is(answer.filter(({ tag }) => tag === 'D').length, 1000)
    assert.is(engine.effects().length - before.done, 1001)
    assert.ok(most <= 128, `${most} were under way`)
    // An error skips the rest of its own pipeline, and nothing of the next.
    const wrong = Buffer.concat([say.parse('', 'select 1 / 0'), say.bind('', ''), say.execute('')])
    client.send(wrong, ...Array(400).fill(one), say.sync(), one, say.sync())
    assert.is(sketch(await client.untilReady(2)), '1 E(22012) Z(I) 2 D(Person 4) C(SELECT 1) Z(I)')
    client.close()
  })

  test('goes on after a statement that is longer than limits.statementBytes, which is refused', async () => {
    const most = 300
    const small = await startGuard(server, { config: { limits: { statementBytes: most } } })
    const client = await small.client()
    const padded = (bytes: number): string => `select 1 /*${'x'.repeat(bytes - 13)}*/`
    client.send(say.query(padded(most)))
    assert.is(sketch(await client.untilReady()), 'T D(1) C(SELECT 1) Z(I)')
    for (const message of [say.query(padded(most + 1)), Buffer.concat([say.parse('', padded(most + 1)), say.sync()])]) {
      client.send(message)
      assert.is(sketch(await client.untilReady()), 'E(54000) Z(I)')
    }
    client.send(say.query('select 2'))
    assert.is(sketch(await client.untilReady()), 'T D(2) C(SELECT 1) Z(I)')
    client.close()
    await small.stop()
  })

  test('ends over a message beyond the cap, and over nothing less', async () => {
    const client = await guard.client()
    client.send(say.query(`select 1 -- ${'x'.repeat(60_000)}`))
    assert.is(sketch(await client.untilReady()), 'T D(1) C(SELECT 1) Z(I)')
    client.send(say.query(`select 1 -- ${'x'.repeat(70_000)}`))
    assert.is(sketch(await client.untilEnd()), 'E(54000)')
  })

  test('lets its holder cancel what runs, and nobody else', async () => {
    const client = await RawClient.open(guard.port)
    client.send(startup({ user: 'a', database: 'postgres' }), say.password('a-token'))
    const hello = await client.untilReady()
    const key = hello.find(({ tag }) => tag === 'K')?.body ?? Buffer.alloc(0)
    assert.is(key.length, 8)
    client.send(say.query('select pg_sleep(30)'))
    await until(() => guard.engine.requests.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const cancel = async (secret: Buffer): Promise<void> => {
      const other = await RawClient.open(guard.port)
      const head = Buffer.alloc(8)
      head.writeInt32BE(16, 0)
      head.writeInt32BE(80_877_102, 4)
      other.send(head, secret)
      await other.untilEnd()
    }
    await cancel(Buffer.alloc(8))
    await cancel(key)
    assert.match(sketch(await client.untilReady()), /E\(57014\) Z\(I\)$/)
    client.send(say.query('select 1'))
    assert.is(sketch(await client.untilReady()), 'T D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('is bounded in number', async () => {
    const clients = await Promise.all(Array.from({ length: 12 }, () => RawClient.open(guard.port)))
    const late = await RawClient.open(guard.port)
    assert.is(sketch(await late.untilEnd()), 'E(53300)')
    for (const client of clients) client.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
  })

  test('is opened and closed in the record, with the reason', async () => {
    const before = closings(guard).length
    const polite = await guard.client()
    polite.send(say.terminate())
    await polite.untilEnd()
    await until(() => closings(guard).length > before)
    assert.is(closings(guard).at(-1), 'the client left')
    const rude = await guard.client()
    rude.send(say.query('select pg_sleep(5)'))
    await until(() => guard.engine.requests.length > 0)
    rude.close()
    await until(() => closings(guard).length > before + 1)
    await until(() => guard.engine.effects().at(-1)?.outcome === 'abandoned')
  })

  test('ends when the token does', async () => {
    const short = await startGuard(server, { session: { expiresAt: new Date(Date.now() + 700).toISOString() } })
    const client = await short.client()
    client.send(say.query('select 1'))
    assert.is(sketch(await client.untilReady()), 'T D(1) C(SELECT 1) Z(I)')
    const last = (await client.untilEnd()).at(-1) as WireMessage
    assert.is(fieldsOf(last)['C'], '57P01')
    await short.stop()
    assert.equal(closings(short), ['token expired'])
  })

  test('ends after idleness', async () => {
    const idle = await startGuard(server, { config: { limits: { idleMs: 1000 } } })
    const client = await idle.client()
    assert.is(sketch(await client.untilEnd()), 'E(57P05)')
    await idle.stop()
  })

  test('ends where nothing can be recorded any more, and sends nothing more', async () => {
    const broken = await startGuard(server)
    const client = await broken.client()
    broken.engine.breakLog()
    client.send(say.query('select name from patients where id = 1'))
    const answer = await client.untilEnd()
    assert.is(sketch(answer), 'E(XX000)')
    broken.engine.stop()
  })

  test('ends with the server, clearly', async () => {
    const own = await startGuarded()
    const front = await startGuard(own)
    const client = await front.client()
    await own.stop()
    const last = (await client.untilEnd()).at(-1)
    assert.ok(last === undefined || fieldsOf(last)['C'] === '57P01')
    await front.stop()
  })

  test('ends with Cordon, after telling every client', async () => {
    const going = await startGuard(server)
    const client = await going.client()
    const stopped = going.stop()
    assert.is(sketch(await client.untilEnd()), 'E(57P01)')
    await stopped
    assert.equal(closings(going), ['shutdown'])
  })

  test('serves node-postgres: parameters, errors, transactions, cursors by pipeline', async () => {
    const client = new pg.Client(guard.pg)
    await client.connect()
    const named = { name: 'by-id', text: 'select name from patients where id = $1' }
    for (const id of [1, 2, 3])
      assert.equal((await client.query({ ...named, values: [id] })).rows, [{ name: `Person ${id}` }])
    await client.query('begin')
    await client.query('update counters set n = n + 1')
    await client.query('rollback')
    assert.equal((await client.query('select n from counters')).rows, [{ n: 0 }])
    guard.judge(() => ({ effect: 'deny', message: 'no' }))
    try {
      await client.query('select 1')
      assert.unreachable()
    } catch (error) {
      assert.is((error as { code?: string }).code, '42501')
    }
    guard.judge(allow)
    assert.equal((await client.query('select 1 as one')).rows, [{ one: 1 }])
    await client.end()
  })

  const psql = ['/usr/bin/psql', '/usr/local/bin/psql'].find(existsSync)
  if (psql === undefined) skip(test, 'serves psql', 'psql is not installed: apt-get install postgresql-client')
  else
    test('serves psql: queries, \\d, errors', async () => {
      const { spawn } = await import('node:child_process')
      const run = (...commands: readonly string[]): Promise<string> =>
        new Promise((resolve) => {
          const target = ['-h', '127.0.0.1', '-p', String(guard.port), '-U', 'agent', '-d', 'postgres']
          const child = spawn(psql, ['-X', '-A', '-t', ...target, ...commands.flatMap((one) => ['-c', one])], {
            env: { PATH: process.env['PATH'], PGPASSWORD: 'a-token' },
          })
          let text = ''
          child.stdout.on('data', (chunk: Buffer) => {
            text += chunk.toString('utf8')
          })
          child.stderr.on('data', (chunk: Buffer) => {
            text += chunk.toString('utf8')
          })
          child.on('close', () => resolve(text))
        })
      assert.match(await run('select name from patients where id = 1'), /Person 1/)
      assert.match(await run('\\d patients'), /ssn\|text/)
      assert.match(await run('\\dt'), /public\|counters/)
      assert.match(await run('\\copy patients to stdout'), /COPY is refused/)
      assert.match(await run('selekt'), /ERROR/)
      assert.ok(spawnSync(psql, ['--version']).status === 0)
    })
})
