import { type KeyObject, sign, verify } from 'node:crypto'
import { readBase64 } from './base64.ts'
import { sha256 } from './hash.ts'
import { rawPublicKey } from './key-id.ts'
import { LedgerError } from './ledger-error.ts'

/** Most characters of a note: a checkpoint and a dozen cosignatures. */
const MOST_CHARACTERS = 16_384
const KEY_HASH_BYTES = 4
const ED25519 = 0x01
const DASH = '\u2014 '

/**
 * A signed note, https://c2sp.org/signed-note: `text` (which ends with LF), an empty line, and a line
 * `— <name> <base64 of key hash ‖ Ed25519 signature over text>`.
 */
export function signNote(text: string, { name, key }: { name: string; key: KeyObject }): string {
  const signature = sign(null, Buffer.from(text, 'utf8'), key)
  return `${text}\n${DASH}${name} ${Buffer.concat([noteKeyHash(name, key), signature]).toString('base64')}\n`
}

/**
 * The text of a note, once the signature of `name` with `publicKey` holds. Lines by other keys are passed over.
 * Throws LedgerError `checkpoint`.
 */
export function openNote(note: string, { name, publicKey }: { name: string; publicKey: KeyObject }): string {
  const split = note.length > MOST_CHARACTERS ? -1 : note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) throw new LedgerError('checkpoint', 'this is no signed note')
  const text = note.slice(0, split + 1)
  const ours = noteKeyHash(name, publicKey)
  let signed = false
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const blob = blobOf(line, name)
    if (!blob?.subarray(0, KEY_HASH_BYTES).equals(ours)) continue
    if (!verify(null, Buffer.from(text, 'utf8'), publicKey, blob.subarray(KEY_HASH_BYTES)))
      throw new LedgerError('checkpoint', `the signature of ${name} on the note does not hold`)
    signed = true
  }
  if (!signed) throw new LedgerError('checkpoint', `the note is not signed by the key of ${name} that is trusted`)
  return text
}

/** The key in the text form that witnesses are configured with: `<name>+<key hash>+<base64 of 0x01 ‖ key>`. */
export function noteVerifierKey(name: string, key: KeyObject): string {
  const typed = Buffer.concat([Buffer.of(ED25519), rawPublicKey(key)])
  return `${name}+${noteKeyHash(name, key).toString('hex')}+${typed.toString('base64')}`
}

function noteKeyHash(name: string, key: KeyObject): Buffer {
  const input = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(ED25519), rawPublicKey(key)])
  return Buffer.from(sha256(input), 'hex').subarray(0, KEY_HASH_BYTES)
}

/** Throws LedgerError where a signature line is none: a note with rubbish in it is not taken at all. */
function blobOf(line: string, name: string): Buffer | null {
  const space = line.lastIndexOf(' ')
  const blob = line.startsWith(DASH) && space > DASH.length ? readBase64(line.slice(space + 1)) : null
  if (!blob || blob.length <= KEY_HASH_BYTES) throw new LedgerError('checkpoint', 'a signature line has no such form')
  return line.slice(DASH.length, space) === name ? blob : null
}
