import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Phi } from '#phi'
import type { AccessRequest, GitPush, Session } from '#schemas'
import { cordonCommand } from '../../cli/cordon-command.ts'
import { type GitOptions, git } from '../../enforcers/git/index.ts'
import { type FakeEngine, fakeEngine, logTo, TOKEN, type Verdict } from './enforcer-context.ts'

export interface GitResult {
  readonly code: number | null
  /** Standard output and error, as they came. */
  readonly said: string
}

/** A folder with working copies, in which an unmodified git runs. */
export interface GitDesk {
  readonly folder: string
  readonly git: (
    args: readonly string[],
    options?: { readonly in?: string; readonly input?: string },
  ) => Promise<GitResult>
  /** The same, but it must end well; answers what it said on standard output, trimmed. */
  readonly must: (
    args: readonly string[],
    options?: { readonly in?: string; readonly input?: string },
  ) => Promise<string>
  /** Writes files below a working copy. */
  readonly write: (copy: string, files: Readonly<Record<string, string | Uint8Array>>) => void
  /** Writes files and commits them; answers the commit. */
  readonly commit: (
    copy: string,
    files: Readonly<Record<string, string | Uint8Array>>,
    message?: string,
  ) => Promise<string>
  readonly remove: () => void
}

export function gitDesk(): GitDesk {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-git-'))
  const run: GitDesk['git'] = (args, { in: at = '.', input = '' } = {}) => runGit(args, join(folder, at), input)
  const must: GitDesk['must'] = async (args, options) => {
    const { code, said } = await run(args, options)
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${said}`)
    return said.trim()
  }
  const write: GitDesk['write'] = (copy, files) => {
    for (const [path, content] of Object.entries(files)) {
      const full = join(folder, copy, path)
      mkdirSync(dirname(full), { recursive: true })
      writeFileSync(full, content)
    }
  }
  return {
    folder,
    git: run,
    must,
    write,
    commit: async (copy, files, message = 'Change something') => {
      write(copy, files)
      await must(['add', '--all'], { in: copy })
      await must(['commit', '--quiet', '--allow-empty', '--message', message], { in: copy })
      return must(['rev-parse', 'HEAD'], { in: copy })
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function runGit(args: readonly string[], cwd: string, input: string): Promise<GitResult> {
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ana',
    GIT_AUTHOR_EMAIL: 'ana@clinic.example',
    GIT_COMMITTER_NAME: 'Ana',
    GIT_COMMITTER_EMAIL: 'ana@clinic.example',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'init.defaultBranch',
    GIT_CONFIG_VALUE_0: 'main',
    GIT_CONFIG_KEY_1: 'protocol.file.allow',
    GIT_CONFIG_VALUE_1: 'always',
  }
  const child = spawn('git', [...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said }))
  })
}

/** A Git enforcer whose engine is the test, in front of `app.git`. */
export interface GitGuard extends GitDesk {
  readonly engine: FakeEngine
  /** Of `app.git`, with the token of the tests in it. */
  readonly url: string
  readonly address: string
  /** Folder of the bare repository that is guarded. */
  readonly bare: string
  /** Folder of the enforcer's own. */
  readonly scratch: string
  /** What the enforcer told the operator. */
  readonly logged: readonly unknown[]
  readonly pushes: () => readonly GitPush[]
  /** A fresh clone with one commit that was pushed; answers its folder. */
  readonly copy: (name: string) => Promise<string>
  readonly stop: () => Promise<void>
}

export interface GuardWishes {
  readonly judge?: (request: AccessRequest) => Verdict
  readonly session?: Partial<Session>
  /** The shipped one where absent. */
  readonly phi?: Phi
  readonly limits?: GitOptions['config']['limits']
  /** How hooks call `cordon`: from the sources where absent. */
  readonly cordon?: GitOptions['cordon']
  /** Stands as a door in front of this address, in place of serving the folder. */
  readonly upstream?: (root: string) => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>
}

/** Denies what holds a finding, holds what could not be read, allows the rest. */
export function byFindings({ action, resource }: AccessRequest): Verdict {
  if (action.name !== 'git.push') return { effect: 'allow' }
  const push = resource.properties as unknown as GitPush
  if (push.findings.length > 0 || !push.complete || push.unreachable > 0) return { effect: 'deny' }
  return { effect: push.skipped.length > 0 ? 'require_approval' : 'allow' }
}

export async function guardGit({
  judge = byFindings,
  session,
  phi,
  limits,
  cordon,
  upstream,
}: GuardWishes = {}): Promise<GitGuard> {
  const desk = gitDesk()
  const root = join(desk.folder, 'repositories')
  const scratch = join(desk.folder, 'scratch')
  mkdirSync(root)
  // git shows a home folder of its own to nobody else.
  chmodSync(desk.folder, 0o700)
  await desk.must(['init', '--quiet', '--bare', 'repositories/app.git'])
  const behind = await upstream?.(root)
  const engine = fakeEngine(judge, session)
  const options: GitOptions = {
    config: {
      name: 'git',
      type: 'git',
      port: 0,
      target: 'source',
      ...(limits === undefined ? {} : { limits }),
      ...(behind === undefined ? { repositories: root } : { upstream: { url: behind.url } }),
    },
    repositories: behind === undefined ? root : null,
    tls: null,
    password: null,
    ca: null,
    scratch,
    cordon: cordon ?? cordonCommand(),
    path: process.env['PATH'] ?? '',
  }
  const logged: unknown[] = []
  const running = git.run(options, { ...engine.context, ...(phi && { phi }), log: logTo(logged) })
  const address = await Promise.race([engine.ready, running.then(() => '')])
  const url = `${address.replace('//', `//agent:${TOKEN}@`)}/app.git`
  return {
    ...desk,
    engine,
    url,
    address,
    scratch,
    logged,
    bare: join(root, 'app.git'),
    pushes: () =>
      engine.requests
        .filter(({ action }) => action.name === 'git.push')
        .map(({ resource }) => resource.properties as unknown as GitPush),
    copy: async (name) => {
      await desk.must(['clone', '--quiet', url, name])
      const files = { 'README.md': '# App\n' }
      if ((await desk.git(['rev-parse', '--verify', 'HEAD'], { in: name })).code !== 0) {
        await desk.commit(name, files, 'Begin')
        // Past Cordon: the tests begin after it.
        await desk.must(['push', '--quiet', join(root, 'app.git'), 'HEAD:main'], { in: name })
        await desk.must(['fetch', '--quiet', 'origin'], { in: name })
      }
      return name
    },
    stop: async () => {
      engine.stop()
      await running
      await behind?.stop()
      desk.remove()
    },
  }
}
