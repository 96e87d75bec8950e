import type { KeyObject } from 'node:crypto'
import { readBase64 } from './base64.ts'
import { HASH_BYTES } from './hash.ts'
import { LedgerError } from './ledger-error.ts'
import { noteVerifierKey, openNote, signNote } from './note.ts'

export interface TreeHead {
  /** How many events. */
  readonly size: number
  /** RFC 6962 root over their leaves, hex. */
  readonly root: string
}

/** A C2SP checkpoint (https://c2sp.org/tlog-checkpoint) of a shard, as a signed note. */
export function makeCheckpoint({ size, root }: TreeHead, { shard, key }: { shard: string; key: KeyObject }): string {
  const name = originOf(shard)
  return signNote(`${name}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`, { name, key })
}

/**
 * What a checkpoint says, once it is signed by that key for that shard. Extension lines are refused: we write
 * none. Throws LedgerError `checkpoint`.
 */
export function openCheckpoint(note: string, { shard, publicKey }: { shard: string; publicKey: KeyObject }): TreeHead {
  const name = originOf(shard)
  const lines = openNote(note, { name, publicKey }).split('\n')
  const [origin, digits = '', hash = '', end] = lines
  const size = Number(digits)
  const root = readBase64(hash)
  if (lines.length !== 4 || end !== '' || origin !== name)
    throw new LedgerError('checkpoint', `this is no checkpoint of ${name}`)
  if (!Number.isSafeInteger(size) || size < 0 || String(size) !== digits || root?.length !== HASH_BYTES)
    throw new LedgerError('checkpoint', 'the checkpoint holds no size and root')
  return { size, root: root.toString('hex') }
}

/** The shard's key as a witness wants it. */
export function checkpointVerifierKey(shard: string, key: KeyObject): string {
  return noteVerifierKey(originOf(shard), key)
}

function originOf(shard: string): string {
  return `cordon/${shard}`
}
