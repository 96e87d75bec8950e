import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { HttpError } from './http-error.ts'
import { refuseError } from './refuse.ts'

/**
 * Answers what Node's parser refused, and ends the connection: what would follow on it cannot be told apart. Where an
 * answer is under way on it, nothing of ours may stand in its middle: it is cut.
 */
export function answerUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  const running = (socket as { readonly _httpMessage?: ServerResponse | null })._httpMessage
  if (error.code === 'ECONNRESET' || !socket.writable || running?.headersSent) {
    socket.destroy()
    return
  }
  const { status, contentType, body } = refuseError(errorOf(error), null, 'problem')
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Bad Request'}\r\ncontent-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

function errorOf({ code }: NodeJS.ErrnoException): HttpError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpError('request_header', 'The head of the request is too large.', { status: 431 })
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new HttpError('body_too_large', 'The chunk extensions are too large.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpError('request_late', 'The request took too long.')
    default:
      return new HttpError('request_framing', 'The request is no valid HTTP/1.1.')
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  431: 'Request Header Fields Too Large',
}
