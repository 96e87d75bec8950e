import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { type Config, parse, SchemaError, type ShapeFault, schemas } from '#schemas'
import { identityFaults } from './check-identity.ts'
import { storeFaults } from './check-store.ts'
import { streamFaults } from './check-stream.ts'
import { vaultFaults } from './check-vault.ts'
import { nearest } from './nearest.ts'

/** A configuration as it was read: checked, with its own folder for relative paths. */
export interface LoadedConfig {
  readonly config: Config
  readonly path: string
  /** Relative paths in the configuration start here. */
  readonly folder: string
}

/** One thing that is wrong with a configuration. Lines and columns count from 1. */
export interface ConfigFault {
  readonly line: number
  readonly column: number
  readonly path: string
  readonly message: string
  readonly suggestion?: string
}

/** A configuration that cannot be used. Holds every fault that was found; values are not quoted. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly ConfigFault[]

  constructor(path: string, faults: readonly ConfigFault[], options: { cause?: unknown } = {}) {
    super(faults.map((fault) => describeFault(path, fault)).join('\n'), { cause: options.cause })
    this.faults = faults
  }
}

/** Reads and checks cordon.yaml. Throws ConfigError with line, column and suggestion. */
export function loadConfig(path: string): LoadedConfig {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const message = `the file cannot be read (${(cause as NodeJS.ErrnoException).code}); \`cordon init\` writes one`
    throw new ConfigError(path, [{ line: 1, column: 1, path: '', message }], { cause })
  }
  return { config: parseConfig(text, path), path, folder: dirname(resolve(path)) }
}

/** Checks the text of a configuration. `path` is for messages. */
export function parseConfig(text: string, path: string): Config {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 0 } as never)
  const [broken] = document.errors
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0])
    throw new ConfigError(path, [{ line, column: col, path: '', message: firstLine(broken.message) }])
  }
  try {
    const config = parse('config', plainValue(document, path))
    checkMeaning(config, document, lines, path)
    return config
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new ConfigError(
      path,
      told(error.faults).map((fault) => locate(fault, document, lines)),
      { cause: error },
    )
  }
}

function plainValue(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch (cause) {
    const message = 'the file uses aliases (&name, *name): write the value out'
    throw new ConfigError(path, [{ line: 1, column: 1, path: '', message }], { cause })
  }
}

/** A path of the configuration, made absolute. */
export function within({ folder }: LoadedConfig, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path)
}

// "Must match one of" says nothing where the reason inside it is told as well.
function told(faults: readonly ShapeFault[]): readonly ShapeFault[] {
  const plain = faults.filter(({ message }) => !message.startsWith('must match exactly one schema'))
  return plain.length > 0 ? plain : faults
}

// What no schema can say: names that must be unique, addresses that must not face the network unguarded.
function checkMeaning(config: Config, document: Document, lines: LineCounter, path: string): void {
  const names = new Set<string>()
  const faults: ConfigFault[] = []
  config.enforcers.forEach(({ name }, index) => {
    if (names.has(name))
      faults.push(locate({ path: `/enforcers/${index}/name`, message: 'is used twice' }, document, lines))
    names.add(name)
  })
  const host = config.engine?.host
  if (host !== undefined && !config.engine?.tls && !isLoopback(host)) {
    faults.push(
      locate({ path: '/engine/host', message: 'leaves this machine, so `engine.tls` is needed' }, document, lines),
    )
  }
  for (const fault of [
    ...identityFaults(config),
    ...storeFaults(config, isLoopback),
    ...streamFaults(config, isLoopback),
    ...vaultFaults(config),
  ])
    faults.push(locate(fault, document, lines))
  if (faults.length > 0) throw new ConfigError(path, faults)
}

/** Loopback addresses: nothing else may be used without TLS. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

function locate(fault: ShapeFault, document: Document, lines: LineCounter): ConfigFault {
  const keys = fault.path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const { line, col } = lines.linePos(offset(document, keys))
  const suggestion = suggest(fault, keys)
  return { line, column: col, path: keys.join('.'), message: fault.message, ...(suggestion ? { suggestion } : {}) }
}

// The offset of the key itself where there is one, else of the nearest parent that exists.
function offset(document: Document, keys: readonly string[]): number {
  const path = keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key))
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    if (pair && isScalar(pair.key)) return pair.key.range?.[0] ?? 0
  }
  const node = path.length > 0 ? document.getIn(path, true) : document.contents
  if (isNode(node)) return node.range?.[0] ?? 0
  return path.length > 0 ? offset(document, keys.slice(0, -1)) : 0
}

function suggest(fault: ShapeFault, keys: readonly string[]): string | undefined {
  const wrong = keys.at(-1)
  if (wrong === undefined || fault.message !== 'is not a known member') return undefined
  return nearest(wrong, memberNames(schemas.config))
}

function memberNames(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return []
  const own = Object.keys((schema as { properties?: object }).properties ?? {})
  return [...own, ...Object.values(schema).flatMap(memberNames)]
}

function describeFault(path: string, { line, column, path: place, message, suggestion }: ConfigFault): string {
  return `${path}:${line}:${column}: ${place ? `${place} ` : ''}${message}${suggestion ? `; did you mean "${suggestion}"?` : ''}`
}

// The parser says the place once more, and quotes the line below: it may hold what must not be printed.
function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? text).replace(/ at line \d+, column \d+:?$/, '')
}
