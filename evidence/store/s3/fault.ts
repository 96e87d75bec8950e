import { StoreError } from '../store-error.ts'

/**
 * The error of a request that failed, as ours: what was wanted, why it failed, what to do. Nothing of what the
 * service wrote is quoted but a code in plain letters: an endpoint that is not what it should be could say anything.
 */
export function asStoreError(cause: unknown, what: string): StoreError {
  if (cause instanceof StoreError) return cause
  const code = codeOf(cause)
  const status = statusOf(cause)
  const known = ADVICE[code] ?? (status === null ? undefined : BY_STATUS[status])
  const advice = known ?? 'see the code; if it stays, ask whoever runs the store'
  const detail = status === null ? code : `${code}, HTTP ${status}`
  return new StoreError('io', `${what} failed on S3 (${detail}): ${advice}`, { cause })
}

/** Code of the service, of Node's network layer, or the name of the error. Safe to print. */
export function codeOf(error: unknown): string {
  const { name, code, Code } = (error ?? {}) as Readonly<Record<'name' | 'code' | 'Code', unknown>>
  const found = [Code, code, name].find((text) => typeof text === 'string' && isPlain(text) && text !== 'Error')
  return typeof found === 'string' ? found : 'unknown'
}

/** HTTP status of the answer; null where there was none. */
export function statusOf(error: unknown): number | null {
  const status = (error as { $metadata?: { httpStatusCode?: unknown } } | null)?.$metadata?.httpStatusCode
  return typeof status === 'number' && status >= 100 ? status : null
}

/** The service looked at the request and said no: asking again gives the same. */
export function isRefused(error: unknown): boolean {
  const status = statusOf(error)
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429 && !isAccess(error)
}

/** The refusal was about who asks, not about what is asked. */
export function isAccess(error: unknown): boolean {
  return ADVICE[codeOf(error)] === CREDENTIALS || codeOf(error) === 'RequestTimeTooSkewed'
}

function isPlain(text: string): boolean {
  if (text.length === 0 || text.length > 64) return false
  for (const character of text) if (!PLAIN.includes(character)) return false
  return true
}

const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.'
const CREDENTIALS = 'the access key is not known, wrong or expired: check evidence.s3, or the AWS environment variables'
const DENIED = 'these credentials may not do this: see docs/deploy.md for what each role needs'
const NO_BUCKET = 'there is no such bucket: make it with Object Lock, or correct evidence.store'
const REGION = 'the bucket is in another region or at another endpoint: correct evidence.s3'
const UNREACHABLE = 'nobody answers there: check the endpoint and the network'
const CERTIFICATE = "the endpoint's certificate is not trusted: name its CA in evidence.s3.ca"
const BUSY = 'the service is busy or ill; it is tried again'
const DAMAGED = 'the bytes changed on their way; it is tried again'
const CLOCK = "this machine's clock and the store's are too far apart: set it (NTP)"

const ADVICE: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: CREDENTIALS,
  SignatureDoesNotMatch: CREDENTIALS,
  // versitygw's word for an access key that it does not know.
  XAdminUserNotFound: CREDENTIALS,
  InvalidToken: CREDENTIALS,
  ExpiredToken: CREDENTIALS,
  ExpiredTokenException: CREDENTIALS,
  TokenRefreshRequired: CREDENTIALS,
  CredentialsProviderError: CREDENTIALS,
  AccessDenied: DENIED,
  AllAccessDisabled: DENIED,
  RequestTimeTooSkewed: CLOCK,
  NoSuchBucket: NO_BUCKET,
  PermanentRedirect: REGION,
  AuthorizationHeaderMalformed: REGION,
  IllegalLocationConstraintException: REGION,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  EPIPE: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  TimeoutError: UNREACHABLE,
  AbortError: UNREACHABLE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  CERT_HAS_EXPIRED: CERTIFICATE,
  ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE,
  BadDigest: DAMAGED,
  XAmzContentChecksumMismatch: DAMAGED,
  SlowDown: BUSY,
  ServiceUnavailable: BUSY,
  InternalError: BUSY,
}

const BY_STATUS: Readonly<Record<number, string>> = {
  301: REGION,
  403: DENIED,
  429: BUSY,
  500: BUSY,
  502: BUSY,
  503: BUSY,
  504: BUSY,
  507: 'the store is full: make room, it is tried again',
}
