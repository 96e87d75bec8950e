import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPayloadLog, type PayloadLog, type PayloadLogOptions } from '../../evidence/recording/payload.ts'
import { type ReadPayload, readPayloads } from '../../evidence/recording/read-payloads.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'

export const TENANT_KEY: KeyObject = createSecretKey(randomBytes(32))
export const SHIP: { readonly shard: string; readonly retainUntil: Date } = {
  shard: 'main',
  retainUntil: new Date('2032-01-01T00:00:00Z'),
}

/** A log of payloads in a folder of its own, and the store that it ships to. */
export interface Bench {
  readonly log: PayloadLog
  readonly store: ObjectStore
  readonly folder: string
  reopen(): Promise<PayloadLog>
}

export async function withLog(
  changes: Partial<PayloadLogOptions>,
  body: (bench: Bench) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-payloads-'))
  const options = { folder: join(folder, 'log'), tenantKey: TENANT_KEY, ...changes }
  let log = await openPayloadLog(options)
  const reopen = async (): Promise<PayloadLog> => {
    await log.close()
    log = await openPayloadLog(options)
    return log
  }
  try {
    await body({ log, store: await openFolderStore(join(folder, 'store')), folder, reopen })
  } finally {
    await log.close()
    rmSync(folder, { recursive: true })
  }
}

/** The store with other bytes under a key, or with none. */
export function replacing(store: ObjectStore, key: string, bytes: Uint8Array | null): ObjectStore {
  return {
    ...store,
    get: async (asked) => (asked === key ? bytes : store.get(asked)),
    async *list(prefix, after) {
      for await (const one of store.list(prefix, after)) if (one !== key || bytes !== null) yield one
    },
  }
}

export async function read(store: ObjectStore, session: string, key: KeyObject = TENANT_KEY): Promise<ReadPayload[]> {
  const all = []
  for await (const payload of readPayloads(store, 'main', session, key)) all.push(payload)
  return all
}

export function shown(payloads: readonly ReadPayload[]): unknown[] {
  return payloads.map(({ session, exchange, truncated, digest, content }) => ({
    ...{ session, exchange, truncated, digest },
    content: hex(content),
  }))
}

export function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
