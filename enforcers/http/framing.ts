import { HttpError } from './http-error.ts'

/** What Node's parser makes of a request's head, before anybody believes it. */
export interface RawHead {
  readonly httpVersion: string
  readonly method: string
  readonly url: string
  /** Names and values in turns, as they came. */
  readonly rawHeaders: readonly string[]
}

/** A head of which every reader would say the same. */
export interface Head {
  readonly method: Method
  /** As it came; absolute form where it begins with no slash. */
  readonly target: string
  /** Lower case, with the port where one was given. */
  readonly host: string
  /** Lower-case names; several lines of one name are joined by commas (RFC 9110 section 5.3). */
  readonly headers: ReadonlyMap<string, string>
  readonly hasBody: boolean
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS'])

/** Two lines of these say two things, and whoever reads one of them is fooled by the other. */
const SINGLE: ReadonlySet<string> = new Set(
  `authorization content-encoding cordon-purpose content-length content-type expect host if-none-exist prefer range
  transfer-encoding`.split(/\s+/),
)

/**
 * Refuses what Node's parser lets through and two servers would read in two ways (RFC 9112 sections 3.2, 6.1, 6.3):
 * several Host lines, transfer codings other than chunked, HTTP/1.0, bodies where none belongs. The parser itself
 * refuses the rest: both lengths at once, folded lines, bare line feeds, odd chunk sizes. Throws HttpError.
 */
export function readHead({ httpVersion, method, url, rawHeaders }: RawHead): Head {
  if (httpVersion !== '1.1')
    throw new HttpError('version_unsupported', 'Only HTTP/1.1 is spoken here: the end of an answer must be certain.')
  if (!METHODS.has(method)) throw new HttpError('method_unsupported', 'This method never passes.')
  const headers = readHeaders(rawHeaders)
  const host = headers.get('host')?.toLowerCase()
  if (host === undefined || !isHost(host)) throw new HttpError('request_framing', 'Exactly one valid Host is needed.')
  const coding = headers.get('transfer-encoding')
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw new HttpError('request_framing', 'The only transfer coding that is taken is chunked.', { status: 501 })
  const length = headers.get('content-length')
  if (length !== undefined && (coding !== undefined || !isDigits(length)))
    throw new HttpError('request_framing', 'The length of the body is not certain.')
  const hasBody = coding !== undefined || (length !== undefined && Number(length) > 0)
  if (hasBody && BODILESS.has(method)) throw new HttpError('request_framing', `A ${method} has no body.`)
  const expect = headers.get('expect')
  if (expect !== undefined && expect.toLowerCase() !== '100-continue')
    throw new HttpError('request_header', 'This expectation cannot be met.', { status: 417 })
  if (headers.has('upgrade')) throw new HttpError('upgrade_refused', 'No other protocol is spoken here.')
  return { method: method as Method, target: url, host, headers, hasBody }
}

function readHeaders(raw: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase()
    const value = raw[at + 1] ?? ''
    const known = headers.get(name)
    if (known !== undefined && SINGLE.has(name))
      throw new HttpError('request_framing', `There is more than one ${name}.`)
    headers.set(name, known === undefined ? value : `${known}, ${value}`)
  }
  return headers
}

/** A name or address with an optional port; no user, no path. */
function isHost(host: string): boolean {
  return host.length <= 255 && /^(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::[0-9]{1,5})?$/.test(host)
}

function isDigits(text: string): boolean {
  return /^[0-9]{1,15}$/.test(text)
}
