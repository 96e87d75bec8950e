import type { HttpBody, HttpRequest } from '#schemas'

/** What a body is made of; `other` cannot be read, `none` is no body. */
export type BodyFormat = HttpBody['format']

/** How a PHI engine reads it; null where it cannot. */
export type StreamableFormat = Exclude<BodyFormat, 'none' | 'form' | 'other'>

const FORMATS: ReadonlyMap<string, BodyFormat> = new Map<string, BodyFormat>([
  ['application/json', 'json'],
  ['text/json', 'json'],
  ['application/problem+json', 'json'],
  ['application/json-patch+json', 'json'],
  ['application/merge-patch+json', 'json'],
  ['application/fhir+json', 'fhir'],
  ['application/json+fhir', 'fhir'],
  ['application/fhir+ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['application/x-ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['text/event-stream', 'sse'],
  ['text/plain', 'text'],
  ['text/csv', 'text'],
  ['text/markdown', 'text'],
  ['application/x-www-form-urlencoded', 'form'],
])

/**
 * Format by content type (RFC 9110 section 8.3), whatever its case and spacing. A charset other than UTF-8 is `other`: its
 * bytes would be read as something else than they are. Markup is, too: entities and scripts hide what detectors look for.
 */
export function formatOf(contentType: string | undefined, kind: HttpRequest['kind']): BodyFormat {
  if (contentType === undefined || contentType.length > 256) return 'other'
  const [essence = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=', 2)
    if (name?.trim() === 'charset' && !UTF8.has(value.trim().replace(/^"(.*)"$/, '$1'))) return 'other'
  }
  const format = FORMATS.get(essence) ?? (/^application\/[a-z0-9.-]{1,64}\+json$/.test(essence) ? 'json' : 'other')
  // FHIR servers may call their JSON plain JSON.
  return format === 'json' && kind === 'fhir' && essence !== 'application/problem+json' ? 'fhir' : format
}

const UTF8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii'])

/** A content coding that is decoded here; null for none, undefined for one that is not known. */
export type Coding = 'gzip' | 'deflate' | 'br'

export function codingOf(contentEncoding: string | undefined): Coding | null | undefined {
  const coding = contentEncoding?.trim().toLowerCase() ?? ''
  switch (coding) {
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return 'gzip'
    case 'deflate':
    case 'br':
      return coding
    default:
      return undefined
  }
}

/** Whether a client asks for FHIR by name: then refusals are OperationOutcomes. */
export function acceptsFhir(accept: string | undefined): boolean {
  return /application\/(?:fhir\+json|json\+fhir)/i.test(accept ?? '')
}
