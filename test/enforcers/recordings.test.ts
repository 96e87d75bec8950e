import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import * as assert from 'uvu/assert'
import type { RecordObligation } from '#schemas'
import { describe } from '#test/suite'
import { composeContext } from '../../cli/compose/context.ts'
import { openPayloadLog } from '../../evidence/recording/payload.ts'
import type { FakeEngine } from '../support/enforcer-context.ts'
import { guardGit } from '../support/git-guard.ts'
import { startGuard as guardHttp, MASKED } from '../support/http-guard.ts'
import { startGuarded, startGuard as startPostgresGuard } from '../support/postgres-guard.ts'

const FULL: RecordObligation = { type: 'record', level: 'full' }
const USUAL: RecordObligation = { type: 'record', level: 'masked' }
const ANSWER_BYTES = 3 * 1024 * 1024
const STATED = ['-c', 'http.extraHeader=Cordon-Purpose: release of the portal']
const LINE = `${'a measurement '.repeat(9)}.\n`
const ANSWER = LINE.repeat(Math.ceil(ANSWER_BYTES / LINE.length))

describe('how much of an exchange is recorded', (test) => {
  for (const [level, obligation] of Object.entries({ full: FULL, masked: USUAL })) {
    const isFull = level === 'full'

    test(`HTTP: an answer of 3 MB under record: ${level}`, async () => {
      const obligations = [...(MASKED.obligations ?? []), obligation]
      const guard = await guardHttp({
        judge: { effect: 'allow', obligations },
        service: { kind: 'plain' },
        serve: (_, response) => response.setHeader('content-type', 'text/plain').end(ANSWER),
      })
      try {
        const answer = await fetch(`http://127.0.0.1:${guard.port}/log`, {
          headers: { authorization: 'Bearer a-token' },
        })
        assert.is((await answer.text()).length, ANSWER.length)
        const bodies = (guard.engine.payloads[0]?.['bodies'] ?? []) as { text: string }[]
        const text = bodies[0]?.text ?? ''
        if (isFull) assert.is(text, ANSWER)
        else assert.ok(text.length > 0 && text.length < ANSWER.length / 2 && ANSWER.startsWith(text))
        assertReferred(guard.engine, isFull)
      } finally {
        await guard.stop()
      }
    })

    test(`Git: the account of a push under record: ${level}`, async () => {
      const guard = await guardGit({ judge: () => ({ effect: 'allow', obligations: [obligation] }) })
      try {
        const copy = await guard.copy('work')
        await guard.commit(copy, { 'a.txt': 'plain\n' })
        assert.is((await guard.git([...STATED, 'push', 'origin', 'HEAD:main'], { in: copy })).code, 0)
        assert.equal(guard.engine.recordings, [{ full: isFull, cut: false }])
        assert.ok(guard.engine.effects().some(({ purpose }) => purpose === 'release of the portal'))
      } finally {
        await guard.stop()
      }
    })
  }

  test('PostgreSQL: rows of 3 MB, whole under record: full and cut otherwise', async () => {
    const server = await startGuarded()
    const guard = await startPostgresGuard(server)
    const client = new pg.Client(guard.pg)
    try {
      await client.connect()
      for (const obligation of [FULL, USUAL]) {
        guard.judge(() => ({ effect: 'allow', obligations: [obligation] }))
        const { rows } = await client.query(`select i, repeat('x', 1000) from generate_series(1, 3100) i`)
        assert.is(rows.length, 3100)
      }
      const [whole, cut] = guard.engine.payloads.map(({ rows }) => rows as string[][])
      assert.is(whole?.length, 3100)
      assert.equal(whole?.at(-1), ['3100', 'x'.repeat(1000)])
      assert.ok(cut !== undefined && cut.length > 0 && cut.length < 1000)
      assert.equal(guard.engine.payloads[1]?.['rowsSent'], 3100)
      assert.equal(guard.engine.recordings, [
        { full: true, cut: false },
        { full: false, cut: true },
      ])
      assert.equal(
        guard.engine.effects().map(({ payload }) => payload?.truncated),
        [false, true],
      )
    } finally {
      await client.end()
      await guard.stop()
      await server.stop()
    }
  })

  test('what an enforcer asks for reaches the log of recordings', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-recordings-'))
    const payloads = await openPayloadLog({ folder, tenantKey: createSecretKey(randomBytes(32)) })
    try {
      const { recordPayload } = composeContext({ payloads, client: {} } as unknown as Parameters<
        typeof composeContext
      >[0])
      const content = Buffer.from(ANSWER)
      const told = [undefined, { full: true }, { full: true, cut: true }].map((recording) =>
        recordPayload('ses_a', content, recording),
      )
      assert.equal(
        told.map(({ bytes, truncated }) => [bytes, truncated]),
        [
          [1024 * 1024, true],
          [content.length, false],
          [content.length, true],
        ],
      )
    } finally {
      await payloads.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

function assertReferred(engine: FakeEngine, isFull: boolean): void {
  assert.equal(engine.recordings, [{ full: isFull, cut: !isFull }])
  assert.is(engine.effects()[0]?.payload?.truncated, !isFull)
}
