import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Call, command, type Run } from '../command.ts'
import { parseConfig } from '../config.ts'
import { type Answers, initialConfig } from '../initial-config.ts'
import { CommandError, EXIT, type Io } from '../io.ts'

interface Question {
  readonly option: keyof Answers
  readonly ask: string
  readonly fallback: string
}

const QUESTIONS: readonly Question[] = [
  { option: 'entity', ask: 'Covered entity, as reports name it', fallback: 'Example Clinic' },
  { option: 'target', ask: 'Name of the database in decisions and reports', fallback: 'clinic' },
  { option: 'host', ask: 'PostgreSQL host', fallback: '127.0.0.1' },
  { option: 'port', ask: 'PostgreSQL port', fallback: '5432' },
  { option: 'database', ask: 'Database', fallback: 'clinic' },
  { option: 'user', ask: 'Role that Cordon logs in as (limited, never a superuser)', fallback: 'cordon' },
  { option: 'listen', ask: 'Port that agents connect to', fallback: '6432' },
]

export const run: Run = command({
  name: 'init',
  summary:
    'Writes a commented cordon.yaml, asking what it must know. Secrets are not asked for: the file refers to them.',
  usage: '[FILE]',
  options: {
    ...Object.fromEntries(
      QUESTIONS.map(({ option, ask, fallback }) => [option, { type: 'string', help: `${ask} (${fallback})` } as const]),
    ),
    yes: { type: 'boolean', help: 'ask nothing: take the options, and defaults for the rest' },
    force: { type: 'boolean', help: 'overwrite a file that exists' },
  },
  examples: [
    ['cordon init', 'asks, and writes ./cordon.yaml'],
    ['cordon init --yes --host db.internal --database emr --user cordon_emr', 'asks nothing'],
  ],
  run: async (call, io) => {
    const path = resolve(io.cwd, call.positionals[0] ?? 'cordon.yaml')
    if (existsSync(path) && !call.flag('force')) throw new CommandError(`${path} exists: --force overwrites it`)
    const text = initialConfig(await answers(call, io))
    parseConfig(text, path)
    writeFileSync(path, text, { mode: 0o600 })
    io.out(
      `wrote ${path}\n\nNext:\n  export CORDON_UPSTREAM_PASSWORD=…    the role's password\n  cordon config check\n  cordon up\n`,
    )
    return EXIT.ok
  },
})

async function answers(call: Call, io: Io): Promise<Answers> {
  const given: Record<string, string> = {}
  for (const { option, ask, fallback } of QUESTIONS) {
    const told = call.text(option)
    const asked =
      told === undefined && !call.flag('yes') && io.interactive ? await io.ask(`${ask} [${fallback}]: `) : told
    given[option] = asked?.trim() || fallback
  }
  return given as unknown as Answers
}
