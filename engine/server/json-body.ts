import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseStrictJson } from '#schemas'
import { ApiError } from './problems.ts'

/**
 * The only reader of bodies: strict JSON (no duplicate keys, bounded depth), and only as `application/json`, in UTF-8.
 * Fastify's own parsers are taken away: they pick by prefix, take the last of two keys and any charset.
 */
export function takeJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    try {
      done(null, readBody(request.headers['content-type'], body))
    } catch (error) {
      done(error as Error)
    }
  })
}

function readBody(contentType: string | undefined, body: Buffer): unknown {
  if (!isJson(contentType)) throw new ApiError(400, 'content_type', 'send the body as application/json')
  if (body.length === 0) throw new ApiError(400, 'body_empty', 'send a JSON document')
  return parseStrictJson(body)
}

/**
 * RFC 9110 section 8.3: `application/json`, in any case, alone or with the one parameter `charset=utf-8`.
 * Everything else is refused, so that no spelling is ever judged by other rules (CVE-2025-32442).
 */
export function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined || contentType.length > MOST_LENGTH) return false
  const [type, parameter, ...rest] = contentType.toLowerCase().split(';')
  if (type === undefined || trimSpace(type) !== 'application/json' || rest.length > 0) return false
  if (parameter === undefined) return true
  const written = trimSpace(parameter)
  return written === 'charset=utf-8' || written === 'charset="utf-8"'
}

const MOST_LENGTH = 64

// Spaces and tabs only: String.trim also takes what HTTP has no place for.
function trimSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++
  while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return text.slice(start, end)
}
