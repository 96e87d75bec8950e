import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { S3Access } from './s3-access.ts'

export const TRIES = 3
const TIMEOUT_MS = 20_000
const CONNECT_MS = 5_000
const MOST_SOCKETS = 64
/** Credentials are asked for again so often: the SDK wants them 5 minutes before they end. */
const CREDENTIALS_MS = 10 * 60_000

export function timeoutOf({ timeoutMs = TIMEOUT_MS }: S3Access): number {
  return timeoutMs
}

/** A client with bounded tries and times, which writes nothing to the console. */
export function makeClient(access: S3Access, now: () => number): S3Client {
  const { endpoint, region, ca } = access
  const timeoutMs = timeoutOf(access)
  const sockets = { keepAlive: true, maxSockets: MOST_SOCKETS }
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...credentialsOf(access, now),
    maxAttempts: TRIES,
    // The store brings its own SHA-256; the SDK adds a checksum only where the service demands one.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
    followRegionRedirects: false,
    requestHandler: {
      connectionTimeout: Math.min(CONNECT_MS, timeoutMs),
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: sockets,
      httpsAgent: { ...sockets, ...(ca === undefined ? {} : { ca }) },
    },
    logger: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
}

function credentialsOf({ credentials }: S3Access, now: () => number): Pick<S3ClientConfig, 'credentials'> {
  if (credentials === undefined) return {}
  return { credentials: async () => ({ ...credentials(), expiration: new Date(now() + CREDENTIALS_MS) }) }
}

function quiet(): void {
  return
}
