import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { EventLogOptions } from '../../../evidence/stream/event-log.ts'

/** Options for a small log in tests. */
export function logOptions(
  folder: string,
  changes: Partial<EventLogOptions> = {},
): EventLogOptions & { readonly key: KeyObject } {
  return {
    folder,
    role: 'engine',
    version: '0.0.0',
    key: generateKeyPairSync('ed25519').privateKey,
    separation: 'combined',
    assurance: 'demo',
    segmentBytes: 16 * 1024,
    headEveryMs: 60_000,
    now: Date.now,
    ...changes,
  }
}
