import type { ServerResponse } from 'node:http'
import type { Refusal } from './refuse.ts'

/**
 * Sends an answer of ours, and ends the connection where the request's body was not read: what is left of it must not be
 * taken for the next request. Where an answer has begun, the connection is cut: the client must see that it is not whole.
 */
export function sendRefusal(response: ServerResponse, { status, contentType, body, headers }: Refusal): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  if (response.destroyed) return
  const { req } = response
  const unread = !req.complete || !req.readableEnded
  const hasBody = req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined
  const closes = unread && hasBody
  response.writeHead(status, {
    ...headers,
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    ...(closes ? { connection: 'close' } : {}),
  })
  response.end(req.method === 'HEAD' ? undefined : body)
}
