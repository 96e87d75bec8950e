import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { parseStrictJson } from '#schemas'

/** One call of the engine's API. */
export interface Call {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly body: unknown
  readonly token: string
  readonly signal: AbortSignal
}

export interface Answered {
  readonly status: number
  /** Undefined where there is no body. */
  readonly document: unknown
}

/** Where the engine is. */
export interface Connection {
  readonly secure: boolean
  readonly options: RequestOptions & { readonly agent: HttpAgent; readonly ca?: string }
}

const MOST_ANSWER_BYTES = 1024 * 1024

/**
 * Sends a call, once more where the engine had closed a kept connection at that moment (nothing was answered then: an
 * approval that this spends is lost, never doubled). Rejects for everything that is no JSON answer.
 */
export async function exchange(connection: Connection, call: Call): Promise<Answered> {
  try {
    return await once(connection, call)
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    return once(connection, call)
  }
}

class StaleConnection extends Error {}

function once({ secure, options }: Connection, { method, path, body, token, signal }: Call): Promise<Answered> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
  const headers = {
    authorization: `Bearer ${token}`,
    ...(bytes ? { 'content-type': 'application/json', 'content-length': bytes.length } : {}),
  }
  return new Promise((resolve, reject) => {
    const send = secure ? httpsRequest : httpRequest
    const outgoing = send({ ...options, method, path, headers, signal }, (incoming) => {
      readAnswer(incoming).then(resolve, reject)
    })
    outgoing.on('error', (cause: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE')
      reject(stale ? new StaleConnection('the kept connection was closed', { cause }) : cause)
    })
    outgoing.end(bytes)
  })
}

async function readAnswer(incoming: IncomingMessage): Promise<Answered> {
  const status = incoming.statusCode ?? 0
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_ANSWER_BYTES) {
      incoming.destroy()
      throw new Error(`the engine's answer is longer than ${MOST_ANSWER_BYTES} bytes`)
    }
    chunks.push(chunk)
  }
  if (length === 0) return { status, document: undefined }
  return { status, document: parseStrictJson(Buffer.concat(chunks)) }
}
