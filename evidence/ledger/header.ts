import { type KeyObject, sign, verify } from 'node:crypto'
import { canonicalBytes, parse, parseStrictJson, type SegmentFacts, type SegmentHeader } from '#schemas'
import { readBase64 } from './base64.ts'
import { keyIdOf } from './key-id.ts'
import { type BadReason, LedgerError } from './ledger-error.ts'

const SIGNATURE_BYTES = 64

/** The bytes of a header object: the facts and the Ed25519 signature over their canonical bytes. */
export function signHeader(header: SegmentFacts, key: KeyObject): Uint8Array {
  const signature = sign(null, canonicalBytes(header), key).toString('base64')
  return canonicalBytes({ header, signature })
}

/** Why a header object was not taken. */
export class HeaderFault extends LedgerError {
  readonly reason: BadReason

  constructor(reason: BadReason, message: string, cause?: unknown) {
    super('header', message, { cause })
    this.reason = reason
  }
}

/**
 * The facts of a header object, once they are in form and signed by this key and no other. A key that lies in
 * the store is never looked at. Throws HeaderFault.
 */
export function openHeader(bytes: Uint8Array, publicKey: KeyObject): SegmentFacts {
  const { header, signature } = readHeader(bytes)
  const trusted = keyIdOf(publicKey)
  if (header.keyId !== trusted)
    throw new HeaderFault('header-key', `it is signed by key ${header.keyId}; the key that is trusted is ${trusted}`)
  const raw = readBase64(signature)
  if (raw?.length !== SIGNATURE_BYTES || !verify(null, canonicalBytes(header), publicKey, raw))
    throw new HeaderFault('header-signature', 'its signature does not hold')
  return header
}

function readHeader(bytes: Uint8Array): SegmentHeader {
  let document: SegmentHeader
  try {
    document = parse('segment', parseStrictJson(bytes))
  } catch (cause) {
    throw new HeaderFault('header-form', 'it is no segment header', cause)
  }
  // One header, one spelling: a changed byte must show even where JSON would read the same.
  if (!Buffer.from(canonicalBytes(document)).equals(bytes))
    throw new HeaderFault('header-form', 'it is not in canonical form')
  return document
}
