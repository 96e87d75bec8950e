import type { Service } from './services.ts'

const NEVER: ReadonlySet<string> = new Set(
  `alt-svc connection content-length content-encoding keep-alive proxy-authenticate proxy-authentication-info set-cookie
  set-cookie2 strict-transport-security te trailer transfer-encoding upgrade via www-authenticate
  authentication-info cordon-decision`.split(/\s+/),
)

/** Of the bytes: untrue once a mask has changed them, and a digest of what was masked would give it away. */
const OF_BYTES: ReadonlySet<string> = new Set(
  `accept-ranges age content-digest content-md5 content-range digest etag last-modified repr-digest signature
  signature-input`.split(/\s+/),
)

/** All that comes from a service that holds PHI. Links and locations are rewritten, or left out. */
const FROM_LABELLED: ReadonlySet<string> = new Set(
  `allow content-language content-type date last-modified location content-location ratelimit-limit
  ratelimit-remaining ratelimit-reset retry-after server-timing vary x-correlation-id x-request-id etag accept-ranges
  content-range age content-digest repr-digest`.split(/\s+/),
)
const PLACES: ReadonlySet<string> = new Set(['location', 'content-location'])

export interface IncomingFacts {
  /** Names and values in turns, as they came. */
  readonly rawHeaders: readonly string[]
  readonly service: Service
  readonly masks: boolean
  /** How the client calls this listener: scheme and host. */
  readonly origin: string
  /** Masks PHI in a header's value. */
  readonly maskValue: (value: string) => string
}

export interface PassedHeaders {
  /** Names and values in turns. */
  readonly lines: string[]
  /** A redirect that leads away from the service. */
  readonly leadsAway: boolean
}

/** Header lines for the client. Framing is added by whoever sends the body. Pure. */
export function passedHeaders(facts: IncomingFacts): PassedHeaders {
  const { rawHeaders, service, origin, maskValue } = facts
  const listed = connectionListed(rawHeaders)
  const lines: string[] = []
  let leadsAway = false
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    if (listed.has(name) || !comesOn(name, facts)) continue
    if (!PLACES.has(name)) {
      lines.push(name, UNTOUCHED.has(name) ? value : maskValue(value))
      continue
    }
    const place = rewritePlace(value, service, origin)
    if (place !== null) lines.push(name, maskPlace(place, maskValue))
    else if (name === 'location') leadsAway = true
  }
  // Two people see two answers under one address.
  if (service.phi) lines.push('cache-control', 'no-store')
  return { lines, leadsAway }
}

function comesOn(name: string, { service, masks }: IncomingFacts): boolean {
  if (NEVER.has(name) || (masks && OF_BYTES.has(name))) return false
  return !service.phi || FROM_LABELLED.has(name)
}

/** Held to what they mean by HTTP itself: dates of the server, not of a patient. */
const UNTOUCHED: ReadonlySet<string> = new Set(
  'allow content-type date expires last-modified etag content-length retry-after vary content-range'.split(' '),
)

function connectionListed(raw: readonly string[]): ReadonlySet<string> {
  const names: string[] = []
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.toLowerCase() === 'connection') names.push(...(raw[at + 1] ?? '').toLowerCase().split(','))
  return new Set(names.map((name) => name.trim()))
}

/** A place below the service's base, as the client finds it; null for any other. Queries of a search stay behind. */
export function rewritePlace(value: string, service: Service, origin: string): string | null {
  let url: URL
  try {
    url = new URL(value, `${service.upstream.href.replace(/\/$/, '')}/`)
  } catch {
    return null
  }
  const base = service.upstream.pathname === '/' ? '' : service.upstream.pathname
  const prefix = service.prefix.length === 0 ? '' : `/${service.prefix.join('/')}`
  // A service that heeds X-Forwarded-Host speaks of this listener already.
  if (url.origin === origin && (url.pathname === prefix || url.pathname.startsWith(`${prefix}/`)))
    return `${origin}${url.pathname}`
  if (url.origin !== service.upstream.origin) return null
  if (url.pathname !== base && !url.pathname.startsWith(`${base}/`)) return null
  return `${origin}${prefix}${url.pathname.slice(base.length)}`
}

// Only what follows the origin is looked at: an address of ours is no finding.
function maskPlace(place: string, maskValue: (value: string) => string): string {
  const path = place.indexOf('/', place.indexOf('//') + 2)
  if (path < 0) return place
  const segments = place.slice(path).split('/')
  return `${place.slice(0, path)}${segments.map((part) => encodeURI(maskValue(safeDecode(part)))).join('/')}`
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
