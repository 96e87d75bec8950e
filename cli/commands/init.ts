import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Call, command, type Run } from '../command.ts'
import { parseConfig } from '../config.ts'
import { type Answers, initialConfig } from '../initial-config.ts'
import { CommandError, EXIT, type Io } from '../io.ts'

const QUESTIONS: Readonly<Record<keyof Answers, string>> = {
  entity: 'Covered entity, as reports name it',
  target: 'Name of the database in decisions and reports',
  host: 'PostgreSQL host',
  port: 'PostgreSQL port',
  database: 'Database',
  user: 'Role that Cordon logs in as (limited, never a superuser)',
  listen: 'Port that agents connect to',
}

const FALLBACKS: Answers = {
  entity: 'Example Clinic',
  target: 'clinic',
  host: '127.0.0.1',
  port: '5432',
  database: 'clinic',
  user: 'cordon',
  listen: '6432',
}

const OPTIONS = Object.keys(FALLBACKS) as (keyof Answers)[]

export const run: Run = command({
  name: 'init',
  summary:
    'Writes a commented cordon.yaml, asking what it must know. Secrets are not asked for: the file refers to them.',
  usage: '[FILE]',
  options: {
    ...Object.fromEntries(
      OPTIONS.map((name) => [name, { type: 'string', help: `${QUESTIONS[name]} (${FALLBACKS[name]})` } as const]),
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
  const given: Record<keyof Answers, string> = { ...FALLBACKS }
  for (const name of OPTIONS) {
    const told = call.text(name)
    const asks = told === undefined && !call.flag('yes') && io.interactive
    const asked = asks ? await io.ask(`${QUESTIONS[name]} [${FALLBACKS[name]}]: `) : told
    given[name] = asked?.trim() || FALLBACKS[name]
  }
  return given
}
