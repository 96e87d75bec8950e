import { StartupError } from './startup.ts'

/** Settings a client may bring: they change how values are written or how long a statement may take. */
const ALLOWED = new Set([
  'application_name',
  'bytea_output',
  'client_encoding',
  'client_min_messages',
  'datestyle',
  'extra_float_digits',
  'geqo',
  'idle_in_transaction_session_timeout',
  'intervalstyle',
  'jit',
  'lock_timeout',
  'search_path',
  'statement_timeout',
  'timezone',
])
const UTF8 = new Set(['utf8', 'utf-8', 'unicode'])
const OFF = new Set(['false', 'off', 'no', '0'])

export interface ClientParameters {
  /** Role name that was asked for: a label only, Cordon logs in as its own role. */
  readonly user: string
  readonly applicationName: string | null
  /** What goes upstream, by lower-case name. */
  readonly settings: ReadonlyMap<string, string>
}

/**
 * Checks what a startup message asks for. Everything not known to be harmless is refused: `replication` streams
 * the whole database, `options` can set anything, an encoding other than UTF8 lets the server read another
 * statement than we. Throws StartupError.
 */
export function checkParameters(parameters: ReadonlyMap<string, string>, database: string): ClientParameters {
  const user = parameters.get('user') ?? ''
  if (user === '') throw new StartupError('28000', 'no user name is given')
  const wanted = parameters.get('database')
  if (wanted !== undefined && wanted !== '' && wanted !== database)
    throw new StartupError('3D000', `this listener guards one database only: connect with database "${database}"`)
  const settings = new Map<string, string>()
  for (const [name, value] of parameters) {
    const lower = name.toLowerCase()
    if (lower === 'user' || lower === 'database') continue
    if (lower === 'replication') {
      if (!OFF.has(value.toLowerCase()))
        throw new StartupError('42501', 'replication connections are refused: they read the whole database')
    } else if (lower === 'options') for (const [key, set] of readOptions(value)) allow(settings, key, set)
    else allow(settings, lower, value)
  }
  settings.set('client_encoding', 'UTF8')
  return { user, applicationName: settings.get('application_name') ?? null, settings }
}

function allow(settings: Map<string, string>, name: string, value: string): void {
  if (!ALLOWED.has(name))
    throw new StartupError('42501', `the startup parameter ${quoted(name)} may not be set through Cordon`)
  if (name === 'client_encoding' && !UTF8.has(value.toLowerCase().replaceAll(/["']/g, '')))
    throw new StartupError('42501', 'client_encoding must be UTF8: set PGCLIENTENCODING=UTF8')
  settings.set(name, value)
}

// The operator's log repeats it: a name that is none of PostgreSQL's could hold anything.
function quoted(name: string): string {
  return /^[a-z_]{1,40}$/.test(name) ? `"${name}"` : 'with a name that is none of PostgreSQL’s'
}

// `-c name=value` and `--name=value`, separated by spaces; a backslash takes the next character as it is.
function readOptions(text: string): [string, string][] {
  const words = splitWords(text)
  const settings: [string, string][] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string
    let setting: string | undefined
    if (word === '-c') setting = words[++index]
    else if (word.startsWith('-c')) setting = word.slice(2)
    else if (word.startsWith('--')) setting = word.slice(2)
    const equals = setting?.indexOf('=') ?? -1
    if (setting === undefined || equals < 1)
      throw new StartupError('42501', 'only settings (-c name=value) are taken in the startup parameter "options"')
    settings.push([setting.slice(0, equals).toLowerCase().replaceAll('-', '_'), setting.slice(equals + 1)])
  }
  return settings
}

function splitWords(text: string): string[] {
  const words: string[] = []
  let word = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === '\\' && at + 1 < text.length) word += text[++at]
    else if (/\s/.test(letter)) {
      if (word !== '') words.push(word)
      word = ''
    } else word += letter
  }
  return word === '' ? words : [...words, word]
}
