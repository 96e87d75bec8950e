import type { DataFolder } from '../data-folder.ts'
import { portableS3 } from '../s3-access.ts'
import type { RunningState } from '../state.ts'
import type { Settings } from './settings.ts'

export interface StateParts {
  readonly settings: Settings
  readonly folder: DataFolder
  readonly listening: { readonly url: string | null; readonly socket: string | null }
  /** PEM file of the sealer's public key. */
  readonly publicKey: string
  readonly enforcers: RunningState['enforcers']
  readonly now: number
}

/** Leaves word of a running engine in `state.json`, where other commands find it. */
export function leaveState({ settings, folder, listening, publicKey, enforcers, now }: StateParts): RunningState {
  const state: RunningState = {
    pid: process.pid,
    startedAt: new Date(now).toISOString(),
    data: settings.data,
    socket: listening.socket ?? '',
    api: listening.url ?? '',
    store: settings.store,
    ...(settings.s3 === null ? {} : { s3: portableS3(settings.s3, settings.loaded.folder) }),
    shard: settings.shard,
    publicKey,
    enforcers,
    issuer: settings.issuer,
    entity: settings.entity,
    timeZone: settings.timeZone,
    reviewEveryDays: settings.config.reports?.reviewEveryDays ?? null,
    responses: settings.responses,
    systems: settings.config.systems ?? [],
  }
  folder.write('state.json', `${JSON.stringify(state, null, 2)}\n`)
  return state
}
