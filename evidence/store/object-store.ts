/**
 * Where segments, payloads, approvals, policies and reports live: a folder, or S3 with Object Lock. Keys are
 * `/`-separated parts of `[A-Za-z0-9._-]`, none of them `.` or `..`. See folder-store.ts.
 */
export interface ObjectStore {
  /**
   * Creates an object; succeeds once a key. `created` when it is durable, `same` when the key already holds
   * exactly these bytes (a retry). Throws StoreError `conflict` when it holds others.
   */
  create(key: string, bytes: Uint8Array, retention?: Retention): Promise<'created' | 'same'>
  /** The bytes, or null where there is no such key. */
  get(key: string): Promise<Uint8Array | null>
  /** Keys that begin with `prefix`, in ascending order, after the key `after` where given. */
  list(prefix: string, after?: string): AsyncIterable<string>
}

export interface Retention {
  readonly until: Date
  /** `compliance`: nobody can shorten it. `governance`: a custodian can. */
  readonly mode: 'compliance' | 'governance'
}
