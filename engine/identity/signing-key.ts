import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { IdentityError } from './identity-error.ts'
import { createSecretFile, readSecretFile } from './secret-files.ts'

/** The one signature algorithm of our own tokens: Ed25519 (RFC 8037). The key decides it, never a header. */
export const TOKEN_ALGORITHM = 'EdDSA'

const ID_DIGITS = 16

export interface SigningKey {
  /** First 16 hex digits of the SHA-256 of the public key (SPKI DER). */
  readonly id: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The key in a PEM file, made on first use. Throws IdentityError `files`. */
export function openSigningKey(path: string): SigningKey {
  return fromPem(path, readSecretFile(path) ?? createSecretFile(path, newPem()))
}

/** The key in a PEM file that must be there. Throws IdentityError `files`. */
export function readSigningKey(path: string): SigningKey {
  const pem = readSecretFile(path)
  if (pem === null) throw new IdentityError('files', `there is no key at ${path}: enroll the enforcer first`)
  return fromPem(path, pem)
}

/** A new Ed25519 key as PKCS#8 PEM. */
export function newPem(): Buffer {
  return Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

/** See SigningKey.id. */
export function keyId(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex').slice(0, ID_DIGITS)
}

function fromPem(path: string, pem: Buffer): SigningKey {
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(pem)
  } catch (cause) {
    throw new IdentityError('files', `${path} holds no private key: remove it to have a new one made`, { cause })
  }
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new IdentityError('files', `${path} holds no Ed25519 key: remove it to have a new one made`)
  const publicKey = createPublicKey(privateKey)
  return { id: keyId(publicKey), privateKey, publicKey }
}
