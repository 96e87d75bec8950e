import { type Document, LineCounter, parseDocument } from 'yaml'
import { ToolchainError } from './toolchain-error.ts'

/** What policy.yaml says. */
export interface ProjectSettings {
  readonly name: string
  readonly sequence: number
  readonly entrypoints: readonly string[]
  /** Least coverage of the tests, percent. */
  readonly coverage: number
  /** Source file that holds the digest of the built-in bundle, or null. */
  readonly pin: string | null
}

/**
 * Policy data from `data/*.yaml`. Each file has one top-level key, its own name, so that OPA reads the folder to the
 * same document. Throws ToolchainError `data` with file and line.
 */
export function readData(files: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = {}
  for (const [path, text] of files) {
    const name = path.slice('data/'.length, -'.yaml'.length)
    const value = readYaml(path, text)
    if (!isRecord(value) || Object.keys(value).length !== 1 || !Object.hasOwn(value, name))
      throw new ToolchainError('data', `${path} must have exactly one top-level key, \`${name}\``)
    data[name] = value[name]
  }
  return data
}

/** What policy.yaml says. Throws ToolchainError `project`. */
export function readSettings(text: string): ProjectSettings {
  const value = readYaml('policy.yaml', text)
  const policy = isRecord(value) ? value['policy'] : undefined
  if (!isRecord(policy)) throw fault('it must have one top-level key, `policy`')
  const { name, sequence, entrypoints, coverage = 0, pin = null, ...unknown } = policy
  const [stranger] = Object.keys(unknown)
  if (stranger !== undefined) throw fault(`\`${stranger}\` is not a known key`)
  if (typeof name !== 'string' || name === '') throw fault('`name` must be a text')
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0)
    throw fault('`sequence` must be a whole number from 0')
  if (typeof coverage !== 'number' || coverage < 0 || coverage > 100) throw fault('`coverage` must be 0 to 100')
  if (pin !== null && (typeof pin !== 'string' || !pin.endsWith('/built-in.ts')))
    throw fault('`pin` must be the path of a file called built-in.ts')
  if (!isEntrypoints(entrypoints)) throw fault('`entrypoints` must list paths such as cordon/sql/decision')
  return { name, sequence, entrypoints: [...entrypoints].sort(), coverage, pin }
}

function readYaml(path: string, text: string): unknown {
  const lines = new LineCounter()
  const document: Document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' })
  const [error] = [...document.errors, ...document.warnings]
  if (error) {
    const { line } = lines.linePos(error.pos[0])
    const [first = 'it is not valid YAML'] = error.message.split('\n')
    throw new ToolchainError('data', `${path}:${line}: ${first}`, {
      findings: [{ file: path, line, code: 'yaml', message: first }],
    })
  }
  return document.toJS({ maxAliasCount: 100 }) as unknown
}

function isEntrypoints(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && /^[a-z_][a-z0-9_/]{0,200}$/.test(item))
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fault(message: string): ToolchainError {
  return new ToolchainError('project', `policy.yaml: ${message}`)
}
