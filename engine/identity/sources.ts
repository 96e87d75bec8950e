import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import type { EnrolledSource } from '#schemas'
import { parseStrictJson } from '#schemas'
import { IdentityError } from './identity-error.ts'
import { openSecretFolder, readSecretFile, replaceSecretFile } from './secret-files.ts'
import { keyId } from './signing-key.ts'

/** The event logs that the engine knows: who reads the stream takes events of these alone. */
export interface SourceRegistry {
  /** All, the engine's own first. */
  list(): readonly EnrolledSource[]
  /**
   * Enrolls the log of a part under the name that the engine verified; durable when it returns. `null` where it is
   * enrolled under that name already. Throws IdentityError `request` for a key that is not Ed25519, or another's.
   */
  enroll(name: string, publicKey: string): EnrolledSource | null
}

/** A log that was moved aside makes a new key: so many a part are enough for years, and bound the table. */
const MOST = 4096
const OWN = 'engine'

/** Opens `sources.json` of a folder of keys. Throws IdentityError `files` where it is damaged. */
export function openSourceRegistry(folder: string, own: string): SourceRegistry {
  openSecretFolder(folder)
  const path = join(folder, 'sources.json')
  const self = { id: idOf(own), name: OWN, publicKey: own }
  let sources = readSources(path).filter(({ id }) => id !== self.id)

  function enroll(name: string, publicKey: string): EnrolledSource | null {
    const id = idOf(publicKey)
    const known = id === self.id ? self : sources.find((source) => source.id === id)
    if (known?.name === name) return null
    if (known)
      throw new IdentityError('request', `event source ${id} is another part's: give each part its own data folder`)
    if (sources.length >= MOST)
      throw new IdentityError('request', `${MOST} event sources are enrolled: that is the most`)
    const source = { id, name, publicKey }
    const next = [...sources, source]
    replaceSecretFile(path, Buffer.from(`${JSON.stringify({ version: 1, sources: next }, null, 2)}\n`))
    sources = next
    return source
  }

  return { list: () => [self, ...sources], enroll }
}

function idOf(publicKey: string): string {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'ed25519') return keyId(key)
  } catch {
    // Said below.
  }
  throw new IdentityError('request', 'an event source has an Ed25519 public key (SPKI DER, base64)')
}

function readSources(path: string): readonly EnrolledSource[] {
  const bytes = readSecretFile(path)
  if (bytes === null) return []
  try {
    const { version, sources } = parseStrictJson(bytes) as { version?: unknown; sources?: unknown }
    if (version !== 1 || !Array.isArray(sources)) throw new TypeError('not version 1 of the registry')
    return sources.map((entry) => {
      const { id, name, publicKey } = entry as EnrolledSource
      if (typeof name !== 'string' || idOf(publicKey) !== id) throw new TypeError('an entry does not fit')
      return { id, name, publicKey }
    })
  } catch (cause) {
    throw new IdentityError('files', `${path} is damaged: restore it, or remove it and restart every part`, { cause })
  }
}
