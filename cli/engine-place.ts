import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Api, createApi, type EnginePlace, engineAtSocket } from './api.ts'
import type { Call, Option } from './command.ts'
import { CommandError, type Io, UsageError } from './io.ts'
import { resolveSecret } from './secrets.ts'
import { requireRunning } from './state.ts'

/** Options of every command that calls an engine's API. */
export const ENGINE_OPTIONS = {
  api: { type: 'string', value: 'URL', help: 'an engine elsewhere: https, or http on loopback (CORDON_API)' },
  ca: { type: 'string', value: 'FILE', help: 'PEM of the CA that signed its certificate (CORDON_API_CA)' },
  data: { type: 'string', value: 'FOLDER', help: 'data folder of the running Cordon, for an engine on this machine' },
} as const

/** Options of those that do so as a person. */
export const OFFICER_OPTIONS: typeof ENGINE_OPTIONS & { readonly 'token-file': Option } = {
  ...ENGINE_OPTIONS,
  'token-file': { type: 'string', value: 'FILE', help: 'file with the token, mode 0600 (else CORDON_OFFICER_TOKEN)' },
}

/**
 * The engine that `--api` or `CORDON_API` names, or null where neither does, or `--data` means one on this machine. Throws
 * UsageError for an address that would carry tokens in the clear beyond this machine.
 */
export async function namedEngine({ text }: Pick<Call, 'text'>, io: Io): Promise<EnginePlace | null> {
  const [given, data, ca] = [text('api'), text('data'), text('ca')]
  if (given !== undefined && data !== undefined)
    throw new UsageError('--api names an engine elsewhere and --data one on this machine: give one of them')
  const url = given ?? (data === undefined ? io.env['CORDON_API'] || undefined : undefined)
  if (url !== undefined) return placeAtUrl(readUrl(url), ca, io)
  if (ca !== undefined) throw new UsageError('--ca goes with --api: an engine on this machine is reached by its socket')
  return null
}

/** The API of the engine that is meant, with a person's token. */
export async function officerApi(call: Pick<Call, 'text'>, io: Io): Promise<Api> {
  const engine = (await namedEngine(call, io)) ?? engineAtSocket(requireRunning(io, call.text('data')).socket)
  return createApi(engine, officerToken(call, io))
}

/** A place that takes tokens. Throws UsageError for an address that would carry them in the clear beyond this machine. */
export async function placeAtUrl(url: URL, caFile: string | undefined, io: Io): Promise<EnginePlace> {
  const isSecure = url.protocol === 'https:'
  if (caFile !== undefined && !isSecure) throw new UsageError('--ca goes with https: http has no certificate')
  const ca = isSecure ? readCa(caFile ?? (io.env['CORDON_API_CA'] || undefined), io) : undefined
  const { connectionTo } = await import('#enforcers')
  try {
    const { secure, options } = connectionTo({ url: url.origin, ...(ca === undefined ? {} : { ca }) })
    // NODE_TLS_REJECT_UNAUTHORIZED would let anybody take an officer's token.
    return { name: url.origin, secure, options: { ...options, agent: false, rejectUnauthorized: true } }
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new UsageError(
      `${url.origin} would carry the token in the clear beyond this machine: it is taken over https, and over http on loopback alone`,
      { cause },
    )
  }
}

function readUrl(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : null
  if (url?.hostname && url.username === '' && url.password === '' && `${url.pathname}${url.search}${url.hash}` === '/')
    return url
  // Not quoted: somebody may have put a secret into it.
  throw new UsageError('the API is named by scheme, host and port alone, as https://engine.hospital.example:4180')
}

function readCa(file: string | undefined, io: Io): string | undefined {
  if (file === undefined) return undefined
  const path = resolve(io.cwd, file)
  try {
    const text = readFileSync(path, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (cause) {
    throw new CommandError(`the CA ${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause })
  }
  throw new CommandError(`${path} holds no certificate: --ca wants PEM`)
}

/** The token of `--token-file`, else of a variable; undefined where neither has one. */
export function givenToken({ text }: Pick<Call, 'text'>, io: Io, variable: string): string | undefined {
  const file = text('token-file')
  return file === undefined ? io.env[variable] : resolveSecret(`file:${file}`, { env: io.env, folder: io.cwd }).trim()
}

function officerToken(call: Pick<Call, 'text'>, io: Io): string {
  const token = givenToken(call, io, 'CORDON_OFFICER_TOKEN')
  if (!token)
    throw new CommandError(
      'no officer token: set CORDON_OFFICER_TOKEN, or name a file with --token-file. It comes from your identity provider, or from `cordon token issue --human … --group security-officers --role officer`',
    )
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new CommandError('that is no officer token: it has characters that no token has; copy it again')
}
