import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fakeEngine } from '#test/enforcer-context'
import { gitDesk, guardGit } from '#test/git-guard'
import { describe, rejects } from '#test/suite'
import { git } from '../../enforcers/git/index.ts'

describe('a push to a repository that Cordon serves', (test) => {
  test('passes when nothing is found, and its effect says what was updated', async () => {
    const guard = await guardGit()
    try {
      const copy = await guard.copy('one')
      const tip = await guard.commit(copy, { 'src/add.ts': 'export const add = (a: number, b: number) => a + b\n' })
      const { code, said } = await guard.git(['push', 'origin', 'HEAD:main'], { in: copy })
      assert.is(code, 0, said)
      assert.is(await guard.must(['rev-parse', 'main'], { in: 'repositories/app.git' }), tip)
      const [push, ...more] = guard.pushes()
      assert.is(more.length, 0)
      assert.is(push?.updates[0]?.new, tip)
      assert.equal([push?.commits, push?.files, push?.complete], [1, 1, true])
      await guard.stop()
      const effect = guard.engine.effects().at(-1)
      assert.is(effect?.outcome, 'done')
      assert.match(
        effect?.command ?? '',
        new RegExp(`^updated 1 of 1 refs: refs/heads/main \\w+\\.\\.${tip.slice(0, 10)}`),
      )
      assert.equal(
        guard.engine.events
          .filter(({ kind }) => kind.startsWith('session.'))
          .map(({ kind }) => kind)
          .slice(-2),
        ['session.open', 'session.close'],
      )
    } finally {
      await guard.stop()
    }
  })

  test("is refused in git's own terminal output with file, line and class, never the value; nothing is left behind", async () => {
    const guard = await guardGit()
    try {
      const copy = await guard.copy('one')
      await guard.commit(copy, { 'data/patients.csv': 'id,ssn\n1,219-09-9999\n2,219-09-9998\n' })
      const { code, said } = await guard.git(['push', 'origin', 'HEAD:main'], { in: copy })
      assert.is(code, 1)
      assert.match(said, /remote: {3}data\/patients\.csv: ssn × 2 \(lines 2, 3\)/)
      assert.match(said, /remote: Decision dec_/)
      assert.match(said, /! \[remote rejected\] HEAD -> main/)
      assert.not.match(said, /219-09/)
      const [push] = guard.pushes()
      assert.match(push?.updates[0]?.new ?? '', /^keyed:/)
      assert.equal(quarantines(guard.bare), [])
      await guard.stop()
      assert.is(guard.engine.effects().at(-1)?.outcome, 'refused')
      assert.not.match(JSON.stringify([guard.engine.events, guard.engine.payloads, guard.engine.requests]), /219-09/)
    } finally {
      await guard.stop()
    }
  })
})

describe('the Git enforcer', (test) => {
  test('does not start where its folder, or git itself, is missing, and says so', async () => {
    const desk = gitDesk()
    try {
      const { context } = fakeEngine(() => ({ effect: 'allow' }))
      const options = {
        config: { name: 'git', type: 'git', port: 0, target: 'source' } as const,
        tls: null,
        password: null,
        ca: null,
        scratch: join(desk.folder, 'scratch'),
        cordon: [],
      }
      const nowhere = { ...options, repositories: join(desk.folder, 'nothing'), path: process.env['PATH'] ?? '' }
      assert.match((await rejects(git.run(nowhere, context))).message, /there is no folder .*nothing/)
      const gitless = { ...options, repositories: desk.folder, path: '/nonexistent' }
      assert.match((await rejects(git.run(gitless, context))).message, /git could not be run/)
    } finally {
      desk.remove()
    }
  })
})

function quarantines(bare: string): readonly string[] {
  return readdirSync(join(bare, 'objects')).filter((name) => name.includes('incoming'))
}
