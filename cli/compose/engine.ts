import { readFileSync } from 'node:fs'
import {
  type ApprovalSnapshot,
  buildServer,
  createEngine,
  type Engine,
  type EngineKey,
  type Introductions,
  type KeptSession,
  type Listening,
  listenEngine,
  openEngineKey,
  type PolicyKeeper,
  type Recorder,
} from '#engine'
import type { OpenEventLog } from '#evidence'
import type { Phi } from '#phi'
import { type Event, parseBytes } from '#schemas'
import { within } from '../config.ts'
import type { DataFolder } from '../data-folder.ts'
import { composeIssuers, type Issuers } from './issuers.ts'
import type { Logger } from './logger.ts'
import { type OpenSessions, openSessions } from './open-sessions.ts'
import type { Settings } from './settings.ts'

const SNAPSHOT = 'approvals.json'
const OPEN = 'sessions.json'
const LIVE = 'live-sessions.json'

export interface ComposedEngine {
  readonly engine: Engine
  readonly key: EngineKey
  readonly listening: Listening
  readonly sessions: OpenSessions
  /** Makes the folds of approvals and of open sessions durable: call it before the log lets go of events. */
  readonly keepFolds: () => void
}

export interface EngineParts {
  readonly settings: Settings
  readonly folder: DataFolder
  readonly log: OpenEventLog
  /** What decisions and logins are recorded with. */
  readonly recorder: Recorder
  readonly policy: PolicyKeeper
  readonly phi: Phi
  readonly logger: Logger
  readonly now: () => number
  /** Why it is not ready, beside what the engine itself knows. */
  readonly readiness: () => readonly string[]
  /** Where enforcers run apart: how they are introduced. Their sessions then outlive this process. */
  readonly introductions?: (key: EngineKey) => Introductions
}

/** Wires the engine, restores its approvals, and puts it on the wire. */
export async function composeEngine(parts: EngineParts): Promise<ComposedEngine> {
  const { settings, folder, logger, now } = parts
  const issuers = composeIssuers({ settings, keys: folder.at('keys'), logger, now })
  try {
    const { listening, ...composed } = await composeWith(parts, issuers)
    const close = async (): Promise<void> => {
      await listening.close()
      await issuers.close()
    }
    return { ...composed, listening: { ...listening, close } }
  } catch (error) {
    await issuers.close()
    throw error
  }
}

async function composeWith(parts: EngineParts, { issuers, reasons }: Issuers): Promise<ComposedEngine> {
  const { settings, folder, log, recorder, policy, phi, logger, now, readiness, introductions } = parts
  const key = openEngineKey(folder.at('keys'))
  const most = settings.config.approvals?.most
  const engine = createEngine({
    policy,
    recorder,
    key,
    issuers,
    now,
    maskNote: (note) => phi.maskText(note).text,
    onFailure: ({ decision, code, cause }) =>
      logger.error('a decision failed and was refused', { decision, code, cause: codeOf(cause) }),
    ...(most === undefined ? {} : { mostApprovals: most }),
  })
  const sessions = openSessions(folder.readJson(OPEN))
  await engine.approvals.restore(folder.readJson(SNAPSHOT) as ApprovalSnapshot | null, recorded(log, sessions))
  if (introductions === undefined) {
    // Durable before anything is sealed: a snapshot without them must not outlive them.
    await Promise.all(sessions.abandon().map((draft) => log.append(draft).durable))
  } else {
    const kept = (folder.readJson(LIVE) ?? []) as readonly KeptSession[]
    await engine.sessions.restore(kept, recorded(log, sessions))
  }
  const server = buildServer({
    engine,
    readiness: () => [...readiness(), ...reasons(), ...logReasons(log)],
    logBytes: () => log.status().heldBytes,
    ...(introductions === undefined ? {} : { introductions: introductions(key) }),
    ...(settings.config.engine?.bodyLimitBytes === undefined
      ? {}
      : { bodyLimitBytes: settings.config.engine.bodyLimitBytes }),
  })
  const listening = await listenEngine(server, {
    ...address(settings),
    ...limits(settings),
    socket: socketPath(settings, folder),
  })
  return {
    engine,
    key,
    listening,
    sessions,
    keepFolds: () => {
      folder.write(SNAPSHOT, JSON.stringify(engine.approvals.snapshot()))
      folder.write(OPEN, sessions.snapshot())
      if (introductions !== undefined) folder.write(LIVE, JSON.stringify(engine.sessions.snapshot()))
    },
  }
}

function address({ loaded, config }: Settings): {
  host: string
  port: number
  tls?: { certificate: string; key: string }
} {
  const { host = '127.0.0.1', port = 0, tls } = config.engine ?? {}
  if (!tls?.certificate || !tls.key) return { host, port }
  const read = (path: string): string => readFileSync(within(loaded, path), 'utf8')
  return { host, port, tls: { certificate: read(tls.certificate), key: read(tls.key) } }
}

function limits({ config }: Settings): { connections?: number; requestMs?: number } {
  const { connections, requestMs } = config.engine ?? {}
  return { ...(connections === undefined ? {} : { connections }), ...(requestMs === undefined ? {} : { requestMs }) }
}

function socketPath({ loaded, config }: Settings, folder: DataFolder): string {
  return config.engine?.socket === undefined ? folder.at('engine.sock') : within(loaded, config.engine.socket)
}

// What the snapshot does not know yet is still in the log: it lets go of events only after a snapshot.
async function* recorded(log: OpenEventLog, sessions: OpenSessions): AsyncGenerator<Event> {
  for await (const { bytes } of log.read(null)) {
    const event = parseBytes('event', bytes)
    sessions.see(event)
    yield event
  }
}

function logReasons(log: OpenEventLog): readonly string[] {
  const { state } = log.status()
  return state === 'open' ? [] : [`log_${state}`]
}

function codeOf(cause: unknown): string {
  return (cause as { code?: string } | undefined)?.code ?? (cause instanceof Error ? cause.name : typeof cause)
}
