import { execFileSync } from 'node:child_process'
import { createHmac, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type EngineAddress, oneShotClient, type ServerHookParts } from '#enforcers'
import { openEnforcerSigner } from '#engine'
import { CommandError, type Io } from '../io.ts'

const DEADLINE_MS = 30_000
/** Where servers say who pushes: Gitolite, GitLab, Gitea and Forgejo, a web server, sshd. */
const USER_VARIABLES = ['GL_USER', 'GL_USERNAME', 'GITEA_PUSHER_NAME', 'REMOTE_USER', 'LOGNAME', 'USER']

/** What is asked of the hook itself; the rest comes from `git config cordon.*`. */
export type HookQuestion = Pick<ServerHookParts, 'hook' | 'updates' | 'say'>

/** What a hook on a server of its own works with. Throws CommandError where git's configuration does not say it. */
export async function serverHookParts(question: HookQuestion, io: Io): Promise<ServerHookParts> {
  const settings = readSettings(io)
  const enforcer = wanted(settings, 'name')
  const keyFile = wanted(settings, 'key')
  const token = openEnforcerSigner({ keyFile, name: enforcer, now: Date.now })
  const secret = commitmentSecret(keyFile)
  const engine = oneShotClient({
    address: addressOf(settings),
    token,
    deadlineMs: DEADLINE_MS,
    now: Date.now,
    onDead: ({ kind }) => io.err(`Cordon: the engine was ${kind}\n`),
  })
  const variables = settings.get('uservariable') ?? USER_VARIABLES
  const human = variables.map((name) => io.env[name]).find(Boolean) ?? 'unknown'
  return {
    ...question,
    engine,
    enforcer,
    target: one(settings, 'target') ?? enforcer,
    subject: {
      human: human.slice(0, 128),
      agent: one(settings, 'agent') ?? 'unknown',
      groups: [...(settings.get('group') ?? [])],
    },
    commit: (domain, value) => createHmac('sha256', secret).update(`${domain}\0`).update(value).digest('hex'),
    env: io.env,
    cwd: io.cwd,
    signal: io.signal,
    now: Date.now,
    // A server's log is not ours; what went wrong is told to who pushes, without facts.
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
}

type Settings = ReadonlyMap<string, readonly string[]>

// The server's own files alone: what a client could put into the environment counts for nothing.
function readSettings(io: Io): Settings {
  const env = Object.fromEntries(
    Object.entries(io.env).filter(([name]) => !/^GIT_CONFIG_(COUNT|KEY|VALUE|PARAM)/.test(name)),
  )
  let text = ''
  try {
    text = execFileSync('git', ['config', '--null', '--get-regexp', '^cordon\\.'], {
      cwd: io.cwd,
      env,
      encoding: 'utf8',
    })
  } catch (cause) {
    throw new CommandError('git config says nothing of cordon.engine: run cordon install git', { cause })
  }
  const settings = new Map<string, string[]>()
  for (const entry of text.split('\0').filter(Boolean)) {
    const end = entry.indexOf('\n')
    const name = entry.slice('cordon.'.length, end)
    settings.set(name, [...(settings.get(name) ?? []), entry.slice(end + 1)])
  }
  return settings
}

function one(settings: Settings, name: string): string | undefined {
  return settings.get(name)?.at(-1)
}

function wanted(settings: Settings, name: string): string {
  const value = one(settings, name)
  if (value === undefined) throw new CommandError(`git config says nothing of cordon.${name}: run cordon install git`)
  return value
}

function addressOf(settings: Settings): EngineAddress {
  const engine = wanted(settings, 'engine')
  if (engine.startsWith('unix:')) return { socket: engine.slice('unix:'.length) }
  const ca = one(settings, 'ca')
  return ca === undefined ? { url: engine } : { url: engine, ca: readFileSync(ca, 'utf8') }
}

// The enrolled key is the one secret that a hook has; digests under a key made of it are the hook's own.
function commitmentSecret(keyFile: string): Buffer {
  return Buffer.from(hkdfSync('sha256', readFileSync(keyFile), '', 'cordon-hook-commitments-v1', 32))
}
