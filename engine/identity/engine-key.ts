import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { EngineKey } from '../components.ts'
import { IdentityError } from './identity-error.ts'
import { createSecretFile, openSecretFolder, readSecretFile } from './secret-files.ts'

const KEY_BYTES = 32

/** Keyed digests under a secret of at least 32 bytes: HMAC-SHA-256 over `domain ‖ 0x00 ‖ bytes` (FIPS 198-1). */
export function createEngineKey(secret: Uint8Array): EngineKey {
  if (secret.length < KEY_BYTES)
    throw new IdentityError('files', `an engine key has ${KEY_BYTES} bytes, this one ${secret.length}: restore it`)
  // A KeyObject, not bytes: Node 24 is five times slower with bytes.
  const key = createSecretKey(secret)
  return {
    // As few calls as can be: each costs as much as hashing what is usually in it.
    digest: (domain, bytes) => {
      const hmac = createHmac('sha256', key)
      if (typeof bytes === 'string') return hmac.update(`${domain}\0${bytes}`).digest('hex')
      return hmac.update(`${domain}\0`).update(bytes).digest('hex')
    },
  }
}

/** The engine key of a data folder: `engine.key`, made on first start. Throws IdentityError `files`. */
export function openEngineKey(folder: string): EngineKey {
  openSecretFolder(folder)
  const path = join(folder, 'engine.key')
  return createEngineKey(readSecretFile(path) ?? createSecretFile(path, randomBytes(KEY_BYTES)))
}
