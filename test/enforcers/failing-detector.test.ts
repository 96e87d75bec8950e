import * as assert from 'uvu/assert'
import type { FakeEngine, Verdict } from '#test/enforcer-context'
import { BREAKER, failingPhi } from '#test/failing-phi'
import { guardGit } from '#test/git-guard'
import { MASKED, startGuard as startHttp } from '#test/http-guard'
import { asAdmin, startGuarded, startGuard as startPostgres } from '#test/postgres-guard'
import { fieldsOf, say } from '#test/postgres-wire'
import { describe } from '#test/suite'

const TOKEN = { authorization: 'Bearer a-token' }
const MASK: Verdict = {
  effect: 'allow',
  obligations: [{ type: 'mask', relations: [], derived: 'mask', scan: true, rules: ['t'] }],
}

function tellsNothing(...said: readonly unknown[]): void {
  const text = JSON.stringify(said, (_, value: unknown) => (value instanceof Error ? `${value.stack}` : value))
  assert.not.match(text, '219-09-9999')
  assert.not.match(text, 'breaks-the-detector')
}

function recorded({ events, payloads }: FakeEngine): readonly unknown[] {
  return [events, payloads]
}

describe('a detector that throws', (test) => {
  test('ends an HTTP answer: the client gets a problem, evidence says that it failed', async () => {
    const logged: unknown[] = []
    const guard = await startHttp({
      phi: failingPhi(),
      logged,
      judge: MASKED,
      serve: (_, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ note: `seen, then ${BREAKER}` })),
    })
    try {
      const answer = await fetch(`http://127.0.0.1:${guard.port}/Patient/17`, { headers: TOKEN })
      const text = await answer.text()
      assert.is(answer.status, 500)
      assert.match(text, 'masking_failed')
      assert.match(answer.headers.get('content-type') ?? '', 'application/problem+json')
      const [effect, ...more] = guard.engine.effects()
      assert.equal([effect?.outcome, effect?.error, more], ['refused', 'masking_failed', []])
      tellsNothing(text, recorded(guard.engine), logged)
      assert.ok(logged.length > 0, 'the operator is told')
    } finally {
      await guard.stop()
    }
  })

  test('cuts an HTTP answer that is under way, before its last byte', async () => {
    const guard = await startHttp({
      phi: failingPhi(),
      logged: [],
      judge: MASKED,
      serve: (_, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' })
        response.write('All is well. '.repeat(2000), () => setTimeout(() => response.end(BREAKER), 100))
      },
    })
    try {
      const answer = await fetch(`http://127.0.0.1:${guard.port}/Patient/17`, { headers: TOKEN })
      let text = ''
      const read = async (): Promise<void> => {
        for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString('utf8')
      }
      await read().then(
        () => assert.unreachable('the answer ended as if it were whole'),
        () => undefined,
      )
      const [effect] = guard.engine.effects()
      assert.is(effect?.outcome, 'refused')
      tellsNothing(text, recorded(guard.engine))
    } finally {
      await guard.stop()
    }
  })

  test('refuses an HTTP request before it reaches the service', async () => {
    const guard = await startHttp({
      phi: failingPhi(),
      logged: [],
      serve: (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    })
    try {
      const answer = await fetch(`http://127.0.0.1:${guard.port}/Patient`, {
        method: 'POST',
        headers: { ...TOKEN, 'content-type': 'application/json' },
        body: JSON.stringify({ note: BREAKER }),
      })
      assert.is(answer.status, 500)
      assert.is(guard.reached.length, 0)
      tellsNothing(await answer.text(), recorded(guard.engine))
    } finally {
      await guard.stop()
    }
  })

  test('ends a PostgreSQL session before the row, with an effect that says so', async () => {
    const server = await startGuarded()
    const logged: unknown[] = []
    const guard = await startPostgres(server, { phi: failingPhi(), logged, judge: () => MASK })
    try {
      await asAdmin(server, `update patients set note = '${BREAKER}' where id = 2`)
      const client = await guard.client()
      client.send(say.query('select note from patients where id in (1, 2) order by id'))
      const messages = await client.untilReady()
      const text = Buffer.concat(messages.map(({ body }) => body)).toString('latin1')
      const error = messages.find(({ tag }) => tag === 'E')
      assert.is(error && fieldsOf(error)['C'], 'XX000')
      const effect = guard.engine.effects().at(-1)
      assert.equal([effect?.outcome, effect?.error], ['abandoned', 'XX000'])
      tellsNothing(text, recorded(guard.engine), logged)
    } finally {
      await guard.stop()
      await server.stop()
    }
  })

  test('refuses a push: nothing of it is kept', async () => {
    const guard = await guardGit({ phi: failingPhi() })
    try {
      const copy = await guard.copy('copy')
      const commit = await guard.commit(copy, { 'a.txt': `one\n${BREAKER}\n` })
      const pushed = await guard.git(['push', 'origin', 'HEAD:main'], { in: copy })
      assert.is.not(pushed.code, 0)
      tellsNothing(pushed.said, recorded(guard.engine), guard.logged)
      const kept = await guard.git(['cat-file', '-e', commit], { in: 'repositories/app.git' })
      assert.is.not(kept.code, 0)
    } finally {
      await guard.stop()
      guard.remove()
    }
  })
})
