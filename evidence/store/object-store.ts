/**
 * Where segments, payloads, approvals, policies and reports live: a folder, or S3 with Object Lock. Keys are
 * `/`-separated parts of `[A-Za-z0-9._-]`, none of them `.` or `..`. See folder-store.ts and s3/s3-store.ts.
 */
export interface ObjectStore {
  /**
   * Creates an object; succeeds once a key. `created` when it is durable, `same` when the key already holds
   * exactly these bytes (a retry). Throws StoreError `conflict` when it holds others.
   */
  create(key: string, bytes: Uint8Array, retention?: Retention): Promise<'created' | 'same'>
  /** The bytes that were first created under the key, or null where there are none. */
  get(key: string): Promise<Uint8Array | null>
  /** Keys that begin with `prefix`, in ascending order, after the key `after` where given. */
  list(prefix: string, after?: string): AsyncIterable<string>
  /**
   * Objects below `prefix` on which somebody put a newer version or a delete marker. `get` and `list` look through
   * those; whoever judges the store must not. Absent where a store keeps no versions.
   */
  overlaid?(prefix: string): AsyncIterable<Overlaid>
}

export interface Retention {
  readonly until: Date
  /** `compliance`: nobody can shorten it. `governance`: a custodian can. */
  readonly mode: 'compliance' | 'governance'
}

/** An object that is not as it was left. */
export interface Overlaid {
  readonly key: string
  /** Versions that hold bytes; 1 where only a delete marker was put on it, 0 where nothing but markers is left. */
  readonly versions: number
  /** A delete marker lies on top: to a plain reader the object is gone. */
  readonly isHidden: boolean
}

/** What a store says of how long it keeps an object. */
export interface Kept {
  /** When the object may be deleted; null where it says nothing. */
  readonly until: Date | null
  readonly createdAt: Date
  /** The store itself refuses to delete it earlier; otherwise the date is only written down. */
  readonly isEnforced: boolean
}

/** An opened store: what `openStore` answers. */
export interface EvidenceStore extends ObjectStore {
  /** Folder, or `s3://bucket/prefix`. */
  readonly place: string
  /** How long an object is kept. Throws StoreError `io`, also where there is no such object. */
  kept(key: string): Promise<Kept>
  /** Lets go of connections. */
  close(): void
}
