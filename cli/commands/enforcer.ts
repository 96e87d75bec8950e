import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Call, type Command, group, type Run } from '../command.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { dataFolders } from '../state.ts'
import { table } from '../table.ts'

const COMMON = {
  data: { type: 'string', value: 'FOLDER', help: 'data folder of the engine' },
  json: { type: 'boolean', help: 'print JSON' },
} as const

const COMMANDS: readonly Command[] = [
  {
    name: 'enforcer enroll',
    summary: 'give an enforcer, or the sealer, a key of its own; enrolling a name again replaces its key',
    usage: 'NAME',
    options: {
      ...COMMON,
      out: { type: 'string', value: 'FILE', help: 'write the private key there (0600) and keep no copy' },
      keep: { type: 'boolean', help: 'do nothing where that name is enrolled already' },
      subjects: { type: 'boolean', help: 'may vouch for subjects of its own: for AuthZEN clients, not for enforcers' },
    },
    examples: [
      ['cordon enforcer enroll clinic-db', 'prints the key file: bring it to the machine of the enforcer, mode 0600'],
      ['cordon enforcer enroll sealer', 'the same for `cordon seal`'],
    ],
    run: async (call, io) => {
      const { enrollEnforcer, readRegistry } = await import('#engine')
      const [folder, name] = [keysOf(call, io), nameOf(call)]
      if (call.flag('keep') && existsSync(folder) && readRegistry(folder).some((enrolled) => enrolled.name === name)) {
        io.err(`${name} is enrolled already\n`)
        return EXIT.ok
      }
      const grants = call.flag('subjects') ? (['subjects'] as const) : []
      const { enforcer, keyFile: made } = enrollEnforcer({ folder, name, grants, now: Date.now })
      const out = call.text('out')
      const keyFile = out === undefined ? made : bringOut(made, resolve(io.cwd, out))
      if (call.flag('json')) io.out(`${JSON.stringify({ ...enforcer, keyFile })}\n`)
      else io.out(`${enforcer.name} is enrolled (key ${enforcer.keyId}); its private key is in ${keyFile}\n`)
      return EXIT.ok
    },
  },
  {
    name: 'enforcer list',
    summary: 'who is enrolled',
    options: COMMON,
    examples: [['cordon enforcer list', 'names, keys, grants and since when']],
    run: async (call, io) => {
      const { readRegistry } = await import('#engine')
      const all = readRegistry(keysOf(call, io))
      if (call.flag('json')) io.out(`${JSON.stringify(all)}\n`)
      else if (all.length === 0) io.out('nobody is enrolled\n')
      else
        io.out(
          `${table(
            ['name', 'key', 'grants', 'since'],
            all.map(({ name, keyId, grants, enrolledAt }) => [name, keyId, grants.join(', '), enrolledAt.slice(0, 19)]),
          )}\n`,
        )
      return EXIT.ok
    },
  },
  {
    name: 'enforcer revoke',
    summary: 'take the right away: within a second a running engine knows it no more',
    usage: 'NAME',
    options: { data: COMMON.data },
    examples: [['cordon enforcer revoke clinic-db', 'its tokens are refused from then on']],
    run: async (call, io) => {
      const { revokeEnforcer } = await import('#engine')
      const name = nameOf(call)
      if (!revokeEnforcer(keysOf(call, io), name)) throw new CommandError(`nobody is enrolled as ${name}`)
      io.out(`${name} is revoked\n`)
      return EXIT.ok
    },
  },
]

export const run: Run = group(
  'enforcer',
  'Enforcers that run apart from the engine, and the sealer: each has a key of its own.',
  COMMANDS,
)

function nameOf({ positionals: [name, ...rest] }: Call): string {
  if (name === undefined || rest.length > 0) throw new UsageError('one name is wanted')
  return name
}

// Enrolling may come before the first start: the folder is then made, where it is named.
function keysOf({ text }: Call, io: Io): string {
  const folders = dataFolders(io, text('data'))
  const found = folders.find((folder) => existsSync(folder)) ?? folders[0] ?? resolve(io.cwd, '.cordon')
  return join(found, 'keys')
}

// A copy first: what cannot be written there is not lost here.
function bringOut(from: string, to: string): string {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  copyFileSync(from, to)
  chmodSync(to, 0o600)
  rmSync(from)
  return to
}
