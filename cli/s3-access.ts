import { readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import type { S3Access, S3Credentials } from '#evidence'
import type { S3Config } from '#schemas'
import type { Call } from './command.ts'
import { CommandError, type Io, UsageError } from './io.ts'
import { resolveSecret } from './secrets.ts'

export const S3_OPTIONS = {
  endpoint: { type: 'string', value: 'URL', help: 'S3: address of the service (AWS_ENDPOINT_URL_S3, else AWS)' },
  region: { type: 'string', value: 'NAME', help: 'S3: region (AWS_REGION)' },
  'access-key': {
    type: 'string',
    value: 'REF',
    help: 'S3: access key id as env:NAME or file:PATH (the AWS environment variables, files or role)',
  },
  'secret-key': { type: 'string', value: 'REF', help: 'S3: secret key as env:NAME or file:PATH, never the key itself' },
  ca: { type: 'string', value: 'FILE', help: "S3: PEM file of the CA of the service's certificate" },
} as const

/** How the S3 of a configuration is reached. Its secrets are read now, so that a missing one stops the start. */
export function s3Access(config: S3Config, from: { readonly env: Io['env']; readonly folder: string }): S3Access {
  const { endpoint, region, ca, timeoutMs, accessKeyId, secretAccessKey, sessionToken } = config
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new CommandError('evidence.s3 has one of accessKeyId and secretAccessKey: it takes both, or neither')
  // Again whenever they are asked for: whoever rotates keys writes a file anew and restarts nothing.
  const credentials =
    accessKeyId === undefined || secretAccessKey === undefined
      ? undefined
      : (): S3Credentials => ({
          accessKeyId: resolveSecret(accessKeyId, from),
          secretAccessKey: resolveSecret(secretAccessKey, from),
          ...(sessionToken === undefined ? {} : { sessionToken: resolveSecret(sessionToken, from) }),
        })
  credentials?.()
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(ca === undefined ? {} : { ca: readCa(resolve(from.folder, ca)) }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
}

/** The same configuration with paths that hold anywhere: what `state.json` keeps. It holds references, no secrets. */
export function portableS3(config: S3Config, folder: string): S3Config {
  const portable = { ...config }
  for (const name of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
    const reference = config[name]
    if (reference?.startsWith('file:')) portable[name] = `file:${absolute(folder, reference.slice('file:'.length))}`
  }
  if (config.ca !== undefined) portable.ca = absolute(folder, config.ca)
  return portable
}

/** How a command line says that S3 is reached; what it leaves open is as `known` says, then as AWS's own tools do it. */
export function s3FromCall({ text }: Call, io: Io, known: S3Config | undefined): S3Access {
  const [accessKeyId, secretAccessKey] = [text('access-key'), text('secret-key')]
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new UsageError('--access-key and --secret-key go together: each env:NAME or file:PATH')
  const endpoint = text('endpoint') ?? known?.endpoint ?? io.env['AWS_ENDPOINT_URL_S3'] ?? io.env['AWS_ENDPOINT_URL']
  const region = text('region') ?? known?.region ?? io.env['AWS_REGION'] ?? io.env['AWS_DEFAULT_REGION'] ?? 'us-east-1'
  const ca = text('ca') === undefined ? known?.ca : resolve(io.cwd, text('ca') ?? '')
  const config: S3Config = {
    ...known,
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(ca === undefined ? {} : { ca }),
    ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { accessKeyId, secretAccessKey }),
  }
  // Whoever names keys of their own does not use a token that belongs to others.
  if (accessKeyId !== undefined) delete config.sessionToken
  return s3Access(config, { env: io.env, folder: io.cwd })
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`the CA of S3 cannot be read from ${path} (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    })
  }
}

function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path)
}
