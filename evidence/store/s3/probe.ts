import { StoreError } from '../store-error.ts'
import type { Bucket, Lock } from './bucket.ts'
import { digestOf } from './digest.ts'
import { asStoreError, codeOf, isAccess, isRefused, statusOf } from './fault.ts'
import { FirstVersions } from './first-versions.ts'
import type { S3Place } from './place.ts'

/** The one object that the probe leaves behind, below the prefix of the store. No key can begin with `~`. */
const PROBE = '~probe'

const CONTENT = Buffer.from('Cordon tries here whether this store keeps its promises. See docs/evidence-format.md.\n')
const OTHER = Buffer.from('This must never be stored.\n')
/** A lock of the probe lasts so long, and is moved when less than half of it is left. */
const LOCK_MS = 2 * 86_400_000
/** Clocks may differ by so much; S3 itself refuses at 15 minutes. */
const MOST_CLOCK_MS = 5 * 60_000

export interface ProbeParts {
  readonly place: S3Place
  readonly now: () => number
  /** What the SDK had to add to this machine's clock before the service took a signature, milliseconds. */
  readonly clockOffsetMs: () => number
}

/**
 * Tries whether a bucket keeps what evidence stands on, before anything is trusted to it: Object Lock is on, a key is
 * created once, wrong bytes are refused, and a lock can be neither shortened nor deleted under. Services that speak
 * S3 and fail open are many.
 *
 * It uses one small object with a fixed key, created once and kept under a COMPLIANCE lock of two days, which each
 * start renews: nothing piles up, and on a store that holds, every other write and delete here is refused. Throws
 * StoreError `unfit`, or `io` where the store cannot be tried.
 */
export async function probeBucket(bucket: Bucket, { place, now, clockOffsetMs }: ProbeParts): Promise<void> {
  const key = place.prefix + PROBE
  const unfit = (why: string): StoreError => new StoreError('unfit', `${place.text} cannot keep evidence: ${why}`)
  await checkSettings(bucket, unfit)
  if (Math.abs(clockOffsetMs()) > MOST_CLOCK_MS)
    throw unfit(
      `this machine's clock and the store's differ by ${Math.round(Math.abs(clockOffsetMs()) / 1000)} s: set it (NTP)`,
    )
  const lock = lockUntil(now() + LOCK_MS)
  await checkChecksum(bucket, `${key}-checksum`, lock, unfit)
  await bucket.put(key, CONTENT, lock)
  if ((await bucket.put(key, OTHER, lock)).end === 'stored')
    throw unfit('it stored a second object under a key that was taken: it does not honour If-None-Match')
  const version = await new FirstVersions(bucket.versions).look(key)
  if (version === null) throw unfit('it does not list the versions of an object that it has just stored')
  await renew(bucket, { key, version, lock, now, unfit })
  await checkShortening(bucket, { key, version, lock, now, unfit })
  await checkDelete(bucket, { key, version, lock, now, unfit })
}

type Unfit = (why: string) => StoreError

interface Probed {
  readonly key: string
  readonly version: string
  readonly lock: Lock
  readonly now: () => number
  readonly unfit: Unfit
}

async function checkSettings(bucket: Bucket, unfit: Unfit): Promise<void> {
  const { isVersioned, hasLock } = await bucket.settings()
  if (!hasLock) throw unfit('the bucket has no Object Lock: make one with it (it also turns versions on)')
  if (!isVersioned) throw unfit('the bucket keeps no versions, which Object Lock needs')
}

// A store that takes bytes which do not match their digest would take bytes that were damaged on the way.
async function checkChecksum(bucket: Bucket, key: string, lock: Lock, unfit: Unfit): Promise<void> {
  const short: Lock = { mode: 'GOVERNANCE', until: new Date(lock.until.getTime() - LOCK_MS + 60_000) }
  try {
    await bucket.put(key, OTHER, short, { checksum: digestOf(CONTENT) })
  } catch (cause) {
    if (isRefused(cause) && !isDenied(cause)) return
    throw asStoreError(cause, 'trying the store')
  }
  throw unfit('it took bytes that do not match their SHA-256: it does not check what it stores')
}

async function renew(bucket: Bucket, { key, version, lock, now, unfit }: Probed): Promise<void> {
  if (await isLocked(bucket, { key, version, until: now() + LOCK_MS / 2 })) return
  try {
    await bucket.lock(key, version, lock)
  } catch (cause) {
    if (isAccess(cause) || !isRefusal(cause)) throw asStoreError(cause, 'renewing the lock of the probe')
  }
  if (!(await isLocked(bucket, { key, version, until: now() + LOCK_MS / 2 })))
    throw unfit('it does not keep the lock that an object was stored with, or may not be told to renew it')
}

async function checkShortening(bucket: Bucket, { key, version, now, unfit }: Probed): Promise<void> {
  await refused(() => bucket.lock(key, version, lockUntil(now() + 60_000)), 'shortening a lock')
  if (!(await isLocked(bucket, { key, version, until: now() + LOCK_MS / 4 })))
    throw unfit('a COMPLIANCE lock could be shortened')
}

async function checkDelete(bucket: Bucket, { key, version, now, unfit }: Probed): Promise<void> {
  await refused(() => bucket.deleteVersion(key, version), 'deleting a locked version')
  try {
    if (await isLocked(bucket, { key, version, until: now() })) return
  } catch (cause) {
    if (statusOf(cause) !== 404) throw cause
  }
  throw unfit('an object could be deleted that a COMPLIANCE lock holds')
}

/** Runs what must be refused. Whether it was is read from the store afterwards: answers differ (400, 403), and may lie. */
async function refused(act: () => Promise<void>, what: string): Promise<void> {
  try {
    await act()
  } catch (cause) {
    if (!isRefusal(cause)) throw asStoreError(cause, what)
  }
}

async function isLocked(
  bucket: Bucket,
  { key, version, until }: { readonly key: string; readonly version: string; readonly until: number },
): Promise<boolean> {
  const { lock } = await bucket.head(key, version)
  return lock !== null && lock.mode === 'COMPLIANCE' && lock.until.getTime() >= until
}

/** A COMPLIANCE lock, to the whole second. */
function lockUntil(time: number): Lock {
  return { mode: 'COMPLIANCE', until: new Date(Math.ceil(time / 1000) * 1000) }
}

function isRefusal(error: unknown): boolean {
  const status = statusOf(error)
  return status !== null && status >= 400 && status < 500 && !isAccess(error)
}

function isDenied(error: unknown): boolean {
  return statusOf(error) === 403 || codeOf(error) === 'AccessDenied'
}
