import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseStrictJson } from '#schemas'
import { MOST_TOKENS, readToken } from './token-text.ts'
import { openTokens, type VaultPlace } from './vault-reader.ts'

const MOST_BODY_BYTES = 16_384

/** Where the HTTP enforcer, and nobody else, reaches a vault. */
export interface VaultDoor {
  readonly url: string
  /** What it must send as `authorization`: random, and kept nowhere. */
  readonly authorization: string
  readonly close: () => Promise<void>
}

/**
 * A service on loopback that opens tokens: `POST /tokens` with `{"tokens": ["[NAME-…]", …]}` answers
 * `{"values": {TOKEN: {"class", "value"}}, "unknown": [TOKEN]}`. It judges nobody: an HTTP enforcer stands before it, as
 * before any other system, and asks for the decision. Rejects where it cannot listen.
 */
export async function openVaultDoor(place: VaultPlace): Promise<VaultDoor> {
  const authorization = `Bearer ${randomBytes(32).toString('base64url')}`
  const server = createServer((incoming, response) => {
    attend(incoming, place, authorization).then(
      (answer) => send(response, answer),
      () => send(response, { status: 500, document: { error: 'the vault cannot be read: see what its folder holds' } }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    authorization,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  readonly status: number
  readonly document: unknown
}

async function attend(incoming: IncomingMessage, place: VaultPlace, authorization: string): Promise<Answer> {
  if (!isSame(incoming.headers.authorization ?? '', authorization)) return refusal(403, 'this door is the enforcer’s')
  if (incoming.method !== 'POST' || incoming.url !== '/tokens') return refusal(404, 'there is POST /tokens alone')
  const body = await readBody(incoming)
  const tokens = body === null ? null : readTokens(body)
  if (tokens === null)
    return refusal(400, `a document like {"tokens": ["[NAME-7F3K2A9CQ0TX]"]} is wanted, of 1 to ${MOST_TOKENS} tokens`)
  const opened = await openTokens(tokens, place)
  const unknown = tokens.filter((token) => !opened.has(token))
  return { status: 200, document: { values: Object.fromEntries(opened), unknown } }
}

function refusal(status: number, error: string): Answer {
  return { status, document: { error } }
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function readTokens(body: Buffer): readonly string[] | null {
  let document: unknown
  try {
    document = parseStrictJson(body)
  } catch {
    return null
  }
  const given = (document as { tokens?: unknown } | null)?.tokens
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_TOKENS) return null
  const tokens = given.map((text: unknown) => (typeof text === 'string' ? readToken(text) : null))
  return tokens.includes(null) ? null : [...new Set(tokens as string[])]
}

function send(response: ServerResponse, { status, document }: Answer): void {
  const body = JSON.stringify(document)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}
