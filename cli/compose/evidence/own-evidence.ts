import { createSecretKey, type KeyObject } from 'node:crypto'
import { type OpenEventLog, openEventLog, openPayloadLog, type PayloadLog } from '#evidence'
import type { DataFolder } from '../../data-folder.ts'
import { VERSION } from '../../version.ts'
import type { Settings } from '../settings.ts'

/** What a long-lived process keeps of its own, before anybody reads it: its event log and its recordings. */
export interface OwnEvidence {
  readonly log: OpenEventLog
  readonly payloads: PayloadLog
}

export interface OwnEvidenceParts {
  readonly settings: Settings
  readonly folder: DataFolder
  /** What the process is, as its log says: `cordon up`, `engine`, … */
  readonly role: string
  readonly separation: 'combined' | 'apart'
  /** What wraps the keys of recordings; the tenant key of the folder where absent. */
  readonly wrapping?: { readonly key: KeyObject; readonly holder: string }
  readonly now: () => number
}

/** Opens both; throws where the folder is in use, or damaged beyond repair. */
export async function openOwnEvidence(parts: OwnEvidenceParts): Promise<OwnEvidence> {
  const { settings, folder, role, separation, wrapping, now } = parts
  const { logBytes, payloadBytes, assurance } = settings
  const log = await openEventLog({
    folder: folder.at('log'),
    role,
    version: VERSION,
    key: folder.signingKey('source'),
    separation,
    assurance,
    mostBytes: logBytes,
    now,
  })
  const key = wrapping?.key ?? createSecretKey(folder.secret('tenant'))
  try {
    const payloads = await openPayloadLog({
      folder: folder.at('payloads'),
      tenantKey: key,
      ...(wrapping === undefined ? {} : { holder: wrapping.holder }),
      capBytes: payloadBytes,
      mostBytes: logBytes,
    })
    return { log, payloads }
  } catch (error) {
    await log.close()
    throw error
  }
}
