import { createSecretKey } from 'node:crypto'
import { join } from 'node:path'
import { type Config, type EventDraft, type Introduced, parseBytes } from '#schemas'
import { commitments } from '../../commitment.ts'
import { openDataFolder } from '../../data-folder.ts'
import { CommandError } from '../../io.ts'
import { openPhi } from '../../phi/open-phi.ts'
import { composeContext, engineDied } from '../context.ts'
import { startEnforcer } from '../enforcers.ts'
import { openOwnEvidence } from '../evidence/own-evidence.ts'
import { startShipping } from '../evidence/shipping.ts'
import { openConfiguredStore } from '../evidence/store.ts'
import { keepRoom } from '../kept-room.ts'
import { openSessions } from '../open-sessions.ts'
import { watchRoom } from '../room.ts'
import { settingsOf } from '../settings.ts'
import { unwind } from '../unwind.ts'
import { carefulClient } from './careful-client.ts'
import { introduce, linkEngine, sealerKey, selfOf } from './engine-link.ts'
import { serveHealth } from './health.ts'
import type { PartParts, PartState, RunningPart } from './part-state.ts'

const OPEN = 'sessions.json'

/**
 * One enforcer in a process of its own: its engine is asked over the wire, its evidence goes to Kafka. It accepts
 * nobody before the engine has taken its introduction. Throws CommandError where it cannot run.
 */
export async function composeEnforcer(parts: PartParts & { readonly name: string }): Promise<RunningPart> {
  const { loaded, env, logger, now, keyFile, signal, onDead, name } = parts
  const settings = settingsOf(loaded)
  const config = enforcerNamed(settings.config, name)
  const folder = openDataFolder(join(settings.data, 'enforcers', name))
  let alarm: ReturnType<typeof engineDied> = () => undefined
  let tell: (draft: EventDraft) => unknown = () => undefined
  const record = (draft: EventDraft): unknown => tell(draft)
  const { phi, close: closePhi } = openPhi({ settings, env, now, writer: name, record })
  const undo: (() => Promise<unknown>)[] = [closePhi]
  const ended = new AbortController()
  const waiting = new Set(['engine_not_answered'])
  let fault: string | null = null
  const watched: (() => readonly string[])[] = [() => [...waiting], () => (fault === null ? [] : [fault])]
  const reasons = (): readonly string[] => watched.flatMap((why) => why())
  try {
    const health = await serveHealth({ socket: folder.at('health.sock'), address: parts.health, reasons })
    undo.push(health.close)
    const engine = linkEngine({ settings, name, keyFile, folder, logger, now, onDead: (failure) => alarm(failure) })
    undo.push(async () => engine.close())
    const self = selfOf(folder, name)
    const introduced = await introduce(engine, self, { logger, signal })
    const own = await openOwnEvidence({
      settings,
      folder,
      role: `enforce ${name}`,
      separation: 'apart',
      wrapping: { key: secretOf(introduced.recordings), holder: name },
      now,
    })
    alarm = engineDied({ name, log: own.log, logger })
    tell = (draft) => own.log.append(draft)
    const sessions = openSessions(folder.readJson(OPEN))
    for await (const { bytes } of own.log.read(null)) sessions.see(parseBytes('event', bytes))
    await Promise.all(sessions.abandon().map((draft) => own.log.append(draft).durable))
    const shipping = startShipping({
      settings,
      env,
      own,
      folder,
      clientId: `cordon-enforce-${name}`,
      store: await openConfiguredStore({ settings, env, now }),
      sealer: sealerKey(engine, self, { logger, signal: ended.signal }),
      beforeRelease: () => folder.write(OPEN, sessions.snapshot()),
      logger,
    })
    undo.push(shipping.close, async () => ended.abort())
    const room = await watchRoom({ folder: folder.path, payloads: own.payloads, mostBytes: settings.logBytes, logger })
    undo.push(room.close)
    watched.push(room.reasons, shipping.reasons)
    const { client, append } = carefulClient({
      engine,
      room,
      kept: keepRoom(own.log),
      // The engine's own deadline is the client's; this one bounds the wait for our own disk as well.
      patience: { deadlineMs: 2 * settings.deadlineMs, now, onDead: (failure) => alarm(failure) },
    })
    const enforcer = await startEnforcer({
      config,
      loaded,
      env,
      context: (end, ready) =>
        composeContext({
          ...own,
          client,
          append,
          commit: commitmentsOf(introduced),
          phi,
          sessions,
          logger,
          now,
          signal: end,
          ready,
          health: (why) => {
            fault = why
          },
        }),
      onDead: (error) => onDead(name, error),
    })
    undo.push(enforcer.stop)
    waiting.clear()
    const { address } = enforcer.description
    const { url } = health
    const state: PartState = {
      pid: process.pid,
      startedAt: new Date(now()).toISOString(),
      role: 'enforce',
      name,
      address,
      health: { socket: folder.at('health.sock'), url },
    }
    folder.write('part.json', `${JSON.stringify(state, null, 2)}\n`)
    logger.info('the enforcer runs', { name, address, source: own.log.source.id })
    return { state, stop: () => unwind(undo, logger) }
  } catch (error) {
    await unwind(undo, logger)
    throw error
  }
}

function enforcerNamed(config: Config, name: string): Config['enforcers'][number] {
  const found = config.enforcers.find((candidate) => candidate.name === name)
  if (found) return found
  const known = config.enforcers.map((candidate) => candidate.name).join(', ')
  throw new CommandError(`cordon.yaml has no enforcer ${name}; it has ${known || 'none'}`)
}

function secretOf(base64: string): ReturnType<typeof createSecretKey> {
  return createSecretKey(Buffer.from(base64, 'base64'))
}

function commitmentsOf({ commitments: secret }: Introduced): ReturnType<typeof commitments> {
  return commitments(Buffer.from(secret, 'base64'))
}
