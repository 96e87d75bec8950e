import { checkPrefix, isKey, partsOf } from '../key.ts'
import type { EvidenceStore, Kept, Overlaid, Retention } from '../object-store.ts'
import { StoreError } from '../store-error.ts'
import { type Bucket, type Lock, openBucket, UNVERSIONED } from './bucket.ts'
import { makeClient, TRIES, timeoutOf } from './client.ts'
import { asStoreError } from './fault.ts'
import { FirstVersions } from './first-versions.ts'
import { type History, readHistories } from './histories.ts'
import type { S3Place } from './place.ts'
import { probeBucket } from './probe.ts'
import type { S3Access } from './s3-access.ts'

export interface S3StoreOptions {
  readonly access: 'read' | 'write'
  readonly s3: S3Access
  /** Of objects that are created without one: on S3 nothing goes unlocked. */
  readonly retention: () => Retention
  readonly now: () => number
}

/**
 * A store in a bucket of S3, or of a service that speaks it, with Object Lock.
 *
 * - Created with `If-None-Match: *`, an own SHA-256 and an explicit lock; a bucket's default lock is not relied on.
 * - A lock holds a version, not a name: with the right to write, anybody can put a newer version or a delete marker
 *   on top. So the **first** version of a key is its truth: `get` and `list` find it below whatever came later, and
 *   `overlaid` names what lies on it.
 * - Nothing is acknowledged before the list of versions shows it as the first.
 */
export async function openS3Store(place: S3Place, options: S3StoreOptions): Promise<EvidenceStore> {
  const { s3, now, access } = options
  const client = makeClient(s3, now)
  const bucket = openBucket(client, place.bucket, timeoutOf(s3) * TRIES)
  try {
    if (access === 'write')
      await probeBucket(bucket, { place, now, clockOffsetMs: () => client.config.systemClockOffset })
    else await bucket.versions({ prefix: place.prefix, after: undefined, afterVersion: undefined, most: 1 })
  } catch (cause) {
    client.destroy()
    throw asStoreError(cause, `opening ${place.text}`)
  }
  return new S3Store(place, bucket, options, () => client.destroy())
}

/** Tries of a create that finds its key taken by somebody who is not there yet (HTTP 409 of AWS). */
const CREATE_TRIES = 5
const FIRST_PAUSE_MS = 50
/** A held lock that ends so much earlier than was asked is moved. Less is a retry some time later. */
const SLACK_MS = 86_400_000

class S3Store implements EvidenceStore {
  readonly place: string
  readonly #prefix: string
  readonly #bucket: Bucket
  readonly #options: S3StoreOptions
  readonly #firsts: FirstVersions
  readonly #close: () => void

  constructor(place: S3Place, bucket: Bucket, options: S3StoreOptions, close: () => void) {
    this.place = place.text
    this.#prefix = place.prefix
    this.#bucket = bucket
    this.#options = options
    this.#firsts = new FirstVersions(bucket.versions)
    this.#close = close
  }

  async create(key: string, bytes: Uint8Array, retention?: Retention): Promise<'created' | 'same'> {
    partsOf(key)
    if (this.#options.access === 'read')
      throw new StoreError('io', 'this store was opened to read: open it for writing where something is to be created')
    const lock = lockOf(retention ?? this.#options.retention())
    return this.#talk(`creating ${key}`, async () => {
      for (let tries = 1, pauseMs = FIRST_PAUSE_MS; ; tries++, pauseMs *= 2) {
        const put = await this.#bucket.put(this.#prefix + key, bytes, lock)
        const first = await this.#firsts.look(this.#prefix + key)
        if (put.end === 'stored' && first === put.version) return 'created'
        if (first !== null) return this.#same(key, first, bytes, lock)
        if (tries === CREATE_TRIES) throw new StoreError('io', `${key} is taken by an object that does not show`)
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    })
  }

  async get(key: string): Promise<Uint8Array | null> {
    partsOf(key)
    return this.#talk(`reading ${key}`, async () => {
      const known = await this.#firsts.find(this.#prefix + key)
      const bytes = known === null ? null : await this.#bucket.get(this.#prefix + key, known)
      if (bytes !== null || known === null) return bytes
      // It was deleted since it was listed, by somebody who may.
      const again = await this.#firsts.look(this.#prefix + key)
      return again === null ? null : this.#bucket.get(this.#prefix + key, again)
    })
  }

  async *list(prefix: string, after?: string): AsyncIterable<string> {
    for await (const { key, first } of this.#histories(prefix, after)) {
      if (first === null) continue
      this.#firsts.learn(this.#prefix + key, first)
      yield key
    }
  }

  async *overlaid(prefix: string): AsyncIterable<Overlaid> {
    for await (const { key, versions, markers, isHidden } of this.#histories(prefix))
      if (versions !== 1 || markers > 0) yield { key, versions, isHidden }
  }

  async kept(key: string): Promise<Kept> {
    partsOf(key)
    return this.#talk(`reading the retention of ${key}`, async () => {
      const first = await this.#firsts.find(this.#prefix + key)
      if (first === null) throw new StoreError('io', `there is no ${key}`)
      const { lock, createdAt } = await this.#bucket.head(this.#prefix + key, first)
      return { until: lock?.until ?? null, createdAt, isEnforced: lock?.mode === 'COMPLIANCE' }
    })
  }

  close(): void {
    this.#close()
  }

  // What is there already: ours from a former try, or another's. A shorter lock than is asked for now is moved.
  async #same(key: string, version: string, bytes: Uint8Array, wanted: Lock): Promise<'same'> {
    const held = await this.#bucket.get(this.#prefix + key, version)
    if (held === null) throw new StoreError('io', `${key} was listed and cannot be read; it is tried again`)
    if (!Buffer.from(held.buffer, held.byteOffset, held.length).equals(bytes))
      throw new StoreError('conflict', `${key} is there already with other bytes: objects are never replaced`)
    if (version === UNVERSIONED) return 'same'
    const { lock } = await this.#bucket.head(this.#prefix + key, version)
    if (lock === null || lock.until.getTime() + SLACK_MS < wanted.until.getTime())
      await this.#bucket.lock(this.#prefix + key, version, { mode: lock?.mode ?? wanted.mode, until: wanted.until })
    return 'same'
  }

  // Keys are those of the store, without the prefix of its place; what can be no key of a store is passed over.
  async *#histories(prefix: string, after = ''): AsyncGenerator<History> {
    checkPrefix(prefix)
    // A marker outside of the prefix is refused by some services: it means everything, or nothing.
    if (!after.startsWith(prefix) && after > prefix) return
    const range = { prefix: this.#prefix + prefix, ...(after > prefix ? { after: this.#prefix + after } : {}) }
    try {
      for await (const history of readHistories(this.#bucket.versions, range)) {
        const key = history.key.slice(this.#prefix.length)
        // Some services begin a page with its marker, others behind it.
        if (isKey(key) && key > after) yield { ...history, key }
      }
    } catch (cause) {
      throw asStoreError(cause, `listing ${prefix || 'the store'}`)
    }
  }

  async #talk<T>(what: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (cause) {
      throw asStoreError(cause, what)
    }
  }
}

function lockOf({ mode, until }: Retention): Lock {
  const seconds = Math.ceil(until.getTime() / 1000)
  return { mode: mode === 'compliance' ? 'COMPLIANCE' : 'GOVERNANCE', until: new Date(seconds * 1000) }
}
