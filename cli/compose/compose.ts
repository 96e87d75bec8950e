import { memoryClient } from '#enforcers'
import type { Decision, EventDraft } from '#schemas'
import { commitmentSecret, commitments } from '../commitment.ts'
import type { LoadedConfig } from '../config.ts'
import { openDataFolder, publicHalf } from '../data-folder.ts'
import { openPhi } from '../phi/open-phi.ts'
import type { RunningState } from '../state.ts'
import { composeContext, engineDied } from './context.ts'
import { type RunningEnforcer, startEnforcer } from './enforcers.ts'
import { composeEngine } from './engine.ts'
import { keepRoom } from './kept-room.ts'
import type { Logger } from './logger.ts'
import { composePolicy } from './policy.ts'
import { openRecording } from './recorder.ts'
import { watchRoom } from './room.ts'
import { leaveState } from './running-state.ts'
import { settingsOf } from './settings.ts'
import { unwind } from './unwind.ts'

export interface ComposeParts {
  readonly loaded: LoadedConfig
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logger: Logger
  readonly now: () => number
  /** Told when a part died that nothing can go on without; the caller should stop. */
  readonly onDead: (part: string, error: unknown) => void
  /** Told of every decision once it is durable; what it throws is ignored. */
  readonly onDecision?: (decision: Decision) => void
}

export interface Running {
  readonly state: RunningState
  /** Stops listening, lets exchanges end, closes sessions, seals the rest. */
  readonly stop: () => Promise<void>
}

/**
 * Everything that a configuration names, in one process: the only place where engine, enforcers and evidence meet.
 * Throws with a message for people where a port is taken, a folder in use, a secret missing, an upstream dead.
 */
export async function compose({ loaded, env, logger, now, onDead, onDecision }: ComposeParts): Promise<Running> {
  const settings = settingsOf(loaded)
  const folder = openDataFolder(settings.data)
  const sealer = publicHalf(folder.signingKey('sealer'))
  folder.write('sealer.pub.pem', sealer.pem)
  const record = (draft: EventDraft): unknown => recording.log.append(draft)
  const { phi, close: closePhi } = openPhi({ settings, env, now, writer: 'cordon', record })
  const recording = await openRecording({ settings, folder, env, logger, now })
  const undo: (() => Promise<unknown>)[] = [recording.stop, closePhi]
  try {
    const dead = new Set<string>()
    const { keeper, close } = await composePolicy({ settings, folder, recording, logger, now })
    undo.push(close)
    const room = await watchRoom({
      folder: settings.data,
      payloads: recording.payloads,
      mostBytes: settings.logBytes,
      logger,
    })
    undo.push(room.close)
    const kept = keepRoom(recording.log)
    const faults = new Map<string, string>()
    const readiness = (): readonly string[] => [
      ...[...dead].map((part) => `${part}_dead`),
      ...[...faults].map(([name, fault]) => `${fault}:${name}`),
      ...room.reasons(),
    ]
    const { engine, key, listening, sessions, keepFolds } = await composeEngine({
      settings,
      folder,
      log: recording.log,
      recorder: room.guard(kept.decisions),
      policy: keeper,
      phi,
      logger,
      now,
      readiness,
    })
    undo.push(listening.close)
    const commit = commitments(commitmentSecret(key))
    const die = (part: string) => (error: unknown) => {
      dead.add(part)
      onDead(part, error)
    }
    recording.startSealing({ beforeRelease: keepFolds, onDead: die('sealer') })
    const enforcers: RunningEnforcer[] = []
    for (const config of settings.config.enforcers) {
      const context = (signal: AbortSignal, ready: (address: string) => void) =>
        composeContext({
          ...recording,
          append: kept.record,
          client: memoryClient({
            engine,
            enforcer: config.name,
            deadlineMs: settings.deadlineMs,
            now,
            onDead: engineDied({ name: config.name, log: recording.log, logger }),
          }),
          ...(onDecision === undefined ? {} : { onDecision }),
          commit,
          phi,
          sessions,
          logger,
          now,
          signal,
          ready,
          health: (fault) => (fault === null ? faults.delete(config.name) : faults.set(config.name, fault)),
        })
      const started = await startEnforcer({ config, loaded, env, context, onDead: die(config.name) })
      enforcers.push(started)
      undo.push(started.stop)
    }
    const state = leaveState({
      settings,
      folder,
      listening,
      publicKey: folder.at('sealer.pub.pem'),
      enforcers: enforcers.map(({ description }) => description),
      now: now(),
    })
    logger.info('cordon runs', { api: state.api, enforcers: state.enforcers, sealer: sealer.id })
    return { state, stop: () => unwind(undo, logger) }
  } catch (error) {
    await unwind(undo, logger)
    throw error
  }
}
