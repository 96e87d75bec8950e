import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { AUTH, type GuardWishes, guarded, type HttpGuard } from '../support/http-guard.ts'

export const SSN = '219-09-9999'
/** One with identifiers in a note. */
export const PATIENT: string = JSON.stringify({
  resourceType: 'Patient',
  id: '17',
  note: `Call about SSN ${SSN}, born 02/03/1950, mail ada@example.com. ${'Otherwise well. '.repeat(40)}`,
})
export const FHIR = 'application/fhir+json'

export type Serve = GuardWishes['serve']
export type Fetched = string | Uint8Array<ArrayBuffer>

/** A service that answers this to everything. */
export function sends(body: string | Buffer, headers: Record<string, string> = {}, status = 200): Serve {
  return (_, response) => response.writeHead(status, { 'content-type': FHIR, ...headers }).end(body)
}

/** What came, in spite of a connection that was cut. */
export async function broken(
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; whole: boolean; text: string }> {
  const answer = await fetch(url, { headers: AUTH, ...init })
  const chunks: Buffer[] = []
  try {
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk))
    return { status: answer.status, whole: true, text: Buffer.concat(chunks).toString() }
  } catch {
    return { status: answer.status, whole: false, text: Buffer.concat(chunks).toString() }
  }
}

/** A service that takes a body whole. */
export function collect(take: (text: string) => void): Serve {
  return (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      take(Buffer.concat(chunks).toString())
      response.writeHead(200, { 'content-type': FHIR }).end('{}')
    })
  }
}

/** A service that answers bytes as they are, and closes. */
export async function withRawService(
  head: string,
  body: Buffer | string,
  act: (guard: HttpGuard, url: string) => Promise<void>,
): Promise<void> {
  const service = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(head)
      socket.end(body)
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const address = service.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    await guarded({ serve: sends('{}'), service: { upstream: { url: `http://127.0.0.1:${port}` } } }, act)
  } finally {
    service.close()
  }
}
