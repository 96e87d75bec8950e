import { readFolderRetention } from './folder-retention.ts'
import { openFolderStore } from './folder-store.ts'
import type { EvidenceStore, Retention } from './object-store.ts'
import { isS3Place, readS3Place } from './s3/place.ts'
import type { S3Access } from './s3/s3-access.ts'
import { StoreError } from './store-error.ts'

export interface OpenStoreOptions {
  /** `read`: nothing is written, and nothing but reading is asked of credentials. Default `write`. */
  readonly access?: 'read' | 'write'
  /** How S3 is reached; needed for places that begin with `s3://`. */
  readonly s3?: S3Access
  /** Retention of objects that are created without one, on S3, where nothing goes unlocked. Default: a year, governance. */
  readonly retention?: () => Retention
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Opens the store at a place: a folder, or `s3://bucket/prefix`. For writing, a folder is made, and a bucket is
 * tried (see s3/probe.ts). Throws StoreError `io`, or `unfit` where a bucket does not keep what evidence needs.
 */
export async function openStore(place: string, options: OpenStoreOptions): Promise<EvidenceStore> {
  if (!isS3Place(place)) return openFolder(place, options.access ?? 'write')
  const { s3, access = 'write', now, retention = () => yearFrom(now()) } = options
  if (!s3) throw new StoreError('io', `${place} cannot be opened without a region: configure evidence.s3`)
  // Loaded where it is wanted: most commands never meet S3.
  const { openS3Store } = await import('./s3/s3-store.ts')
  return openS3Store(readS3Place(place), { access, s3, now, retention })
}

async function openFolder(place: string, access: 'read' | 'write'): Promise<EvidenceStore> {
  const store = await openFolderStore(place, { access })
  return {
    ...store,
    place,
    kept: async (key) => ({ ...(await readFolderRetention(place, key)), isEnforced: false }),
    close: () => undefined,
  }
}

const YEAR_MS = 366 * 86_400_000

function yearFrom(now: number): Retention {
  return { until: new Date(now + YEAR_MS), mode: 'governance' }
}
