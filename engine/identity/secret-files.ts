import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { IdentityError } from './identity-error.ts'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const OTHERS = 0o077

/** Makes a folder of secrets, or checks one: 0700 and ours. Throws IdentityError `files`. */
export function openSecretFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  const { mode, uid } = lstatSync(folder)
  if ((mode & constants.S_IFMT) !== constants.S_IFDIR) throw untrusted(folder, 'it is no folder')
  requirePrivate(folder, mode, uid, 'chmod 700')
}

/** Reads a secret; refuses a file that others may read, or that is a link. Null where there is none. */
export function readSecretFile(path: string): Buffer | null {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw untrusted(path, 'it cannot be opened', cause)
  }
  try {
    // Judged by descriptor: a path could be swapped between the look and the read.
    const { mode, uid } = fstatSync(descriptor)
    requirePrivate(path, mode, uid, 'chmod 600')
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Creates a secret once, durable and 0600: of two processes that start together one wins, and both
 * go on with its bytes, which are answered.
 */
export function createSecretFile(path: string, bytes: Uint8Array): Buffer {
  const draft = writeDraft(path, bytes)
  try {
    linkSync(draft, path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw untrusted(path, 'it cannot be created', cause)
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(path)
  const stored = readSecretFile(path)
  if (stored === null) throw untrusted(path, 'it vanished while it was created')
  return stored
}

/** Replaces a secret file whole, durable and 0600. */
export function replaceSecretFile(path: string, bytes: Uint8Array): void {
  renameSync(writeDraft(path, bytes), path)
  syncFolder(path)
}

function writeDraft(path: string, bytes: Uint8Array): string {
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`
  const descriptor = openSync(draft, 'wx', FILE_MODE)
  try {
    fchmodSync(descriptor, FILE_MODE)
    writeFileSync(descriptor, bytes)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return draft
}

function syncFolder(path: string): void {
  const descriptor = openSync(dirname(path), 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function requirePrivate(path: string, mode: number, uid: number, cure: string): void {
  if ((mode & OTHERS) !== 0) throw untrusted(path, `others may read it; run: ${cure} ${path}`)
  const own = process.geteuid?.()
  if (own !== undefined && uid !== own) throw untrusted(path, `it belongs to uid ${uid}, not to ${own}`)
}

function untrusted(path: string, why: string, cause?: unknown): IdentityError {
  return new IdentityError('files', `${path} cannot be used as a secret: ${why}`, { cause })
}
