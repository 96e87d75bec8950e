import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { ByteReader, ByteWriter, WireError } from '../wire/bytes.ts'
import { Intake } from '../wire/pump.ts'
import { dialTls } from '../wire/tls.ts'
import { readErrorFields } from './error-fields.ts'
import { BACK, FRONT, frame, HEADER_BYTES, queryMessage, readDataRow } from './messages.ts'
import { ScramError, startScram } from './scram.ts'

/** Where and as whom Cordon logs in. The password stays inside this file. */
export interface UpstreamTarget {
  /** Host name or address, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password: string | null
  readonly tls: 'off' | 'require'
  /** PEM of the authority; the system's where null. */
  readonly ca: string | null
}

export interface Upstream {
  readonly socket: Duplex
  /** As the server reported them at login. */
  readonly parameters: ReadonlyMap<string, string>
  /** Body of BackendKeyData: what a cancel must show; null where the server gave none. */
  readonly cancelKey: Buffer | null
  /** One simple query while nothing else runs; rows as text. For the login phase and catalog reads only. */
  query(sql: string): Promise<(string | null)[][]>
  /** Hands the stream over; answers what was read ahead. `query` cannot be used any more. */
  release(): Buffer
}

/** `refused`: credentials or method. `unreachable`: no connection. `failed`: an error of the server. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError'
  readonly code: 'refused' | 'unreachable' | 'failed'

  constructor(code: UpstreamError['code'], message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

const PROTOCOL_3_0 = 196_608
const SSL_REQUEST = 80_877_103
const MOST_LOGIN_BYTES = 65_536
const MOST_CATALOG_BYTES = 64 * 1024 * 1024
const AUTH = { ok: 0, cleartext: 3, md5: 5, sasl: 10, saslContinue: 11, saslFinal: 12 } as const

/** Connects and logs in with Cordon's own credentials. Rejects with UpstreamError, whose text holds no secret. */
export async function logIn(
  target: UpstreamTarget,
  parameters: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Upstream> {
  const socket = await dial(target, signal)
  const intake = new Intake(socket)
  try {
    const body = new ByteWriter().int32(PROTOCOL_3_0)
    const all = new Map([...parameters, ['user', target.user], ['database', target.database]])
    for (const [name, value] of all) body.text(name).text(value)
    socket.write(untagged(body.uint8(0).done()))
    await authenticate(socket, intake, target)
    return await session(socket, intake)
  } catch (error) {
    socket.destroy()
    throw asUpstreamError(error, target)
  }
}

/** A bare connection, encrypted where the target asks for it: for a login or a cancel. Rejects with UpstreamError. */
export async function dial(target: UpstreamTarget, signal: AbortSignal): Promise<Duplex> {
  const socket = await open(target, signal).catch((error: unknown) => {
    throw asUpstreamError(error, target)
  })
  if (target.tls === 'off') return socket
  try {
    const intake = new Intake(socket)
    socket.write(untagged(new ByteWriter().int32(SSL_REQUEST).done()))
    const answer = await intake.take(1)
    const early = intake.release()
    if (answer[0] !== 0x53 || early.length > 0)
      throw new UpstreamError('unreachable', `the PostgreSQL at ${target.host}:${target.port} offers no TLS`)
    return await dialTls(socket, { host: target.host, ca: target.ca, protocol: 'postgresql' })
  } catch (error) {
    socket.destroy()
    throw asUpstreamError(error, target)
  }
}

function open({ host, port }: UpstreamTarget, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const where = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
    const socket = connect({ ...where, noDelay: true, signal })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => socket.destroy())
      resolve(socket)
    })
  })
}

async function authenticate(socket: Duplex, intake: Intake, target: UpstreamTarget): Promise<void> {
  for (;;) {
    const reader = await authentication(intake)
    const method = reader.int32()
    if (method === AUTH.ok) return
    if (target.password === null)
      throw new UpstreamError('refused', 'the server asks for a password and none is configured (upstream.password)')
    if (method === AUTH.sasl) await scram(socket, intake, reader, target.password)
    else if (method === AUTH.cleartext && target.tls === 'require')
      socket.write(frame(FRONT.password, new ByteWriter().text(target.password).done()))
    else
      throw new UpstreamError(
        'refused',
        method === AUTH.md5
          ? 'the server asks for an md5 login, which Cordon refuses: set password_encryption = scram-sha-256 there'
          : `the server asks for login method ${method}, which Cordon does not use: use scram-sha-256`,
      )
  }
}

async function scram(socket: Duplex, intake: Intake, reader: ByteReader, password: string): Promise<void> {
  const mechanisms: string[] = []
  for (let name = reader.text(); name !== ''; name = reader.text()) mechanisms.push(name)
  if (!mechanisms.includes('SCRAM-SHA-256')) throw new UpstreamError('refused', 'the server offers no SCRAM-SHA-256')
  const exchange = startScram(password)
  const first = Buffer.from(exchange.first)
  socket.write(frame(FRONT.password, new ByteWriter().text('SCRAM-SHA-256').int32(first.length).bytes(first).done()))
  const answer = await exchange.answer(await saslText(intake, AUTH.saslContinue))
  socket.write(frame(FRONT.password, Buffer.from(answer)))
  exchange.check(await saslText(intake, AUTH.saslFinal))
}

async function saslText(intake: Intake, method: number): Promise<string> {
  const reader = await authentication(intake)
  if (reader.int32() !== method) throw new UpstreamError('refused', 'the server broke off the SCRAM login')
  return reader.bytes(reader.left).toString('utf8')
}

async function session(socket: Duplex, intake: Intake): Promise<Upstream> {
  const parameters = new Map<string, string>()
  let cancelKey: Buffer | null = null
  for (;;) {
    const whole = await message(intake)
    if (whole[0] === BACK.readyForQuery) break
    if (whole[0] === BACK.backendKeyData) cancelKey = Buffer.from(whole.subarray(HEADER_BYTES))
    else if (whole[0] === BACK.parameterStatus) {
      const reader = new ByteReader(whole, HEADER_BYTES)
      parameters.set(reader.text(), reader.text())
    } else throw unexpected()
  }
  return { socket, parameters, cancelKey, query: (sql) => query(socket, intake, sql), release: () => intake.release() }
}

async function query(socket: Duplex, intake: Intake, sql: string): Promise<(string | null)[][]> {
  socket.write(queryMessage(sql))
  const rows: (string | null)[][] = []
  let failure: UpstreamError | null = null
  for (;;) {
    const whole = await rawMessage(intake, MOST_CATALOG_BYTES)
    if (whole[0] === BACK.dataRow) rows.push(readDataRow(whole).map((value) => value?.toString('utf8') ?? null))
    else if (whole[0] === BACK.error) failure ??= serverError(whole)
    else if (whole[0] === BACK.readyForQuery) break
  }
  if (failure) throw failure
  return rows
}

/** The next message of a login; an error of the server rejects. */
async function message(intake: Intake): Promise<Buffer> {
  for (;;) {
    const whole = await rawMessage(intake, MOST_LOGIN_BYTES)
    if (whole[0] === BACK.error) throw serverError(whole)
    if (whole[0] !== BACK.notice && whole[0] !== BACK.negotiateVersion) return whole
  }
}

async function rawMessage(intake: Intake, most: number): Promise<Buffer> {
  const header = await intake.peek(HEADER_BYTES)
  const length = header.readUInt32BE(1)
  if (length < 4 || length > most) throw unexpected()
  return await intake.take(length + 1)
}

async function authentication(intake: Intake): Promise<ByteReader> {
  const whole = await message(intake)
  if (whole[0] !== BACK.authentication) throw unexpected()
  return new ByteReader(whole, HEADER_BYTES)
}

function unexpected(): UpstreamError {
  return new UpstreamError('failed', 'the server sent an unexpected message: is it a PostgreSQL?')
}

// Its own words may name the role or the address, which is not the client's business: the SQLSTATE is.
function serverError(whole: Buffer): UpstreamError {
  const state = readErrorFields(whole).get('C') ?? 'XX000'
  const refused = state.startsWith('28')
  const why = refused ? "does not accept Cordon's credentials" : 'answered with an error'
  return new UpstreamError(refused ? 'refused' : 'failed', `the server ${why} (SQLSTATE ${state})`)
}

function asUpstreamError(error: unknown, { host, port }: UpstreamTarget): UpstreamError {
  if (error instanceof UpstreamError) return error
  if (error instanceof ScramError) return new UpstreamError('refused', error.message, { cause: error })
  if (error instanceof WireError) return new UpstreamError('unreachable', error.message, { cause: error })
  const code = (error as { readonly code?: unknown }).code
  const why = typeof code === 'string' ? ` (${code})` : ''
  return new UpstreamError('unreachable', `no connection to the PostgreSQL at ${host}:${port}${why}`, { cause: error })
}

function untagged(body: Buffer): Buffer {
  const whole = Buffer.allocUnsafe(4 + body.length)
  whole.writeInt32BE(body.length + 4)
  whole.set(body, 4)
  return whole
}
