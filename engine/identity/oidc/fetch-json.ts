import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { parseStrictJson } from '#schemas'
import { IdentityError } from '../identity-error.ts'

/** Gets a JSON document; undefined where the server says 404. Throws IdentityError `issuer`. */
export type FetchJson = (address: URL) => Promise<unknown>

const TIMEOUT_MS = 5000
/** A key set has a few KB. */
const MOST_BYTES = 256 * 1024

/**
 * Asks an issuer for a document: one GET on a connection of its own, in full within the timeout, no redirect, no
 * compression, at most 256 KB of strict JSON. Certificates are checked against `ca` alone where it is given.
 */
export function createFetchJson({
  ca,
  timeoutMs = TIMEOUT_MS,
  mostBytes = MOST_BYTES,
}: {
  /** PEM text. */
  readonly ca?: string
  readonly timeoutMs?: number
  readonly mostBytes?: number
}): FetchJson {
  return async (address) => {
    const answer = await get(address, { ca, timeoutMs, mostBytes })
    if (answer === undefined) return undefined
    try {
      return parseStrictJson(answer)
    } catch (cause) {
      throw fault(address, 'issuer_not_json', 'answered something that is no strict JSON', cause)
    }
  }
}

interface Limits {
  readonly ca: string | undefined
  readonly timeoutMs: number
  readonly mostBytes: number
}

function get(address: URL, { ca, timeoutMs, mostBytes }: Limits): Promise<Buffer | undefined> {
  const headers = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'cordon' }
  // Covers connecting, headers and body: a server that sends a byte a second is cut off too.
  const signal = AbortSignal.timeout(timeoutMs)
  const options = { headers, signal, agent: false } as const
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown): void => reject(translate(address, cause, signal.aborted))
    const receive = (response: IncomingMessage): void => {
      response.on('error', failed)
      const refusal = refusalOf(response)
      if (refusal !== null || response.statusCode === 404) {
        response.destroy()
        if (refusal === null) resolve(undefined)
        else reject(fault(address, ...refusal))
        return
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= mostBytes) return void chunks.push(chunk)
        response.destroy()
        reject(fault(address, 'issuer_too_large', `answered more than ${mostBytes} bytes`))
      })
      response.on('end', () => resolve(Buffer.concat(chunks)))
    }
    const outgoing =
      address.protocol === 'https:'
        ? requestHttps(
            address,
            // Said outright, so that no variable of the environment turns it off.
            { ...options, rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
            receive,
          )
        : requestHttp(address, options, receive)
    outgoing.on('error', failed)
    outgoing.end()
  })
}

function refusalOf({ statusCode = 0, headers }: IncomingMessage): [string, string] | null {
  if (statusCode >= 300 && statusCode < 400)
    return ['issuer_redirects', 'redirects, which is not followed: configure the address that it leads to']
  if (statusCode !== 200 && statusCode !== 404) return ['issuer_status', `answered with status ${statusCode}`]
  const encoding = headers['content-encoding']
  return encoding === undefined || encoding === 'identity'
    ? null
    : ['issuer_compressed', 'answered compressed, though it was asked not to']
}

function translate(address: URL, cause: unknown, isLate: boolean): IdentityError {
  if (isLate) return fault(address, 'issuer_timeout', 'did not answer in time', cause)
  const code = (cause as { code?: unknown }).code
  const name = typeof code === 'string' ? code : 'error'
  return name.includes('CERT') || name.includes('SIGNATURE') || name.includes('TLS') || name.includes('SSL')
    ? fault(address, 'issuer_certificate', `shows a certificate that is not trusted (${name}): set ca to its CA`, cause)
    : fault(address, 'issuer_unreachable', `cannot be reached (${name}): check the address, DNS and firewall`, cause)
}

// The address comes from the configuration or the issuer's own metadata, and holds no password: see address.ts.
function fault(address: URL, code: string, why: string, cause?: unknown): IdentityError {
  const message = `${address.origin}${address.pathname} ${why}`
  return new IdentityError('issuer', message, { cause, operatorReason: `${code}: ${message}` })
}
