import type { Head } from './framing.ts'
import type { Service } from './services.ts'

/** Hop-by-hop (RFC 9110 section 7.6.1), credentials, and what names a client to services that trust their proxy. */
const NEVER: ReadonlySet<string> = new Set(
  `accept-encoding authorization connection content-length cordon-purpose cookie cookie2 expect forwarded host http2-settings keep-alive
  max-forwards proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade via x-client-ip
  x-cluster-client-ip x-forwarded x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-prefix x-forwarded-proto
  x-forwarded-server x-forwarded-user x-forwarded-email x-forwarded-client-cert x-http-method x-http-method-override
  x-method-override x-original-host x-original-method x-original-url x-real-ip x-remote-user remote-user x-rewrite-url
  x-ssl-client-cert x-user x-userinfo`.split(/\s+/),
)

/** All that goes on to a service that holds PHI: whatever else a client thinks of may name a patient, or an identity. */
const TO_LABELLED: ReadonlySet<string> = new Set(
  `accept accept-language content-language content-type if-match if-modified-since if-none-exist if-none-match
  if-unmodified-since prefer range if-range traceparent tracestate user-agent x-request-id x-correlation-id`.split(
    /\s+/,
  ),
)

/** A mask changes the bytes that these speak of. */
const OF_BYTES: ReadonlySet<string> = new Set(
  'if-none-match if-modified-since if-range range want-digest want-repr-digest want-content-digest'.split(' '),
)
const OF_REQUEST_BYTES: ReadonlySet<string> = new Set(
  'content-digest content-encoding content-md5 digest repr-digest signature signature-input'.split(' '),
)

/** Held to what they mean by HTTP itself. */
const OF_HTTP: ReadonlySet<string> = new Set(
  `accept content-type content-encoding if-match if-modified-since if-none-match if-unmodified-since range if-range
  traceparent`.split(/\s+/),
)

export interface OutgoingFacts {
  readonly head: Head
  readonly service: Service
  /** The answer's bytes will be changed. */
  readonly masksAnswer: boolean
  /** The request's body goes out as other bytes than it came in. */
  readonly changesBody: boolean
  readonly secure: boolean
  /** Masks PHI in a header's value. */
  readonly maskValue: (value: string) => string
}

/** Header lines towards the service, names and values in turns. Framing is added by whoever sends the body. Pure. */
export function outgoingHeaders(facts: OutgoingFacts): string[] {
  const { head, service, secure, maskValue } = facts
  const connection = (head.headers.get('connection') ?? '').toLowerCase()
  const listed = new Set(connection.split(',').map((name) => name.trim()))
  const lines: string[] = ['host', service.upstream.host]
  for (const [name, value] of head.headers) {
    if (listed.has(name) || !goesOn(name, facts)) continue
    // Words of the client's own leave for a service that holds no PHI.
    lines.push(name, service.phi || OF_HTTP.has(name) ? value : maskValue(value))
  }
  // Nothing is packed, so that nothing must be unpacked to be read.
  lines.push('accept-encoding', 'identity')
  lines.push('x-forwarded-host', head.host, 'x-forwarded-proto', secure ? 'https' : 'http')
  if (service.prefix.length > 0) lines.push('x-forwarded-prefix', `/${service.prefix.join('/')}`)
  if (service.authorization !== null) lines.push('authorization', service.authorization)
  return lines
}

function goesOn(name: string, { service, masksAnswer, changesBody }: OutgoingFacts): boolean {
  if (NEVER.has(name)) return false
  if (OF_REQUEST_BYTES.has(name)) return !changesBody
  if (masksAnswer && OF_BYTES.has(name)) return false
  return !service.phi || TO_LABELLED.has(name)
}
