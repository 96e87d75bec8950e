import { join } from 'node:path'
import { runSealer } from '#evidence'
import type { EventDraft } from '#schemas'
import { openDataFolder, publicHalf } from '../../data-folder.ts'
import { engineDied } from '../context.ts'
import { openOwnEvidence } from '../evidence/own-evidence.ts'
import { knownSources, startReading } from '../evidence/reading.ts'
import { startShipping } from '../evidence/shipping.ts'
import { openConfiguredStore } from '../evidence/store.ts'
import { settingsOf } from '../settings.ts'
import { unwind } from '../unwind.ts'
import { introduce, linkEngine, selfOf } from './engine-link.ts'
import { serveHealth } from './health.ts'
import { SEALER } from './introductions.ts'
import type { PartParts, PartState, RunningPart } from './part-state.ts'

const LEARN_EVERY_MS = 1000
const DAY_MS = 86_400_000

/**
 * The sealer in a process of its own: reads the stream, seals, and stores recordings. It introduces itself like an
 * enforcer, to have its own log enrolled and to learn whose events to believe. Throws CommandError where it cannot run.
 */
export async function composeSealer(parts: PartParts): Promise<RunningPart> {
  const { loaded, env, logger, now, keyFile, signal, onDead } = parts
  const settings = settingsOf(loaded)
  const folder = openDataFolder(join(settings.data, SEALER))
  const sealer = publicHalf(folder.signingKey('sealer'))
  folder.write('sealer.pub.pem', sealer.pem)
  const undo: (() => Promise<unknown>)[] = []
  const waiting = new Set(['engine_not_answered'])
  const watched: (() => readonly string[])[] = [() => [...waiting]]
  const reasons = (): readonly string[] => watched.flatMap((why) => why())
  try {
    const health = await serveHealth({ socket: folder.at('health.sock'), address: parts.health, reasons })
    undo.push(health.close)
    const own = await openOwnEvidence({ settings, folder, role: 'seal', separation: 'apart', now })
    const onEngineDead = engineDied({ name: SEALER, log: own.log, logger })
    const engine = linkEngine({ settings, name: SEALER, keyFile, folder, logger, now, onDead: onEngineDead })
    undo.push(async () => engine.close())
    const self = selfOf(folder, SEALER, folder.signingKey('sealer'))
    const { sources } = await introduce(engine, self, { logger, signal })
    const known = knownSources(sources)
    const learning = setInterval(() => {
      // An engine that is away has enrolled nobody meanwhile.
      engine.introduce(self.introduction).then(
        (told) => known.learn(told.sources),
        () => undefined,
      )
    }, LEARN_EVERY_MS)
    undo.push(async () => clearInterval(learning))
    const store = await openConfiguredStore({ settings, env, now })
    const shipping = startShipping({
      settings,
      env,
      own,
      folder,
      clientId: 'cordon-seal-log',
      store,
      sealer: Promise.resolve(sealer.key),
      beforeRelease: () => undefined,
      logger,
    })
    undo.push(shipping.close)
    const alarm = (draft: EventDraft): void => void own.log.append(draft)
    const clientId = 'cordon-seal'
    const reading = startReading({ settings, env, clientId, store, sealerKey: sealer.key, known, alarm, now, logger })
    const end = new AbortController()
    const sealing = runSealer({
      source: reading.source,
      store,
      shard: settings.shard,
      key: folder.signingKey('sealer'),
      assurance: settings.assurance,
      separation: 'apart',
      sealEvery: settings.sealEvery,
      retention: (sealedAt) => ({ until: new Date(sealedAt + settings.retentionDays * DAY_MS), mode: 'compliance' }),
      // Logs are released by those who own them, on what they read back from the store.
      onSealed: () => undefined,
      alarm,
      now,
      signal: end.signal,
      log: logger,
    }).catch((error: unknown) => onDead('sealer', error))
    undo.push(reading.close, async () => {
      end.abort()
      await sealing
    })
    watched.push(shipping.reasons, reading.reasons)
    waiting.clear()
    const state: PartState = {
      pid: process.pid,
      startedAt: new Date(now()).toISOString(),
      role: 'seal',
      name: SEALER,
      health: { socket: folder.at('health.sock'), url: health.url },
    }
    folder.write('part.json', `${JSON.stringify(state, null, 2)}\n`)
    logger.info('the sealer runs', { store: settings.store, shard: settings.shard, key: sealer.id })
    return { state, stop: () => unwind(undo, logger) }
  } catch (error) {
    await unwind(undo, logger)
    throw error
  }
}
