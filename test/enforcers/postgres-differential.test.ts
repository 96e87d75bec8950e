import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { logIn } from '../../enforcers/postgres/upstream.ts'
import { type Guard, ROLE, ROLE_PASSWORD, startGuard, startGuarded } from '../support/postgres-guard.ts'
import { RawClient, say, sketch, type WireMessage } from '../support/postgres-wire.ts'

const server = await startGuarded()
const guard: Guard = await startGuard(server)
const END = say.query("select 'the end'")

async function direct(): Promise<RawClient> {
  const { host, port, database } = server
  const target = { host, port, database, user: ROLE, password: ROLE_PASSWORD, tls: 'off', ca: null } as const
  const upstream = await logIn(target, new Map(), AbortSignal.timeout(10_000))
  upstream.release()
  const client = new RawClient(upstream.socket)
  upstream.socket.resume()
  return client
}

/** Says everything, then asks for a last row, and answers all that came up to it. */
async function talk(client: RawClient, said: readonly Buffer[]): Promise<string> {
  client.send(...said, say.sync(), say.query('rollback'), END)
  const messages: WireMessage[] = []
  for (let ended = false; !ended; ) {
    const [answer] = [await client.untilReady()]
    messages.push(...answer)
    ended = answer.length === 0 || sketch(answer).includes('the end')
  }
  client.close()
  return sketch(messages.filter(({ tag }) => tag !== 'N' && tag !== 'S'))
}

const TEXTS = [
  'select 1',
  'select id, name from patients where id < 4 order by id',
  'select 1 / 0',
  'select * from missing',
  'begin',
  'commit',
  'rollback',
  'savepoint a',
  'rollback to a',
  '',
  'select 1; select 2',
  'update counters set n = n where false',
  'update counters set n = n where false returning n',
  'prepare p as select 3',
  'execute p',
  'deallocate p',
  'declare c cursor for select id from patients order by id',
  'fetch 2 from c',
  'close c',
  "set local search_path = 'other'",
  'reset search_path',
  'show timezone',
  'values (1), (2)',
]
const FUZZ_RUNS = process.env['CORDON_FUZZ_RUNS']
const text = fc.constantFrom(...TEXTS)
// Parse of an EXECUTE or FETCH of nothing is refused at once; the server waits with that until Bind.
const parsed = fc.constantFrom(...TEXTS.filter((sql) => !/^(execute|fetch)/.test(sql)))
const statement = fc.constantFrom('', 's', 'p')
const portal = fc.constantFrom('', 'c', 'q')
const message = fc.oneof(
  text.map((sql) => ({ label: `Q ${sql}`, bytes: say.query(sql) })),
  fc.tuple(statement, parsed).map(([name, sql]) => ({ label: `P ${name} ${sql}`, bytes: say.parse(name, sql) })),
  fc.tuple(portal, statement).map(([to, from]) => ({ label: `B ${to} ${from}`, bytes: say.bind(to, from) })),
  fc.tuple(portal, fc.nat(2)).map(([name, most]) => ({ label: `E ${name} ${most}`, bytes: say.execute(name, most) })),
  portal.map((name) => ({ label: `D P ${name}`, bytes: say.describePortal(name) })),
  statement.map((name) => ({ label: `D S ${name}`, bytes: say.describeStatement(name) })),
  portal.map((name) => ({ label: `C P ${name}`, bytes: say.closePortal(name) })),
  statement.map((name) => ({ label: `C S ${name}`, bytes: say.closeStatement(name) })),
  fc.constant({ label: 'S', bytes: say.sync() }),
  fc.constant({ label: 'H', bytes: say.flush() }),
)

// After a simple query failed inside a transaction the server still has its unnamed portal, and says 25P02 of it;
// Cordon knows none by then, and says 34000. Either way nothing runs and the transaction stays failed.
function unnamed(sketched: string): string {
  return sketched.replaceAll('E(25P02)', 'E(34000)')
}

describe('any conversation with PostgreSQL', (test) => {
  test.after(async () => {
    await guard.stop()
    await server.stop()
  })

  test('reads the same through Cordon as without it, where everything is allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 14 }), async (said) => {
        const bytes = said.map((one) => one.bytes)
        const [expected, got] = [await talk(await direct(), bytes), await talk(await guard.client(), bytes)]
        assert.is(unnamed(got), unnamed(expected), said.map(({ label }) => label).join(' | '))
      }),
      // The same conversations every time; CORDON_FUZZ_RUNS=4000 goes looking for new ones.
      FUZZ_RUNS === undefined
        ? { numRuns: 120, seed: 164_312, timeout: 10_000 }
        : { numRuns: Number(FUZZ_RUNS), timeout: 10_000 },
    )
  })
})
