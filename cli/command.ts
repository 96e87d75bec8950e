import { type ParseArgsConfig, parseArgs } from 'node:util'
import { EXIT, type Io, UsageError } from './io.ts'

export type Run = (args: readonly string[], io: Io) => Promise<number>

/** One command: its help is made from this, and so are its options. */
export interface Command {
  /** As it is typed, for example `approvals approve`. */
  readonly name: string
  readonly summary: string
  /** Arguments after the name, for example `ID`. */
  readonly usage?: string
  readonly options?: Readonly<Record<string, Option>>
  /** Each an example and what it does. */
  readonly examples: readonly (readonly [string, string])[]
  readonly run: (call: Call, io: Io) => Promise<number>
}

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  /** Name of the value in help. */
  readonly value?: string
  readonly help: string
}

export interface Call {
  readonly positionals: readonly string[]
  readonly text: (option: string) => string | undefined
  readonly texts: (option: string) => readonly string[]
  readonly flag: (option: string) => boolean
}

/** A runnable command: parses its options, prints its help. */
export function command(spec: Command): Run {
  return async (args, io) => {
    if (wantsHelp(args)) {
      io.out(help(spec))
      return EXIT.ok
    }
    return spec.run(parseCall(spec, args), io)
  }
}

/** A command of commands: `cordon approvals list`. */
export function group(name: string, summary: string, members: readonly Command[]): Run {
  return async (args, io) => {
    const [first, ...rest] = args
    const member = members.find((candidate) => candidate.name === `${name} ${first}`)
    if (member) return command(member)(rest, io)
    if (first === undefined || wantsHelp([first])) {
      io.out(groupHelp(name, summary, members))
      return first === undefined ? EXIT.usage : EXIT.ok
    }
    throw new UsageError(
      `cordon ${name} has no command "${first}"; it has ${members.map(({ name: known }) => known.split(' ').at(-1)).join(', ')}`,
    )
  }
}

/** The help of one command. */
export function help({ name, summary, usage, options = {}, examples }: Command): string {
  const rows = Object.entries(options).map(
    ([option, { type, value, help: text }]) =>
      [`--${option}${type === 'string' ? ` ${value ?? 'TEXT'}` : ''}`, text] as const,
  )
  rows.push(['--help', 'show this'])
  return [
    `Usage: cordon ${name}${usage ? ` ${usage}` : ''}${Object.keys(options).length > 0 ? ' [options]' : ''}`,
    '',
    summary,
    '',
    'Options:',
    columns(rows),
    '',
    'Examples:',
    ...examples.map(([line, what]) => `  ${line}\n      ${what}`),
    '',
  ].join('\n')
}

/** Two columns, the first as wide as its widest entry. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

function groupHelp(name: string, summary: string, members: readonly Command[]): string {
  const rows = members.map(
    (member) => [`${member.name.split(' ').at(-1)}${member.usage ? ` ${member.usage}` : ''}`, member.summary] as const,
  )
  return `Usage: cordon ${name} COMMAND\n\n${summary}\n\nCommands:\n${columns(rows)}\n\ncordon ${name} COMMAND --help shows options and examples.\n`
}

function wantsHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

function parseCall({ name, options = {} }: Command, args: readonly string[]): Call {
  const config: ParseArgsConfig = {
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: Object.fromEntries(
      Object.entries(options).map(([key, { type, multiple = false }]) => [key, { type, multiple }]),
    ),
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs(config)
  } catch (cause) {
    const [sentence] = (cause as Error).message.split('. ')
    throw new UsageError(`${sentence}; see cordon ${name} --help`, { cause })
  }
  const values = parsed.values as Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  return {
    positionals: parsed.positionals,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    texts: (option) => [values[option] ?? []].flat().filter((value) => typeof value === 'string'),
    flag: (option) => values[option] === true,
  }
}
