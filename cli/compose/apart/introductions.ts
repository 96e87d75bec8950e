import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import { type EngineKey, IdentityError, type Introductions, openSourceRegistry } from '#engine'
import { holderKey } from '#evidence'
import { commitmentSecret } from '../../commitment.ts'
import type { DataFolder } from '../../data-folder.ts'
import { spki } from './engine-link.ts'

/** Name under which the sealer is enrolled: no other may say which key signs segments. */
export const SEALER = 'sealer'
const PINNED = 'keys/sealing.json'

export interface Introducing extends Introductions {
  /** The sealer's public key, once one has introduced itself. */
  readonly sealing: Promise<KeyObject>
}

/**
 * How the engine receives parts that run apart. The first sealer's key is pinned: a ledger has one. A part is told of it
 * when the sealer has been told of the part, so that nothing is shipped that the sealer would not believe.
 */
export function introductionsOf(folder: DataFolder, key: EngineKey): Introducing {
  const registry = openSourceRegistry(folder.at('keys'), spki(folder.signingKey('source')))
  const tenant = createSecretKey(folder.secret('tenant'))
  const commitments = commitmentSecret(key).toString('base64')
  /** Logs that the sealer was told of. */
  const told = new Set<string>()
  let sealing = (folder.readJson(PINNED) as { publicKey: string } | null)?.publicKey
  let ready: (key: KeyObject) => void = () => undefined
  const known = new Promise<KeyObject>((resolve) => {
    ready = resolve
  })

  function learn(name: string, offered: string | undefined): void {
    if (offered === undefined) return
    if (name !== SEALER) throw new IdentityError('request', `only ${SEALER} seals`)
    if (sealing !== undefined && sealing !== offered)
      throw new IdentityError(
        'request',
        `another key has sealed this ledger: bring its data folder back, or remove ${folder.at(PINNED)} to begin a new line of segments`,
      )
    if (sealing === undefined) folder.write(PINNED, JSON.stringify({ publicKey: offered }))
    sealing = offered
    for (const { publicKey } of registry.list()) told.add(publicKey)
    ready(publicKeyOf(offered))
  }

  if (sealing !== undefined) ready(publicKeyOf(sealing))
  return {
    enroll: registry.enroll,
    sealing: known,
    answer: (name, { publicKey, sealing: offered }) => {
      learn(name, offered)
      const recordings = holderKey(tenant, name).export().toString('base64')
      const keys = { commitments, recordings, sources: [...registry.list()] }
      return sealing !== undefined && told.has(publicKey) ? { ...keys, sealing } : keys
    },
  }
}

function publicKeyOf(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
}
