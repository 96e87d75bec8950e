import type { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { digestOf } from './digest.ts'
import { codeOf, statusOf } from './fault.ts'
import type { VersionPage, VersionRange } from './histories.ts'
import { readPage } from './read-page.ts'

/** The requests that a store makes of its bucket, each with a deadline. They throw what the SDK throws. */
export interface Bucket {
  /** Creates an object where none is, locked. `taken`: one is there, or another is just being made. */
  put(key: string, bytes: Uint8Array, lock: Lock, more?: PutOptions): Promise<PutEnd>
  /** The bytes of one version; null where it is gone. */
  get(key: string, version: string): Promise<Uint8Array | null>
  /** Lock and time of one version. */
  head(key: string, version: string): Promise<Head>
  /** Moves the end of a lock. */
  lock(key: string, version: string, lock: Lock): Promise<void>
  /** Deletes one version. Only the probe asks for it, and hopes for a refusal. */
  deleteVersion(key: string, version: string): Promise<void>
  versions(range: VersionRange): Promise<VersionPage>
  /** What the bucket says of itself. */
  settings(): Promise<{ readonly isVersioned: boolean; readonly hasLock: boolean }>
}

export interface Lock {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE'
  /** Whole seconds: some services cut the rest off, and the lock would read back shorter than it was asked for. */
  readonly until: Date
}

export interface PutOptions {
  /** SHA-256 in base64; by default that of the bytes. */
  readonly checksum?: string
}

export type PutEnd = { readonly end: 'stored'; readonly version: string } | { readonly end: 'taken' }

export interface Head {
  readonly lock: Lock | null
  readonly createdAt: Date
}

/** Version of an object in a bucket that keeps no versions. */
export const UNVERSIONED = 'null'

/** Larger than anything that Cordon stores: a payload file of one frame, and room. */
const MOST_BYTES = 128 * 1024 * 1024

export function openBucket(client: S3Client, name: string, deadlineMs: number): Bucket {
  const within = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(deadlineMs) })
  const at = (key: string, version: string): { Bucket: string; Key: string; VersionId?: string } =>
    version === UNVERSIONED ? { Bucket: name, Key: key } : { Bucket: name, Key: key, VersionId: version }
  return {
    async put(key, bytes, { mode, until }, { checksum = digestOf(bytes) } = {}) {
      const command = new PutObjectCommand({
        Bucket: name,
        Key: key,
        Body: bytes,
        ContentLength: bytes.length,
        ContentType: 'application/octet-stream',
        IfNoneMatch: '*',
        // The value alone would leave out a header that some services ask for.
        ChecksumAlgorithm: 'SHA256',
        ChecksumSHA256: checksum,
        ObjectLockMode: mode,
        ObjectLockRetainUntilDate: until,
      })
      try {
        const { VersionId } = await client.send(command, within())
        return { end: 'stored', version: VersionId ?? UNVERSIONED }
      } catch (error) {
        if (isTaken(error)) return { end: 'taken' }
        throw error
      }
    },
    async get(key, version) {
      try {
        const command = new GetObjectCommand({ ...at(key, version), ChecksumMode: 'ENABLED' })
        const { Body, ContentLength } = await client.send(command, within())
        return await readBody(Body as Readable, ContentLength)
      } catch (error) {
        if (isGone(error)) return null
        throw error
      }
    },
    async head(key, version) {
      const found = await client.send(new HeadObjectCommand(at(key, version)), within())
      const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, LastModified } = found
      const lock = (mode === 'COMPLIANCE' || mode === 'GOVERNANCE') && until ? { mode, until } : null
      return { lock, createdAt: LastModified ?? new Date(0) }
    },
    async lock(key, version, { mode, until }) {
      const Retention = { Mode: mode, RetainUntilDate: until }
      await client.send(new PutObjectRetentionCommand({ ...at(key, version), Retention }), within())
    },
    async deleteVersion(key, version) {
      await client.send(new DeleteObjectCommand(at(key, version)), within())
    },
    async versions({ prefix, after, afterVersion, most }) {
      const command = new ListObjectVersionsCommand({
        Bucket: name,
        Prefix: prefix,
        KeyMarker: after,
        VersionIdMarker: afterVersion,
        MaxKeys: most,
        // Without it one key with a control character, put there by anybody, would make the list unreadable.
        EncodingType: 'url',
      })
      return readPage(await client.send(command, within()))
    },
    settings: () => settingsOf(client, name, within),
  }
}

async function settingsOf(
  client: S3Client,
  name: string,
  within: () => { abortSignal: AbortSignal },
): Promise<{ isVersioned: boolean; hasLock: boolean }> {
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: name }), within())
  try {
    const { ObjectLockConfiguration: lock } = await client.send(
      new GetObjectLockConfigurationCommand({ Bucket: name }),
      within(),
    )
    return { isVersioned: Status === 'Enabled', hasLock: lock?.ObjectLockEnabled === 'Enabled' }
  } catch (error) {
    if (codeOf(error) !== 'ObjectLockConfigurationNotFoundError' && statusOf(error) !== 404) throw error
    return { isVersioned: Status === 'Enabled', hasLock: false }
  }
}

async function readBody(body: Readable, length: number | undefined): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length
    if (bytes > MOST_BYTES || (length ?? 0) > MOST_BYTES) {
      body.destroy()
      throw Object.assign(new Error('too large'), { code: 'ObjectTooLarge' })
    }
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks, bytes)
}

// 412: somebody was first. 409: somebody is just about to be (AWS), or was (others).
function isTaken(error: unknown): boolean {
  const status = statusOf(error)
  return status === 412 || (status === 409 && codeOf(error) !== 'OperationAborted')
}

function isGone(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'NoSuchKey' || code === 'NoSuchVersion' || code === 'NotFound'
}
