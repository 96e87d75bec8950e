import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SecureContext, TLSSocket } from 'node:tls'
import type { Peer } from '../enforcer.ts'
import { ByteReader, ByteWriter } from '../wire/bytes.ts'
import { Intake } from '../wire/pump.ts'
import { acceptTls } from '../wire/tls.ts'
import type { ErrorFacts } from './error-fields.ts'
import { BACK, FRONT, frame, HEADER_BYTES } from './messages.ts'

/*
 * Startup := length(4) code(4) rest, untagged; or a TLS record (0x16), since PostgreSQL 17.
 * code: 80877103 SSLRequest, 80877104 GSSENCRequest, 80877102 CancelRequest, else the protocol version.
 */
const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104
const CANCEL_REQUEST = 80_877_102
const PROTOCOL_3_0 = 196_608
const TLS_RECORD = 0x16
const ALPN = 'postgresql'
const MOST_STARTUP_BYTES = 10_000
const MOST_PASSWORD_BYTES = 65_536
const MOST_REQUESTS = 3

/** Ends a startup; what the client is told, or null where it gets silence (it does not speak the protocol). */
export class StartupError extends Error {
  override readonly name = 'StartupError'
  readonly facts: ErrorFacts | null

  constructor(code: string, message: string, hint?: string) {
    super(message)
    const told = { severity: 'FATAL', code, message, ...(hint === undefined ? {} : { hint }) } as const
    this.facts = code === '' ? null : told
  }
}

/** What a client wants, before anybody knows who it is. */
export type Greeting =
  | { readonly kind: 'cancel'; readonly key: Buffer }
  | {
      readonly kind: 'session'
      readonly socket: Duplex
      readonly intake: Intake
      readonly transport: Peer['transport']
      /** `plain`, `TLSv1.3` … */
      readonly encryption: string
      readonly parameters: ReadonlyMap<string, string>
    }

export interface GreetOptions {
  readonly tls: SecureContext
  readonly unix: boolean
  /** Told when TLS takes the socket over: errors go to that one then. */
  readonly replaced: (socket: Duplex) => void
}

/** Reads up to the startup message, through TLS where the client asks. Rejects with StartupError or WireError. */
export async function greet(raw: Socket, { tls, unix, replaced }: GreetOptions): Promise<Greeting> {
  let secure: TLSSocket | null = null
  let intake = new Intake(raw)
  const encrypt = async (): Promise<TLSSocket> => {
    secure = await acceptTls(raw, tls, ALPN)
    replaced(secure)
    intake = new Intake(secure)
    return secure
  }
  for (let request = 0; request < MOST_REQUESTS; request++) {
    const [first] = await intake.peek(1)
    if (first === TLS_RECORD && secure === null && request === 0) {
      raw.unshift(intake.release())
      // RFC 7301: without the protocol's name these bytes may have been meant for another service.
      if ((await encrypt()).alpnProtocol !== ALPN) throw new StartupError('', 'direct TLS without ALPN postgresql')
      continue
    }
    const body = await startupPacket(intake)
    const code = body.int32()
    if (code === SSL_REQUEST && secure === null) {
      // Bytes that came before the handshake would be read as if they had been encrypted (CVE-2021-23214).
      if (intake.release().length > 0) throw new StartupError('', 'bytes behind the request for TLS')
      raw.write('S')
      await encrypt()
    } else if (code === GSS_REQUEST && secure === null) raw.write('N')
    else if (code === CANCEL_REQUEST) return { kind: 'cancel', key: Buffer.from(body.bytes(body.left)) }
    else return session({ code, body, socket: secure ?? raw, intake, raw, secure, unix })
  }
  throw new StartupError('08P01', 'too many requests before the startup message')
}

/** Asks for the token as a password and reads it. Rejects with StartupError or WireError. */
export async function askToken(socket: Duplex, intake: Intake): Promise<string> {
  socket.write(frame(BACK.authentication, new ByteWriter().int32(3).done()))
  const header = await intake.peek(HEADER_BYTES)
  const length = header.readUInt32BE(1)
  if (header[0] !== FRONT.password || length < 5 || length > MOST_PASSWORD_BYTES)
    throw new StartupError('08P01', 'expected a password message with a token')
  const reader = new ByteReader(await intake.take(length + 1), HEADER_BYTES)
  const token = reader.strictText()
  reader.end()
  return token
}

async function startupPacket(intake: Intake): Promise<ByteReader> {
  const length = (await intake.peek(4)).readUInt32BE(0)
  if (length < 8 || length > MOST_STARTUP_BYTES) throw new StartupError('', 'not a PostgreSQL startup packet')
  return new ByteReader(await intake.take(length), 4)
}

interface SessionParts {
  readonly code: number
  readonly body: ByteReader
  readonly socket: Duplex
  readonly intake: Intake
  readonly raw: Socket
  readonly secure: TLSSocket | null
  readonly unix: boolean
}

function session({ code, body, socket, intake, raw, secure, unix }: SessionParts): Greeting {
  if (code >> 16 !== 3) throw new StartupError('0A000', 'this protocol version is not supported: Cordon speaks 3.0')
  const parameters = readParameters(body)
  const unsupported = [...parameters.keys()].filter((name) => name.startsWith('_pq_.'))
  if (code !== PROTOCOL_3_0 || unsupported.length > 0) {
    const answer = new ByteWriter().int32(PROTOCOL_3_0).int32(unsupported.length)
    for (const name of unsupported) answer.text(name)
    socket.write(frame(BACK.negotiateVersion, answer.done()))
    for (const name of unsupported) parameters.delete(name)
  }
  const transport = secure ? 'tls' : unix ? 'unix' : isLoopback(raw.remoteAddress) ? 'loopback' : 'plain'
  const encryption = secure?.getProtocol() ?? 'plain'
  return { kind: 'session', socket, intake, transport, encryption, parameters }
}

function readParameters(body: ByteReader): Map<string, string> {
  const parameters = new Map<string, string>()
  for (let name = body.strictText(); name !== ''; name = body.strictText()) {
    // The server takes the last of two; a filter that reads the first is a filter that can be passed by.
    if (parameters.has(name)) throw new StartupError('08P01', 'a startup parameter is given twice')
    parameters.set(name, body.strictText())
  }
  body.end()
  return parameters
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address)
}
