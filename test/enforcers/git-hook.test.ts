import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { buildServer, enrollEnforcer, type Listening, listenEngine } from '#engine'
import type { GitPush } from '#schemas'
import { cordon } from '#test/cli'
import { type GitDesk, gitDesk } from '#test/git-guard'
import { describe } from '#test/suite'
import { cordonCommand } from '../../cli/cordon-command.ts'
import { ALLOW, DENY, HOLD, type Rig, rig } from '../engine/fixture.ts'

interface Forge extends GitDesk {
  readonly engine: Rig
  readonly bare: string
  readonly install: (more?: readonly string[]) => Promise<string>
  readonly uninstall: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** A Git server of its own (a bare repository, pushed to by path), an engine on a socket, and a key for the hook. */
async function forge(): Promise<Forge> {
  const engine = rig()
  Object.defineProperty(engine.clock, 'now', { get: Date.now, set: () => undefined })
  engine.policy.answer = (input) => {
    const { findings, updates } = (input as { resource: { properties: GitPush } }).resource.properties
    if (findings.length > 0) return DENY
    return updates.some(({ ref }) => ref.startsWith('refs/heads/release'))
      ? { ...HOLD, obligations: [] }
      : { ...ALLOW, obligations: [] }
  }
  const server = buildServer({ engine: engine.engine, readiness: () => [], logBytes: () => 0 })
  const socket = join(engine.folder, 'run', 'engine.sock')
  const listening: Listening = await listenEngine(server, { port: 0, socket })
  const { keyFile } = enrollEnforcer({
    folder: join(engine.folder, 'issuer'),
    name: 'forge',
    grants: ['subjects'],
    now: Date.now,
  })
  const desk = gitDesk()
  await desk.must(['init', '--quiet', '--bare', 'app.git'])
  await desk.must(['init', '--quiet', 'copy'])
  const bare = join(desk.folder, 'app.git')
  const run = async (args: readonly string[]): Promise<string> => {
    const { code, out, err } = await cordon(args)
    if (code !== 0) throw new Error(`cordon ${args.join(' ')}: ${err}`)
    return out
  }
  return {
    ...desk,
    engine,
    bare,
    install: (more = []) =>
      run([
        ...['install', 'git', '--repo', bare, '--engine', `unix:${socket}`, '--name', 'forge', '--key', keyFile],
        ...['--group', 'developers', ...more],
      ]),
    uninstall: async () => void (await run(['uninstall', 'git', '--repo', bare])),
    stop: async () => {
      await listening.close()
      engine.end()
      desk.remove()
    },
  }
}

const push = (desk: Forge, ...refs: readonly string[]) => desk.git(['push', desk.bare, ...refs], { in: 'copy' })

describe('the hook on a Git server of its own', (test) => {
  test('lets a clean push pass and records what was updated, on the word of the server', async () => {
    const desk = await forge()
    try {
      assert.match(await desk.install(), /assurance: asserted/)
      const tip = await desk.commit('copy', { 'a.ts': 'export const a = 1\n' })
      const { code, said } = await push(desk, 'HEAD:main')
      assert.is(code, 0, said)
      const kinds = desk.engine.log.drafts.map(({ kind }) => kind)
      assert.equal(kinds, ['auth', 'session.open', 'decision', 'effect', 'session.close'])
      const [, , decision, effect] = desk.engine.log.drafts
      assert.is(decision?.actor?.assurance, 'asserted')
      assert.match(decision?.actor?.human ?? '', /^forge\|/)
      assert.is(effect?.via, 'forge')
      assert.is(effect?.data['outcome'], 'done')
      assert.match(String(effect?.data['command']), new RegExp(`refs/heads/main 0{10}\\.\\.${tip.slice(0, 10)}`))
      assert.equal(leftovers(desk.bare), [])
    } finally {
      await desk.stop()
    }
  })

  test('refuses with file, line and class, holds with an approval id, and lets that pass once after the yes', async () => {
    const desk = await forge()
    try {
      await desk.install()
      await desk.commit('copy', { 'p.csv': 'id,ssn\n1,219-09-9999\n' })
      const refused = await push(desk, 'HEAD:main')
      assert.is(refused.code, 1)
      assert.match(refused.said, /remote: {3}p\.csv: ssn × 1 \(line 2\)/)
      assert.not.match(refused.said, /219-09/)
      await desk.must(['rm', '--quiet', 'p.csv'], { in: 'copy' })
      await desk.must(['commit', '--quiet', '--amend', '--allow-empty', '--message', 'Clean'], { in: 'copy' })
      const held = await push(desk, 'HEAD:release/1')
      const [id = ''] = /apr_[0-9a-z]+/.exec(held.said) ?? []
      assert.is(held.code, 1)
      assert.match(held.said, /Then run the same git push again/)
      await desk.engine.engine.approvals.approve(id, await officer(desk.engine), {})
      const passed = await push(desk, 'HEAD:release/1')
      assert.is(passed.code, 0, passed.said)
      await desk.must(['branch', '-D', 'release/1'], { in: 'app.git' })
      const again = await push(desk, 'HEAD:release/1')
      assert.match(again.said, new RegExp(`Approval ${id} was used`))
      assert.not.match(JSON.stringify(desk.engine.log.drafts), /219-09/)
    } finally {
      await desk.stop()
    }
  })

  test('as update judges each ref alone: the bad one stays out, the good one is in, and never passes later unseen', async () => {
    const desk = await forge()
    try {
      await desk.install()
      const hooks = join(desk.bare, 'hooks')
      const script = `#!/bin/sh\nexec ${cordonCommand()
        .map((word) => `'${word}'`)
        .join(' ')} hook git update "$@"\n`
      writeFileSync(join(hooks, 'update'), script)
      chmodSync(join(hooks, 'update'), 0o755)
      rmSync(join(hooks, 'pre-receive'))
      await desk.commit('copy', { 'a.ts': 'export const a = 1\n' })
      await desk.must(['checkout', '--quiet', '-b', 'bad'], { in: 'copy' })
      await desk.commit('copy', { 'p.csv': 'id,ssn\n1,219-09-9999\n' })
      for (const refs of [['main', 'bad'], ['bad']]) {
        const { code, said } = await push(desk, ...refs)
        assert.is(code, 1)
        assert.match(said, /p\.csv: ssn × 1 \(line 2\)/)
      }
      const there = await desk.must(['for-each-ref', '--format=%(refname)'], { in: 'app.git' })
      assert.is(there, 'refs/heads/main')
    } finally {
      await desk.stop()
    }
  })

  test('refuses everything while the engine does not answer', async () => {
    const desk = await forge()
    await desk.install()
    await desk.commit('copy', { 'a.ts': 'export const a = 1\n' })
    desk.engine.log.fails = 'full'
    const full = await push(desk, 'HEAD:main')
    assert.is(full.code, 1)
    assert.match(full.said, /nothing is let through/)
    await desk.stop()
  })
})

describe('cordon install git', (test) => {
  test('runs hooks that are there after its own, and uninstall restores every byte and mode', async () => {
    const desk = await forge()
    try {
      const hooks = join(desk.bare, 'hooks')
      mkdirSync(hooks, { recursive: true })
      const own = '#!/bin/sh\ncat > "$GIT_DIR/seen"\necho from the own hook >&2\nexit 0\n'
      writeFileSync(join(hooks, 'pre-receive'), own)
      chmodSync(join(hooks, 'pre-receive'), 0o751)
      const before = fingerprint(desk.bare)
      await desk.install()
      await desk.commit('copy', { 'a.ts': 'export const a = 1\n' })
      const { code, said } = await push(desk, 'HEAD:main')
      assert.is(code, 0, said)
      assert.match(said, /remote: from the own hook/)
      assert.match(readFileSync(join(desk.bare, 'seen'), 'utf8'), /refs\/heads\/main/)
      const script = readFileSync(join(hooks, 'pre-receive'), 'utf8')
      assert.ok(script.includes(`'${process.execPath}'`))
      assert.match(script, /'\/[^']*cli\/(main\.ts|cordon\.js)'/)
      await desk.uninstall()
      assert.equal(fingerprint(desk.bare), before)
    } finally {
      await desk.stop()
    }
  })

  test('a second install, and an uninstall of nothing, are refused', async () => {
    const desk = await forge()
    try {
      await desk.install()
      assert.match(String(await desk.install().catch(String)), /installed already/)
      await desk.uninstall()
      assert.match(String(await desk.uninstall().catch(String)), /not installed there/)
    } finally {
      await desk.stop()
    }
  })

  test('--server guards every repository by core.hooksPath, and takes that back', async () => {
    const desk = await forge()
    try {
      const hooks = join(desk.folder, 'hooks')
      const config = join(desk.folder, 'gitconfig')
      const where = ['--server', '--hooks', hooks]
      const more = ['--engine', 'unix:/nowhere.sock', '--name', 'forge', '--key', '/nowhere.pem', '--config', config]
      assert.is((await cordon(['install', 'git', ...where, ...more])).code, 0)
      assert.match(readFileSync(config, 'utf8'), /hooksPath = /)
      assert.ok(existsSync(join(hooks, 'pre-receive')))
      assert.is((await cordon(['uninstall', 'git', ...where])).code, 0)
      assert.not.ok(existsSync(config))
      assert.not.ok(existsSync(hooks))
    } finally {
      await desk.stop()
    }
  })
})

async function officer({ engine, personToken }: Rig) {
  return engine.verifier.verify(await personToken('omar', 'officer'), 'cordon:api')
}

function leftovers(bare: string): readonly string[] {
  return readdirSync(bare).filter((name) => name.startsWith('cordon-push'))
}

// Every file of a repository but what a push adds, with its bytes and mode.
function fingerprint(bare: string): Readonly<Record<string, string>> {
  const files = ['config', 'HEAD', ...readdirSync(join(bare, 'hooks')).map((name) => `hooks/${name}`)]
  return Object.fromEntries(
    files.sort().map((name) => [name, `${statSync(join(bare, name)).mode} ${readFileSync(join(bare, name), 'utf8')}`]),
  )
}
