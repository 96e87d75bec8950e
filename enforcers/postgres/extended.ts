import { ask, askUnreadable, EMPTY } from './ask.ts'
import { type Owed, owe, type Settlement } from './expected.ts'
import {
  type BindMessage,
  describePortal,
  FLUSH,
  FRONT,
  frame,
  parseMessage,
  readBind,
  readExecute,
  readNamed,
  readParse,
} from './messages.ts'
import type { Portal } from './names.ts'
import { planPortal } from './plan-portal.ts'
import { poisonExtended } from './poison.ts'
import { type Refusal, refuseObligation } from './refuse.ts'
import { followPath } from './search-path.ts'
import type { SessionState } from './session-state.ts'
import { followSteps, newPortal } from './steps.ts'
import { sureOf, sureOfName } from './sure-names.ts'
import { type ClientParts, current, meantBy, refreshNames, understand, unknown } from './understand.ts'

// The server compares names up to here only: two longer ones could mean one.
const MOST_NAME_BYTES = 63
const MOST_NAMES = 10_000

/** `P`: what would run, and on what, is decided here; nothing runs yet. */
export async function handleParse(parts: ClientParts, whole: Buffer): Promise<void> {
  const { state, asking } = parts
  const { statement: name, sql: bytes, types } = readParse(whole)
  const bad = checkName(state, name)
  if (bad) return poison(state, bad, 'name')
  const understood = await understand(parts, bytes)
  if (gone(state)) return
  if (understood.kind === 'refused') {
    const { refusal, decision } = await askUnreadable(asking, understood.unreadable, understood.refusal)
    return poison(state, refusal, decision)
  }
  if (understood.kind === 'empty') {
    // Empty to our parser: so that it is to the server, too, it gets nothing else to read.
    const empty = { sql: '', analysis: EMPTY, epoch: state.path.epoch, types, prepared: false }
    return send(state, parseMessage(name, ''), owe('parse', { change: state.names.setStatement(name, empty) }))
  }
  const { analysis, sql } = understood
  await sureOf(state, analysis)
  if (gone(state)) return
  const meant = meantBy(parts, analysis)
  if ('code' in meant) return poison(state, meant, 'name')
  const answer = await ask(asking, { analysis: meant.analysis, phase: 'parse', parameters: [], sql })
  if ('refusal' in answer) return poison(state, answer.refusal, answer.decision)
  const { exchange } = answer.allowed
  if (gone(state)) return exchange.finish('abandoned')
  const statement = { sql, analysis, epoch: state.path.epoch, types, prepared: false }
  const change = state.names.setStatement(name, statement)
  send(state, whole, owe('parse', { exchange, statement, change }))
}

/** `B`: fixes the statement in a portal, in the names of now. */
export function handleBind(parts: ClientParts, whole: Buffer): Promise<void> | null {
  const { state } = parts
  const asked = readBind(whole)
  if (!state.names.isUnsure('statement', asked.statement) && !state.path.stale && !state.path.catalogStale) {
    bind(parts, asked, whole)
    return null
  }
  return sureOfName(state, 'statement', asked.statement)
    .then(() => refreshNames(parts))
    .then(() => bind(parts, asked, whole))
}

function bind(parts: ClientParts, asked: BindMessage, whole: Buffer): void {
  const { state } = parts
  if (gone(state)) return
  const bad = checkName(state, asked.portal) ?? bindPortal(parts, asked, whole)
  if (bad) poison(state, bad, 'name')
}

function bindPortal(parts: ClientParts, bind: BindMessage, whole: Buffer): Refusal | null {
  const { state } = parts
  const statement = state.names.statement(bind.statement)
  if (!statement) return unknown('26000', `prepared statement "${bind.statement}" does not exist`)
  const analysis = current(parts, bind.statement, statement)
  if (!analysis) return unknown('26000', 'the prepared statement can no longer be read')
  const made = { sql: statement.sql, epoch: state.path.epoch, mark: state.mark }
  const portal: Portal = {
    ...newPortal(bind.portal, analysis, made),
    parameters: bind.values.map((value, index) => ({
      value,
      format: bind.formats.length === 1 ? (bind.formats[0] ?? 0) : (bind.formats[index] ?? 0),
      oid: statement.types[index] ?? 0,
    })),
    binary: bind.resultFormats.some((format) => format !== 0),
  }
  send(state, whole, owe('bind', { portal, statement, change: state.names.setPortal(bind.portal, portal) }))
  return null
}

/** `D`: passes; the session learns parameter types and columns from the answer. */
export function handleDescribe({ state }: ClientParts, whole: Buffer): Promise<void> | null {
  const named = readNamed(whole)
  if (state.names.isUnsure(named.kind, named.name))
    return sureOfName(state, named.kind, named.name).then(() => describe(state, named, whole))
  describe(state, named, whole)
  return null
}

function describe(state: SessionState, { kind, name }: ReturnType<typeof readNamed>, whole: Buffer): void {
  if (gone(state)) return
  if (kind === 'statement') {
    send(state, whole, owe('describe-statement', { statement: state.names.statement(name) ?? null }))
    return
  }
  const portal = state.names.portal(name) ?? null
  if (portal) portal.described = true
  send(state, whole, owe('describe-portal', { portal }))
}

/** `E`: parameters are known now, so policy is asked again; a portal that goes on does so under one decision. */
export async function handleExecute(parts: ClientParts, whole: Buffer): Promise<void> {
  const { state } = parts
  const { portal: name } = readExecute(whole)
  if (state.names.isUnsure('portal', name)) await sureOfName(state, 'portal', name)
  if (gone(state)) return
  const portal = state.names.portal(name)
  if (!portal) return poison(state, unknown('34000', `portal "${name}" does not exist`), 'name')
  if ((portal.exchange === null || portal.exchange.finished) && !(await decidePortal(parts, portal))) return
  if (!portal.described) {
    portal.described = true
    send(state, describePortal(name), owe('describe-portal', { portal, swallow: true }))
  }
  // In text a plan is always to be had; in binary it may not, and then nothing may run.
  if (portal.binary && portal.fields === null) await described(state, portal)
  if (gone(state)) return abandon(portal)
  if (portal.fields !== null && portal.plan === null) {
    const refusal = await planPortal(parts.analyst, portal)
    if (gone(state)) return abandon(portal)
    if (refusal !== null) return refusePlan(state, portal, refusal)
  }
  run(state, portal, whole)
}

/** `C`: no error where the name is not known. */
export function handleClose({ state }: ClientParts, whole: Buffer): void {
  const { kind, name } = readNamed(whole)
  const portal = kind === 'portal' ? (state.names.portal(name) ?? null) : null
  const change = kind === 'portal' ? state.names.setPortal(name, null) : state.names.setStatement(name, null)
  send(state, whole, owe('close', { change, portal }))
}

/** Puts a message that must fail in the place of one that is refused. */
export function poison(state: SessionState, refusal: Refusal, decision: string): void {
  if (gone(state)) return
  send(state, poisonExtended(decision), owe('poison', { refusal }))
}

async function decidePortal(parts: ClientParts, portal: Portal): Promise<boolean> {
  const { state, asking } = parts
  const { analysis, sql, parameters } = portal
  if (analysis === EMPTY) return true
  // Its rows are found anew when it runs: under another path they may come from elsewhere than described.
  if (portal.epoch !== state.path.epoch && analysis.steps.some(({ kind }) => kind === 'execute' || kind === 'fetch')) {
    poison(state, { code: '55000', message: 'the meaning of names changed since Bind: bind again' }, 'stale')
    return false
  }
  await sureOf(state, analysis)
  if (gone(state)) return false
  const meant = meantBy(parts, analysis)
  if ('code' in meant) {
    poison(state, meant, 'name')
    return false
  }
  const question = { ...meant, parameters: [...parameters, ...meant.parameters], phase: 'execute', sql } as const
  const answer = await ask(asking, question)
  if ('refusal' in answer) {
    poison(state, answer.refusal, answer.decision)
    return false
  }
  portal.exchange = answer.allowed.exchange
  portal.planner = answer.allowed.planner
  if (!gone(state)) return true
  abandon(portal)
  return false
}

function run(state: SessionState, portal: Portal, whole: Buffer): void {
  const { analysis, exchange } = portal
  const change = followSteps(state, analysis, portal.sql)
  followPath(state.path, analysis)
  if (analysis.statement.effects.some((effect) => effect !== 'read')) state.wrote = true
  if (exchange !== null && exchange.mostRows >= 0 && !exchange.finished) state.capped = exchange
  send(state, whole, owe('execute', { portal, exchange, change }))
}

function described(state: SessionState, portal: Portal): Promise<Settlement> {
  if (portal.fields !== null) return Promise.resolve('done')
  return new Promise((resolve) => {
    // The Describe may be the client's own, on its way already: a Close of a name that is none settles after it.
    const marker = frame(FRONT.close, Buffer.from(`P${state.privateName}\0`))
    send(state, marker, owe('close', { swallow: true, settled: resolve }))
    state.toServer.write(FLUSH)
    state.toServer.flush()
  })
}

function refusePlan(state: SessionState, portal: Portal, message: string): void {
  const { exchange } = portal
  if (exchange === null) return
  exchange.finish('refused', { error: '42501' })
  poison(state, refuseObligation(exchange.decision, message), exchange.decision.context.id)
}

function send(state: SessionState, whole: Buffer, entry: Owed): void {
  // Close alone opens no transaction: an own question behind it may bring its own Sync.
  if (entry.kind !== 'close') {
    state.unsynced = true
    state.lastOpening = state.mark
  }
  state.toServer.write(whole)
  state.expected.push(entry)
}

function abandon({ exchange }: Portal): void {
  exchange?.finish('abandoned')
}

function gone(state: SessionState): boolean {
  return state.discarding || state.closed
}

function checkName(state: SessionState, name: string): Refusal | null {
  if (Buffer.byteLength(name) > MOST_NAME_BYTES)
    return { code: '42622', message: `names of statements and portals may be ${MOST_NAME_BYTES} bytes long` }
  if (state.names.size >= MOST_NAMES)
    return { code: '54000', message: `${MOST_NAMES} prepared statements and portals are open: close some` }
  return null
}
