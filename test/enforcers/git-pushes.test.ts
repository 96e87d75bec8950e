import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { AccessRequest, GitPush } from '#schemas'
import type { Verdict } from '#test/enforcer-context'
import { byFindings, type GitGuard, type GuardWishes, guardGit } from '#test/git-guard'
import { describe } from '#test/suite'
import { startGitServer } from '../services/git-server.ts'

const KINDS: Readonly<Record<string, (wishes?: GuardWishes) => Promise<GitGuard>>> = {
  'a repository that Cordon serves': (wishes = {}) => guardGit(wishes),
  'a server behind the door': (wishes = {}) =>
    guardGit({ ...wishes, upstream: (root) => startGitServer(root, { settings: ['uploadpack.allowFilter=true'] }) }),
}

for (const [name, guardOf] of Object.entries(KINDS)) {
  const withGuard = async (
    work: (guard: GitGuard, copy: string) => Promise<void>,
    wishes?: GuardWishes,
  ): Promise<void> => {
    const guard = await guardOf(wishes)
    try {
      await work(guard, await guard.copy('one'))
    } finally {
      await guard.stop()
    }
  }
  const refs = (guard: GitGuard): Promise<string> =>
    guard.must(['for-each-ref', '--format=%(refname) %(objectname)'], { in: 'repositories/app.git' })
  const push = (guard: GitGuard, ...args: readonly string[]) => guard.git(['push', 'origin', ...args], { in: 'one' })
  const last = (guard: GitGuard): GitPush => guard.pushes().at(-1) as GitPush

  describe(`pushes to ${name}`, (test) => {
    test('several refs of which one is bad are refused together, in one question', () =>
      withGuard(async (guard, copy) => {
        await guard.must(['checkout', '--quiet', '-b', 'good'], { in: copy })
        await guard.commit(copy, { 'ok.ts': 'export const ok = 1\n' })
        await guard.must(['checkout', '--quiet', '-b', 'bad'], { in: copy })
        await guard.commit(copy, { 'p.csv': 'ssn\n219-09-9999\n' })
        const before = await refs(guard)
        const { code, said } = await push(guard, 'good', 'bad')
        assert.is(code, 1)
        assert.match(said, /! \[remote rejected\] good -> good/)
        assert.match(said, /! \[remote rejected\] bad -> bad/)
        assert.is(await refs(guard), before)
        assert.is(guard.pushes().length, 1)
        assert.is(last(guard).updateCount, 2)
      }))

    test('force, delete, tags and a branch from what is there are told as they are', () =>
      withGuard(async (guard, copy) => {
        await guard.commit(copy, { 'a.ts': 'export const a = 1\n' })
        assert.is((await push(guard, 'HEAD:main', 'HEAD:topic')).code, 0)
        await guard.must(['commit', '--quiet', '--amend', '--message', 'Again'], { in: copy })
        assert.is((await push(guard, '--force', 'HEAD:topic')).code, 0)
        assert.equal(
          last(guard).updates.map(({ forced, operation }) => [forced, operation]),
          [[true, 'update']],
        )
        await guard.must(['tag', '--annotate', '--message', 'One', 'v1'], { in: copy })
        assert.is((await push(guard, 'v1', 'HEAD:refs/heads/more')).code, 0)
        assert.equal([last(guard).tags, last(guard).commits], [1, 0])
        const gone = await push(guard, '--delete', 'topic')
        assert.is(gone.code, 0, gone.said)
        assert.equal(
          last(guard).updates.map(({ operation, new: next }) => [operation, next]),
          [['delete', '']],
        )
        assert.not.match(await refs(guard), /topic/)
      }))

    test('a branch that goes on to what another branch has already is no forced one', () =>
      withGuard(async (guard, copy) => {
        await guard.commit(copy, { 'a.ts': 'export const a = 1\n' })
        await guard.commit(copy, { 'a.ts': 'export const a = 2\n' })
        assert.is((await push(guard, 'HEAD:topic')).code, 0)
        assert.is((await push(guard, 'HEAD:main')).code, 0)
        assert.equal(
          last(guard).updates.map(({ forced }) => forced),
          [false],
        )
        assert.equal([last(guard).commits, last(guard).files], [0, 0])
        await guard.must(['reset', '--quiet', '--hard', 'HEAD~2'], { in: copy })
        assert.is((await push(guard, '--force', 'HEAD:main')).code, 0)
        assert.equal(
          last(guard).updates.map(({ forced }) => forced),
          [true],
        )
      }))

    test('a push from a shallow clone, and one of a merge, pass', () =>
      withGuard(async (guard, copy) => {
        await guard.commit(copy, { 'a.ts': 'export const a = 1\n' })
        assert.is((await push(guard, 'HEAD:main')).code, 0)
        await guard.must(['clone', '--quiet', '--depth', '1', guard.url, 'shallow'])
        await guard.commit('shallow', { 'b.ts': 'export const b = 1\n' })
        const shallow = await guard.git(['push', 'origin', 'HEAD:side'], { in: 'shallow' })
        assert.is(shallow.code, 0, shallow.said)
        await guard.commit(copy, { 'c.ts': 'export const c = 1\n' })
        await guard.must(['fetch', '--quiet', 'origin'], { in: copy })
        await guard.must(['merge', '--quiet', '--no-edit', 'origin/side'], { in: copy })
        const merged = await push(guard, 'HEAD:main')
        assert.is(merged.code, 0, merged.said)
        assert.equal([last(guard).merges, last(guard).updates[0]?.forced], [1, false])
      }))

    test('what waits for a person names the approval, and passes once it is given', async () => {
      let approved = false
      const judge = (request: AccessRequest): Verdict => {
        const verdict = byFindings(request)
        if (request.action.name !== 'git.push' || verdict.effect !== 'allow') return verdict
        return { effect: approved ? 'allow' : 'require_approval' }
      }
      await withGuard(
        async (guard, copy) => {
          await guard.commit(copy, { 'a.ts': 'export const a = 1\n' })
          const held = await push(guard, 'HEAD:main')
          assert.is(held.code, 1)
          assert.match(held.said, /remote: An officer approves with: cordon approvals approve apr_\w+/)
          assert.match(held.said, /Then run the same git push again/)
          approved = true
          assert.is((await push(guard, 'HEAD:main')).code, 0)
          // The same push is the same question, to the byte.
          const [first, second] = guard.engine.requests.filter(({ action }) => action.name === 'git.push')
          assert.equal({ ...first, subject: null }, { ...second, subject: null })
        },
        { judge },
      )
    })

    test('odd refs and PACK in a message are told to policy like others', () =>
      withGuard(async (guard, copy) => {
        const tip = await guard.commit(copy, { 'a.ts': 'PACK\n' }, 'PACK\n\nPACK 0000 0032want')
        const { code, said } = await push(guard, `HEAD:refs/replace/${tip}`, 'HEAD:refs/heads/PACK-SSN-219-09-9999')
        assert.is(code, 1, said)
        assert.equal(
          last(guard)
            .updates.map(({ kind }) => kind)
            .sort(),
          ['branch', 'other'],
        )
        assert.equal(
          last(guard).places.map(({ where, class: found }) => `${where} ${found}`),
          ['ref ssn'],
        )
        assert.not.match(JSON.stringify(guard.pushes()), /219-09/)
      }))

    test('a large push in chunks, after the probe that git makes, passes', () =>
      withGuard(async (guard, copy) => {
        const noise = Array.from({ length: 40_000 }, (_, index) => ((index * 2654435761) >>> 0).toString(36)).join('\n')
        await guard.commit(copy, { 'noise.ts': noise })
        const { code, said } = await guard.git(['-c', 'http.postBuffer=65536', 'push', 'origin', 'HEAD:main'], {
          in: copy,
        })
        assert.is(code, 0, said)
      }))
  })

  describe(`reading from ${name}`, (test) => {
    test('works in every version of the protocol, and is decided once a connection', () =>
      withGuard(async (guard) => {
        for (const version of ['0', '1', '2']) {
          const { code, said } = await guard.git([
            '-c',
            `protocol.version=${version}`,
            'clone',
            '--quiet',
            guard.url,
            `v${version}`,
          ])
          assert.is(code, 0, said)
          assert.ok(existsSync(join(guard.folder, `v${version}`, 'README.md')))
        }
        await guard.stop()
        const asked = guard.engine.requests.filter(({ action }) => action.name === 'git.fetch')
        assert.ok(asked.length >= 3)
        assert.is(
          guard.engine.effects().filter(({ outcome, bytes = 0 }) => outcome === 'done' && bytes > 0).length,
          asked.length,
        )
      }))

    test("is refused with the reason in git's own words; without a token nobody is let in", async () => {
      let refuse = false
      const judge = (): Verdict => ({ effect: refuse ? 'deny' : 'allow' })
      await withGuard(
        async (guard) => {
          refuse = true
          const denied = await guard.git(['clone', guard.url, 'denied'])
          assert.is(denied.code, 128)
          assert.match(denied.said, /remote: Cordon refused to show this repository/)
          const nobody = await guard.git(['clone', guard.url.replace(/agent:[^@]*@/, ''), 'nobody'])
          assert.is(nobody.code, 128)
          const wrong = await guard.git(['clone', guard.url.replace(/:[^:@]*@/, ':wrong@'), 'wrong'])
          assert.match(wrong.said, /Authentication failed/)
        },
        { judge },
      )
    })
  })
}
