import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError } from './problems.ts'

// Headers that Node takes twice or picks the first of: two readers would see two requests (RFC 9112, section 3.2).
const ONCE: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type', 'content-length', 'x-request-id'])
const MOST_REQUEST_ID = 128

/** What holds for every request before its route is looked at. */
export function ruleRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('cache-control', 'no-store')
    const { 'x-request-id': requestId } = request.headers
    if (typeof requestId === 'string' && isRequestId(requestId)) reply.header('x-request-id', requestId)
    const fault = faultOf(request)
    if (fault === null) done()
    else done(fault)
  })
}

function faultOf({ raw }: FastifyRequest): ApiError | null {
  const { rawHeaders, url = '' } = raw
  let seen = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    if (!ONCE.has(name)) continue
    const bit = BITS[name] ?? 0
    if ((seen & bit) !== 0) return new ApiError(400, 'header_twice', `send the header ${name} once`)
    seen |= bit
  }
  // Absolute form names a second host, for which nobody here answers.
  return url.startsWith('/') ? null : new ApiError(400, 'target_form', 'send the path alone as request target')
}

const BITS: Readonly<Record<string, number>> = Object.fromEntries([...ONCE].map((name, index) => [name, 1 << index]))

// Echoed into a header and a log: visible ASCII, bounded.
function isRequestId(text: string): boolean {
  if (text.length === 0 || text.length > MOST_REQUEST_ID) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code >= 0x7f) return false
  }
  return true
}
