import type { KeyObject } from 'node:crypto'
import { openDataFolder } from '../../data-folder.ts'
import { phiWith } from '../../phi/rules-file.ts'
import type { ComposeParts, Running } from '../compose.ts'
import { composeEngine } from '../engine.ts'
import { openOwnEvidence } from '../evidence/own-evidence.ts'
import { startShipping } from '../evidence/shipping.ts'
import { openConfiguredStore } from '../evidence/store.ts'
import { composePolicy } from '../policy.ts'
import { watchRoom } from '../room.ts'
import { leaveState } from '../running-state.ts'
import { settingsOf } from '../settings.ts'
import { unwind } from '../unwind.ts'
import { introductionsOf } from './introductions.ts'

/** The engine in a process of its own: enforcers reach it over the wire, its evidence goes to Kafka. */
export async function composeEngineApart(parts: Omit<ComposeParts, 'onDecision' | 'onDead'>): Promise<Running> {
  const { loaded, env, logger, now } = parts
  const settings = settingsOf(loaded)
  const folder = openDataFolder(settings.data)
  const undo: (() => Promise<unknown>)[] = []
  try {
    const own = await openOwnEvidence({ settings, folder, role: 'engine', separation: 'apart', now })
    const store = await openConfiguredStore({ settings, env, now })
    const policy = await composePolicy({ settings, folder, recording: { log: own.log, store }, logger, now })
    undo.push(policy.close)
    const room = await watchRoom({
      folder: settings.data,
      payloads: own.payloads,
      mostBytes: settings.logBytes,
      logger,
    })
    undo.push(room.close)
    const { promise: sealing, resolve: sealer } = withResolvers<KeyObject>()
    let streamReasons: () => readonly string[] = () => ['stream_not_started']
    const { listening, keepFolds } = await composeEngine({
      settings,
      folder,
      log: own.log,
      // Enforcers keep room for effects in logs of their own.
      recorder: room.guard(own.log),
      policy: policy.keeper,
      phi: phiWith(settings.phiRules),
      logger,
      now,
      readiness: () => [...room.reasons(), ...streamReasons()],
      introductions: (key) => {
        const introductions = introductionsOf(folder, key)
        sealer(introductions.sealing)
        return introductions
      },
    })
    undo.push(listening.close)
    const shipping = startShipping({
      settings,
      env,
      own,
      folder,
      clientId: 'cordon-engine',
      store,
      sealer: sealing,
      beforeRelease: keepFolds,
      logger,
    })
    // Last to stop but for what it ships: what is recorded on the way down still goes out.
    undo.unshift(shipping.close)
    streamReasons = shipping.reasons
    // The sealer's key lies there where the sealer runs on the same machine; elsewhere it is brought by hand.
    const publicKey = folder.at('sealer', 'sealer.pub.pem')
    const state = leaveState({ settings, folder, listening, publicKey, enforcers: [], now: now() })
    logger.info('the engine runs', { api: state.api, source: own.log.source.id })
    return { state, stop: () => unwind(undo, logger) }
  } catch (error) {
    await unwind(undo, logger)
    throw error
  }
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T | Promise<T>) => void } {
  let resolve: (value: T | Promise<T>) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
