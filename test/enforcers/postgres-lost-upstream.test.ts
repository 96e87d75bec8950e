import { connect, createServer, type Server, type Socket } from 'node:net'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import type { Verdict } from '../support/enforcer-context.ts'
import { type Guard, startGuard, startGuarded } from '../support/postgres-guard.ts'
import { fieldsOf, type RawClient, say, sketch, type WireMessage } from '../support/postgres-wire.ts'

/** A wire to the server that can end without a word: at once, or after so many more bytes of the server's. */
interface Wire {
  readonly port: number
  /** Takes connections and carries nothing, until told otherwise. */
  hang(on: boolean): void
  end(how: 'fin' | 'rst'): void
  endAfter(bytes: number): void
  close(): void
}

const ROW_BYTES = 1000
const READ = `select i, repeat('x', ${ROW_BYTES}) from generate_series(1, 100) i`
/** Rows of numbers pass without being looked at, as they come. */
const PASSED = 'select i, i, i, i from generate_series(100000, 104999) i'
const scanned = (): Verdict => ({
  effect: 'allow',
  obligations: [{ type: 'mask', relations: [], derived: 'pass', scan: true, rules: [] }],
})
const server = await startGuarded()
const wire = await startWire(server.port)
const guard: Guard = await startGuard(server, { upstream: { host: '127.0.0.1', port: wire.port } })

describe('a server that is lost without a word', (test) => {
  test.after(async () => {
    await guard.stop()
    wire.close()
    await server.stop()
  })

  test('between messages: the client is told, and its close says why', async () => {
    for (const how of ['fin', 'rst'] as const) {
      guard.judge(scanned)
      const client = await guard.client()
      await talk(client, say.query('select 1'))
      const before = closings().length
      wire.end(how)
      assert.is(sketch(await client.untilEnd()), 'E(08006)', how)
      assert.is(client.ended, true)
      client.close()
      await until(() => closings().length > before)
      assert.match(
        closings().at(-1) ?? '',
        /^the (server closed the connection|connection to the server (was lost|broke))$/,
      )
    }
  })

  test('under a statement: the client is told, and the effect says that it was cut off', async () => {
    guard.judge(scanned)
    const client = await guard.client()
    client.send(say.query('select pg_sleep(60)'))
    await until(() => guard.engine.requests.some(({ resource }) => JSON.stringify(resource).includes('pg_sleep')))
    await new Promise((resolve) => setTimeout(resolve, 50))
    wire.end('fin')
    const [told] = await client.untilEnd()
    const fields = fieldsOf(told as WireMessage)
    assert.equal([fields['S'], fields['C']], ['FATAL', '08006'])
    client.close()
    await until(() => guard.engine.effects().at(-1)?.outcome === 'abandoned')
    assert.is(guard.engine.effects().at(-1)?.error, '08006')
  })

  test('wherever it stops, the client gets whole messages and the error, or the cut row and nothing', async () => {
    const seen = new Set<string>()
    guard.judge(scanned)
    for (const [name, sql] of Object.entries({ PASSED, READ })) {
      for (const bytes of [1, 40, 60, 750, ROW_BYTES * 3 + 11, 20_003, 50_501]) {
        const client = await guard.client()
        await talk(client, say.query('select 1'))
        wire.endAfter(bytes)
        client.send(say.query(sql))
        const messages = await client.untilEnd()
        const tags = messages.map(({ tag }) => tag).join('')
        assert.match(tags, client.ended ? /^(TD*)?E$/ : /^TD*$/, `${name} ${bytes}`)
        seen.add(`${name} ${client.ended ? 'told' : 'cut'}`)
        const sizes = new Set(messages.filter(({ tag }) => tag === 'D').map(({ body }) => body.length))
        assert.ok(sizes.size <= (name === 'READ' ? 2 : 1), [...sizes].join(' '))
        client.close()
        assert.is(guard.engine.effects().at(-1)?.outcome, 'abandoned')
      }
    }
    // Rows that are looked at are held until they are whole.
    assert.equal([...seen].sort(), ['PASSED cut', 'PASSED told', 'READ told'])
  })

  test('is said to be dead when it hangs up or hangs, and well when it is back', async () => {
    const own = await startWire(server.port)
    const limits = { probeMs: 100, startupMs: 300 }
    const watched = await startGuard(server, { upstream: { host: '127.0.0.1', port: own.port }, config: { limits } })
    const { faults } = watched.engine
    own.hang(true)
    own.end('rst')
    await until(() => faults.length === 1)
    own.hang(false)
    await until(() => faults.length === 2)
    own.hang(true)
    await until(() => faults.length === 3)
    own.hang(false)
    await until(() => faults.length === 4)
    assert.equal(faults, ['upstream_dead', null, 'upstream_dead', null])
    await watched.stop()
    own.close()
  })

  test('is looked at when somebody cannot log in there', async () => {
    const own = await startWire(server.port)
    const limits = { probeMs: 3_600_000 }
    const watched = await startGuard(server, { upstream: { host: '127.0.0.1', port: own.port }, config: { limits } })
    own.close()
    own.end('rst')
    await watched.client().then(
      () => assert.unreachable('it was let in'),
      () => undefined,
    )
    await until(() => watched.engine.faults.length > 0)
    assert.equal(watched.engine.faults, ['upstream_dead'])
    await watched.stop()
  })
})

async function talk(client: RawClient, ...parts: readonly Buffer[]): Promise<WireMessage[]> {
  client.send(...parts)
  return await client.untilReady()
}

function closings(): string[] {
  return guard.engine.events.filter(({ kind }) => kind === 'session.close').map(({ data }) => String(data['reason']))
}

async function until(done: () => boolean): Promise<void> {
  for (let round = 0; !done() && round < 500; round++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(done())
}

function startWire(to: number): Promise<Wire> {
  const pairs = new Set<{ near: Socket; far: Socket }>()
  let left = Number.POSITIVE_INFINITY
  let hangs = false
  const carry = (near: Socket): void => {
    near.on('error', () => undefined)
    if (hangs) {
      pairs.add({ near, far: near })
      return
    }
    const far = connect({ port: to, host: '127.0.0.1', noDelay: true })
    const pair = { near, far }
    pairs.add(pair)
    near.on('error', () => far.destroy()).on('close', () => far.destroy())
    far.on('error', () => near.destroy()).on('close', () => pairs.delete(pair))
    near.pipe(far)
    far.on('data', (chunk: Buffer) => {
      if (hangs) return
      near.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left > 0) return
      left = Number.POSITIVE_INFINITY
      near.end()
      far.destroy()
    })
  }
  const listening: Server = createServer({ noDelay: true }, carry)
  return new Promise((resolve) => {
    listening.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        hang: (on) => {
          hangs = on
        },
        end: (how) => {
          for (const { near, far } of pairs) {
            if (how === 'rst') near.resetAndDestroy()
            else near.end()
            far.destroy()
          }
        },
        endAfter: (bytes) => {
          left = bytes
        },
        close: () => {
          listening.close()
          for (const { near } of pairs) near.destroy()
        },
      })
    })
  })
}
