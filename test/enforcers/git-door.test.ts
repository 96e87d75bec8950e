import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { type GuardWishes, guardGit } from '#test/git-guard'
import { describe } from '#test/suite'
import { type GitServerOptions, startGitServer } from '../services/git-server.ts'

function door(options: GitServerOptions = {}, wishes: GuardWishes = {}) {
  return guardGit({ ...wishes, upstream: (root) => startGitServer(root, options) })
}

describe('a push through the door in front of a Git server', (test) => {
  test('passes when nothing is found: the same bytes reach the server, and its report is what is recorded', async () => {
    const guard = await door()
    try {
      const copy = await guard.copy('one')
      const tip = await guard.commit(copy, { 'src/add.ts': 'export const two = 2\n' })
      const { code, said } = await guard.git(['push', 'origin', 'HEAD:main'], { in: copy })
      assert.is(code, 0, said)
      assert.is(await guard.must(['rev-parse', 'main'], { in: 'repositories/app.git' }), tip)
      const [push] = guard.pushes()
      assert.equal([push?.channel, push?.commits, push?.files, push?.complete], ['door', 1, 1, true])
      assert.is(push?.updates[0]?.forced, false)
      assert.equal(quarantines(guard.scratch), [])
      await guard.stop()
      assert.is(guard.engine.effects().at(-1)?.outcome, 'done')
    } finally {
      await guard.stop()
    }
  })

  test('is refused with file, line and class; nothing reaches the server, nothing is left behind', async () => {
    const guard = await door()
    try {
      const copy = await guard.copy('one')
      await guard.commit(copy, { 'data/patients.csv': 'id,ssn\n1,219-09-9999\n' })
      const { code, said } = await guard.git(['push', 'origin', 'HEAD:main'], { in: copy })
      assert.is(code, 1)
      assert.match(said, /remote: {3}data\/patients\.csv: ssn × 1 \(line 2\)/)
      assert.match(said, /! \[remote rejected\] HEAD -> main \(denied by policy: dec_\w+\)/)
      assert.not.match(said, /219-09/)
      assert.equal(quarantines(guard.scratch), [])
      assert.is(existsSync(join(guard.bare, 'refs/heads/main')), true)
      await guard.stop()
      assert.is(guard.engine.effects().at(-1)?.outcome, 'refused')
    } finally {
      await guard.stop()
    }
  })
})

function quarantines(scratch: string): readonly string[] {
  return readdirSync(scratch)
}
