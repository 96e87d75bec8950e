import type { ClientRequest } from 'node:http'
import type { Readable } from 'node:stream'
import type { Phi } from '#phi'
import { type BodyFlow, bodyFlow } from './body-flow.ts'
import type { HttpExchange } from './exchange.ts'
import { type Flow, pump } from './pump.ts'
import { type RequestBody, tooLarge } from './request-body.ts'

/** A request's body as it goes on to the service. */
export interface OutgoingBody {
  /** Header lines that say how long it is, names and values in turns. */
  readonly framing: readonly string[]
  /** The bytes differ from those that came. */
  readonly changed: boolean
  /** Sends it, and ends the request. Rejects where the client breaks off or sends what is not taken. */
  readonly send: (outgoing: ClientRequest) => Promise<void>
}

export interface OutgoingParts {
  readonly body: RequestBody
  readonly phi: Phi
  readonly exchange: HttpExchange
  readonly way: 'mask' | 'pass'
  readonly bodyBytes: number
  readonly method: string
}

/** Makes a body ready: one that was read whole goes out with its length, a longer one in chunks as it comes. */
export function outgoingBody({ body, phi, exchange, way, bodyBytes, method }: OutgoingParts): OutgoingBody {
  const { format, pieces, rest, unpacked } = body
  if (format === 'none') {
    const bare = method === 'POST' || method === 'PUT' || method === 'PATCH'
    return {
      framing: bare ? ['content-length', '0'] : [],
      changed: false,
      send: async (outgoing) => void outgoing.end(),
    }
  }
  const record = exchange.record('request', format)
  const subject = (id: string): void => exchange.subject(id)
  const flow = bodyFlow({
    phi,
    format,
    way,
    from: 'request_body',
    record,
    subject,
    ids: 'number',
    found: 'redact',
    seen: 'own',
  })
  exchange.counts(way, flow.counts)
  const changed = unpacked || way === 'mask'
  const first = pieces.map((piece) => flow.write(piece))
  if (rest === null) {
    const whole = Buffer.concat([...first, flow.end()])
    const send = async (outgoing: ClientRequest): Promise<void> => void outgoing.end(whole)
    return { framing: ['content-length', String(whole.length)], changed, send }
  }
  const read = pieces.reduce((sum, piece) => sum + piece.length, 0)
  return {
    framing: ['transfer-encoding', 'chunked'],
    changed,
    send: (outgoing) => stream(outgoing, first, rest, bounded(flow, bodyBytes - read, bodyBytes)),
  }
}

async function stream(
  outgoing: ClientRequest,
  first: readonly Uint8Array[],
  rest: Readable,
  flow: Flow,
): Promise<void> {
  for (const bytes of first) if (bytes.length > 0) outgoing.write(bytes)
  const last = await pump(rest, outgoing, flow, (bytes) => outgoing.write(bytes))
  outgoing.end(last)
}

function bounded(flow: BodyFlow, left: number, most: number): Flow {
  let room = left
  return {
    write: (chunk) => {
      room -= chunk.length
      if (room < 0) throw tooLarge(most)
      return flow.write(chunk)
    },
    end: () => flow.end(),
  }
}
