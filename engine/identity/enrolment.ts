import { createPrivateKey, createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import { parseStrictJson } from '#schemas'
import { IdentityError } from './identity-error.ts'
import { openSecretFolder, readSecretFile, replaceSecretFile } from './secret-files.ts'
import { keyId, newPem } from './signing-key.ts'

/** One enforcer that may call the engine. */
export interface EnrolledEnforcer {
  readonly name: string
  readonly keyId: string
  /** Ed25519 public key, SPKI DER, base64. */
  readonly publicKey: string
  /** `subjects`: may name subjects of its own (AuthZEN clients). */
  readonly grants: readonly Grant[]
  /** RFC 3339. */
  readonly enrolledAt: string
}

export type Grant = 'subjects'

const MOST_NAME = 64

/**
 * Gives an enforcer a key of its own: the private one in `enforcers/NAME.pem`, the public one in
 * `enrolled.json` of the folder. Enrolling a name again replaces its key. Throws IdentityError `request`, `files`.
 */
export function enrollEnforcer({
  folder,
  name,
  grants = [],
  now,
}: {
  readonly folder: string
  readonly name: string
  readonly grants?: readonly Grant[]
  readonly now: () => number
}): { readonly enforcer: EnrolledEnforcer; readonly keyFile: string } {
  if (!isName(name))
    throw new IdentityError('request', `an enforcer's name is 1 to ${MOST_NAME} of a-z, 0-9, - and _, a letter first`)
  openSecretFolder(folder)
  openSecretFolder(join(folder, 'enforcers'))
  const pem = newPem()
  const publicKey = createPublicKey(createPrivateKey(pem))
  const enforcer: EnrolledEnforcer = {
    name,
    keyId: keyId(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    grants,
    enrolledAt: new Date(now()).toISOString(),
  }
  const keyFile = join(folder, 'enforcers', `${name}.pem`)
  replaceSecretFile(keyFile, pem)
  writeRegistry(folder, [...readRegistry(folder).filter((other) => other.name !== name), enforcer])
  return { enforcer, keyFile }
}

/** Takes an enforcer's right away; false where nobody has that name. */
export function revokeEnforcer(folder: string, name: string): boolean {
  const all = readRegistry(folder)
  const left = all.filter((other) => other.name !== name)
  if (left.length < all.length) writeRegistry(folder, left)
  return left.length < all.length
}

/** Everyone who is enrolled. Throws IdentityError `files` where the registry is damaged or readable by others. */
export function readRegistry(folder: string): readonly EnrolledEnforcer[] {
  const path = registryPath(folder)
  const bytes = readSecretFile(path)
  if (bytes === null) return []
  try {
    const { version, enforcers } = parseStrictJson(bytes) as { version?: unknown; enforcers?: unknown }
    if (version !== 1 || !Array.isArray(enforcers)) throw new TypeError('not version 1 of the registry')
    return enforcers.map(readEntry)
  } catch (cause) {
    throw new IdentityError('files', `${path} is damaged: enroll the enforcers again`, { cause })
  }
}

/** `enrolled.json` of a folder. */
export function registryPath(folder: string): string {
  return join(folder, 'enrolled.json')
}

function writeRegistry(folder: string, enforcers: readonly EnrolledEnforcer[]): void {
  replaceSecretFile(registryPath(folder), Buffer.from(`${JSON.stringify({ version: 1, enforcers }, null, 2)}\n`))
}

function readEntry(entry: unknown): EnrolledEnforcer {
  const { name, keyId: id, publicKey, grants, enrolledAt } = entry as EnrolledEnforcer
  const texts = [name, id, publicKey, enrolledAt]
  if (!texts.every((text) => typeof text === 'string') || !isName(name) || !Array.isArray(grants))
    throw new TypeError('an entry does not fit')
  if (!grants.every((grant) => grant === 'subjects')) throw new TypeError('an unknown grant')
  return { name, keyId: id, publicKey, grants, enrolledAt }
}

function isName(name: string): boolean {
  return name.length <= MOST_NAME && /^[a-z][a-z0-9_-]*$/.test(name)
}
