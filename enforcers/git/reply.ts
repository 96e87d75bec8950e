import type { ServerResponse } from 'node:http'
import { drained } from './drained.ts'

const NEVER_KEPT = {
  'cache-control': 'no-cache, max-age=0, must-revalidate',
  expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
  pragma: 'no-cache',
}

/** Text for people: git prints it behind `remote: ` where it answers the first request of a conversation. */
export function sayText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = `${text}\n`
  response.writeHead(status, {
    ...NEVER_KEPT,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

export function begin(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { ...NEVER_KEPT, 'content-type': type })
}

/** Writes and waits where the client reads slowly. False once it is gone. */
export async function send(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  if (response.destroyed) return false
  if (!response.write(bytes)) await drained(response)
  return !response.destroyed
}
