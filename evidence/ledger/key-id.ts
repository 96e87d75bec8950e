import { createPublicKey, type KeyObject } from 'node:crypto'
import { sha256 } from './hash.ts'

const KEY_ID_DIGITS = 16
const RAW_KEY_BYTES = 32

/** Key id: the first 16 hex digits of the SHA-256 of a key's SubjectPublicKeyInfo DER. Takes either half. */
export function keyIdOf(key: KeyObject): string {
  return sha256(publicDer(key)).slice(0, KEY_ID_DIGITS)
}

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
export function rawPublicKey(key: KeyObject): Buffer {
  return publicDer(key).subarray(-RAW_KEY_BYTES)
}

// Key objects never change, and writing one out costs more than the two signatures of a segment.
const known = new WeakMap<KeyObject, Buffer>()

/** Throws TypeError for a key that is not Ed25519. */
function publicDer(key: KeyObject): Buffer {
  const der = known.get(key) ?? exportPublicDer(key)
  known.set(key, der)
  return der
}

function exportPublicDer(key: KeyObject): Buffer {
  const half = key.type === 'private' ? createPublicKey(key) : key
  if (half.asymmetricKeyType !== 'ed25519') throw new TypeError('the ledger is signed with Ed25519 keys only')
  return half.export({ type: 'spki', format: 'der' })
}
