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
   * Enrolls the log of a part under the name that the engine verified; durable when it resolves. `record` makes it
   * evidence first, so that none is enrolled unrecorded; it is not called for one that is enrolled already. Throws
   * IdentityError `request` for a key that is not Ed25519, or another's, and what `record` throws.
   */
  enroll(name: string, publicKey: string, record: (source: EnrolledSource) => Promise<void>): Promise<void>
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

  function isEnrolled({ id, name }: EnrolledSource): boolean {
    const known = id === self.id ? self : sources.find((source) => source.id === id)
    if (known && known.name !== name)
      throw new IdentityError('request', `event source ${id} is another part's: give each part its own data folder`)
    return known !== undefined
  }

  async function enroll(
    name: string,
    publicKey: string,
    record: (source: EnrolledSource) => Promise<void>,
  ): Promise<void> {
    const source = { id: idOf(publicKey), name, publicKey }
    if (isEnrolled(source)) return
    if (sources.length >= MOST)
      throw new IdentityError('request', `${MOST} event sources are enrolled, which is the most`)
    await record(source)
    // Somebody may have come in between: twice recorded does no harm, twice enrolled would.
    if (isEnrolled(source)) return
    const next = [...sources, source]
    replaceSecretFile(path, Buffer.from(`${JSON.stringify({ version: 1, sources: next }, null, 2)}\n`))
    sources = next
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
