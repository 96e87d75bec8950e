import { resolve } from 'node:path'
import { type Call, group, type Option, type Run } from '../command.ts'
import { cordonCommand } from '../cordon-command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'

const DEFAULT_HOOKS = '/etc/cordon/git-hooks'
const DEFAULT_CONFIG = '/etc/gitconfig'

/** Where, the same for install and uninstall. */
export const PLACE_OPTIONS: Readonly<Record<'repo' | 'server' | 'hooks', Option>> = {
  repo: { type: 'string', value: 'FOLDER', multiple: true, help: 'a repository on this server; may be repeated' },
  server: { type: 'boolean', help: 'every repository of this server (core.hooksPath)' },
  hooks: { type: 'string', value: 'FOLDER', help: `with --server: folder of the hooks (${DEFAULT_HOOKS})` },
}

export const run: Run = group(
  'install',
  'Puts Cordon into other programs; cordon uninstall takes it out byte for byte.',
  [
    {
      name: 'install git',
      summary: "put Cordon's hooks into repositories of a Git server; hooks that are there run after them",
      options: {
        ...PLACE_OPTIONS,
        config: { type: 'string', value: 'FILE', help: `with --server: git's configuration file (${DEFAULT_CONFIG})` },
        engine: { type: 'string', value: 'ADDRESS', help: 'the engine: unix:PATH on this machine, or https://…' },
        ca: { type: 'string', value: 'FILE', help: 'PEM of the authority of an https engine' },
        name: { type: 'string', value: 'NAME', help: 'name under which this server is enrolled, with --subjects' },
        key: { type: 'string', value: 'FILE', help: 'private key that `cordon enforcer enroll` wrote' },
        target: { type: 'string', value: 'NAME', help: 'name of this Git server in policy and reports (the name)' },
        group: {
          type: 'string',
          value: 'NAME',
          multiple: true,
          help: 'a group that everybody who may push here is in',
        },
        agent: { type: 'string', value: 'NAME', help: 'the software that pushes here (unknown)' },
      },
      examples: [
        [
          'cordon install git --repo /srv/git/app.git --engine unix:/var/lib/cordon/engine.sock --name forge --key forge.pem --group developers',
          'one repository; identity is the word of the server, marked asserted',
        ],
      ],
      run: install,
    },
  ],
)

async function install(call: Call, io: Io): Promise<number> {
  const { installRepository, installServer } = await import('../git/installation.ts')
  const settings = settingsOf(call, io)
  const repositories = repositoriesOf(call, io)
  if (call.flag('server')) {
    const hooks = hooksFolder(call, io)
    installServer({ hooks, config: resolve(io.cwd, call.text('config') ?? DEFAULT_CONFIG) }, cordonCommand(), settings)
    io.out(`hooks of every repository are in ${hooks}; a repository that sets core.hooksPath itself is not guarded\n`)
  }
  for (const folder of repositories) {
    const hooks = installRepository(folder, cordonCommand(), settings)
    io.out(`${folder}: hooks are in ${hooks}\n`)
  }
  io.out('who pushes is the word of this server (assurance: asserted); policy may refuse that\n')
  return EXIT.ok
}

function settingsOf(call: Call, io: Io): (readonly [string, string])[] {
  const need = (name: string): string => {
    const value = call.text(name)
    if (value === undefined) throw new UsageError(`--${name} is wanted; see cordon install git --help`)
    return value
  }
  const engine = need('engine')
  if (!/^(unix:|https:|http:)/.test(engine)) throw new UsageError('--engine is unix:PATH or https://…')
  const all: (readonly [string, string])[] = [
    ['cordon.engine', engine.startsWith('unix:') ? `unix:${resolve(io.cwd, engine.slice(5))}` : engine],
    ['cordon.name', need('name')],
    ['cordon.key', resolve(io.cwd, need('key'))],
    ['cordon.target', call.text('target') ?? need('name')],
  ]
  const [ca, agent] = [call.text('ca'), call.text('agent')]
  if (ca !== undefined) all.push(['cordon.ca', resolve(io.cwd, ca)])
  if (agent !== undefined) all.push(['cordon.agent', agent])
  for (const group_ of call.texts('group')) all.push(['cordon.group', group_])
  return all
}

/** Repositories that a command names. Throws UsageError where it names neither those nor the server. */
export function repositoriesOf(call: Call, io: Io): readonly string[] {
  const repositories = call.texts('repo').map((folder) => resolve(io.cwd, folder))
  if ((repositories.length === 0) !== call.flag('server'))
    throw new UsageError('one of --repo and --server is wanted; see --help')
  return repositories
}

export function hooksFolder(call: Call, io: Io): string {
  return resolve(io.cwd, call.text('hooks') ?? DEFAULT_HOOKS)
}
