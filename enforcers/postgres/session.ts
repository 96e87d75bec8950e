import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { Phi } from '#phi'
import { faultOf, type PostgresLimits } from '#schemas'
import { ByteWriter } from '../wire/bytes.ts'
import { Outlet } from '../wire/pump.ts'
import type { Analyst } from './analyst.ts'
import type { AskParts } from './ask.ts'
import { type CancelKeys, cancelUpstream } from './cancel.ts'
import { ClientSide } from './client-side.ts'
import { type ErrorFacts, errorMessage } from './error-fields.ts'
import type { Exchange } from './exchange.ts'
import type { LoggedIn } from './login.ts'
import { BACK, frame, TERMINATE } from './messages.ts'
import { reportable, ServerSide } from './server-side.ts'
import { watchClock } from './session-clock.ts'
import { type LedgerParts, SessionLedger } from './session-ledger.ts'
import { newSessionState, type SessionState, wakeSettled } from './session-state.ts'
import type { UpstreamTarget } from './upstream.ts'

export interface SessionParts extends LedgerParts {
  readonly analyst: Analyst
  readonly phi: Phi
  readonly target: UpstreamTarget
  readonly limits: Required<PostgresLimits>
  readonly cancelKeys: CancelKeys
}

const FAREWELL_MS = 5000
const UPSTREAM_LOST: ErrorFacts = {
  severity: 'FATAL',
  code: '08006',
  message: 'the connection to the guarded database was lost: whether what ran was committed is not known',
  hint: 'Connect again. Cordon has recorded that it was cut off.',
}
const BROKEN: ErrorFacts = {
  severity: 'FATAL',
  code: 'XX000',
  message: 'Cordon cannot go on with this session and sends nothing more of it; its log has the details',
}

/**
 * Follows one client and its own upstream connection from ReadyForQuery to the end. Resolves when both are let
 * go and everything about them is durable.
 */
export async function runSession(login: LoggedIn, parts: SessionParts): Promise<void> {
  const ledger = new SessionLedger(login, parts)
  await ledger.open()
  const reason = await follow(login, parts, ledger)
  await ledger.close(reason)
}

/** Resolves with the reason for the end. */
function follow(login: LoggedIn, parts: SessionParts, ledger: SessionLedger): Promise<string> {
  return new Promise((resolve) => {
    const state = connect(login, parts, resolve)
    ledger.onBroken = state.fail
    const { context, analyst, phi, limits, target } = parts
    const asking: AskParts = {
      analyst,
      decide: context.decide,
      sink: ledger.sink,
      session: login.session.id,
      target: parts.guarded,
      database: target.database,
      role: target.user,
    }
    const clock = watchClock(state, { context, expiresAt: login.session.expiresAt, idleMs: limits.idleMs })
    const clientSide = new ClientSide({ state, asking, analyst }, login.socket, limits.messageBytes)
    const serverSide = new ServerSide({ state, analyst, phi, idle: clock.idle }, login.upstream.socket, limits.rowBytes)
    welcome(login, state, parts.cancelKeys)
    attach(login.socket, 'the client', null, state, (chunk) => {
      clock.busy()
      clientSide.push(chunk)
    })
    attach(login.upstream.socket, 'the server', UPSTREAM_LOST, state, (chunk) => serverSide.push(chunk))
    const early = login.upstream.release()
    if (early.length > 0) serverSide.push(early)
    clientSide.push(login.ahead)
    login.socket.resume()
    login.upstream.socket.resume()
  })
}

function connect(
  { socket: client, upstream, schemas, session }: LoggedIn,
  { context, target }: SessionParts,
  ended: (reason: string) => void,
): SessionState {
  const server = upstream.socket
  const state = newSessionState({
    toClient: new Outlet(client),
    toServer: new Outlet(server),
    privateName: `cordon_${randomBytes(8).toString('hex')}`,
    schemas,
    cancel: () => cancelUpstream(target, upstream.cancelKey),
    end: (reason, facts) => {
      if (state.closed) return
      state.closed = true
      for (const run of state.onEnd) run()
      letGo(state, facts?.code, (error) =>
        context.log.error('an effect could not be recorded', { session: session.id, ...faultOf(error) }),
      )
      // Inside a row an error would be read as a part of it.
      if (facts !== null && !state.cut) state.toClient.write(errorMessage(facts))
      state.toClient.flush()
      part(client)
      state.toServer.drop()
      if (!server.destroyed) server.write(TERMINATE)
      part(server)
      ended(reason)
    },
    fail: (error) => {
      if (state.closed) return
      context.log.error('a PostgreSQL session failed', { session: session.id, ...faultOf(error) })
      // What waits here may not be recorded: it must not go out.
      state.toClient.drop()
      state.cut = state.sentCut
      state.end('failed', BROKEN)
    },
  })
  return state
}

// AuthenticationOk, the server's own reports, a cancel key of ours, ReadyForQuery.
function welcome({ upstream, client }: LoggedIn, state: SessionState, cancelKeys: CancelKeys): void {
  const { toClient } = state
  toClient.write(frame(BACK.authentication, new ByteWriter().int32(0).done()))
  const reports = new Map([...upstream.parameters].filter(([name]) => reportable(name)))
  if (client.applicationName !== null) reports.set('application_name', client.applicationName)
  for (const [name, value] of reports)
    toClient.write(frame(BACK.parameterStatus, new ByteWriter().text(name).text(value).done()))
  const key = cancelKeys.mint(() => {
    // Only while a request is in flight: a late cancel must not hit the next one.
    if (state.expected.length > 0) state.cancel().catch(() => undefined)
  })
  state.onEnd.push(() => cancelKeys.forget(key))
  toClient.write(frame(BACK.backendKeyData, key))
  toClient.write(frame(BACK.readyForQuery, Buffer.from('I')))
  toClient.flush()
}

// `facts`: what the client is told then.
function attach(
  socket: Duplex,
  who: string,
  facts: ErrorFacts | null,
  state: SessionState,
  take: (chunk: Buffer) => void,
): void {
  socket.on('data', (chunk: Buffer) => {
    if (!state.closed) take(chunk)
  })
  socket.on('end', () => state.end(`${who} closed the connection`, facts))
  socket.on('close', () => state.end(`the connection to ${who} was lost`, facts))
  socket.on('error', () => state.end(`the connection to ${who} broke`, facts))
}

/** Whatever was under way is over: it is accounted for, and nobody waits for it any more. */
function letGo(state: SessionState, code: string | undefined, failed: (error: unknown) => void): void {
  const finish = (exchange: Exchange | null | undefined): void => {
    try {
      exchange?.finish('abandoned', code === undefined ? {} : { error: code })
    } catch (error) {
      failed(error)
    }
  }
  for (let entry = state.expected.head; entry !== undefined; entry = state.expected.head) {
    state.expected.shift()
    finish(entry.exchange)
    finish(entry.run?.exchange)
    entry.settled?.('dropped')
  }
  for (const portal of state.names.portals()) finish(portal.exchange)
  state.uncapped?.()
  wakeSettled(state)
}

function part(socket: Duplex): void {
  socket.resume()
  socket.end()
  const timer = setTimeout(() => socket.destroy(), FAREWELL_MS)
  timer.unref()
  socket.once('close', () => clearTimeout(timer))
}
