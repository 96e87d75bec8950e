import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { manifestToSign, type PolicyManifest } from '#schemas'
import { ToolchainError } from './toolchain-error.ts'

/** A key that signs bundles. */
export interface SigningKey {
  /** PKCS#8, PEM. Secret. */
  readonly privateKey: string
  /** SPKI in base64, as `policy.keys` of the configuration takes it. */
  readonly publicKey: string
}

/** Makes an Ed25519 key. */
export function makeSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: spki(publicKey).toString('base64'),
  }
}

/** Signs a manifest (RFC 8032, Ed25519). Throws ToolchainError `key` for anything but a PKCS#8 PEM Ed25519 key. */
export function signManifest(manifest: PolicyManifest, privateKeyPem: string): PolicyManifest {
  const key = readKey(privateKeyPem)
  const { signature: _, ...unsigned } = manifest
  const value = sign(null, manifestToSign(unsigned), key).toString('base64')
  return { ...unsigned, signature: { key: keyId(createPublicKey(key)), value } }
}

function readKey(pem: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    // The cause may quote the key.
    throw new ToolchainError(
      'key',
      'the signing key is no private key in PEM: make one with `cordon policy sign --new-key`',
    )
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new ToolchainError('key', 'the signing key must be Ed25519: make one with `cordon policy sign --new-key`')
  return key
}

function keyId(publicKey: KeyObject): string {
  return createHash('sha256').update(spki(publicKey)).digest('hex').slice(0, 16)
}

function spki(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' })
}
