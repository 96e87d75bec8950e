import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { createEngineKey, type EngineKey } from '#engine'
import { CommandError } from './io.ts'

/** A secret of a data folder with its id, which tells nothing of it: the first 16 hex digits of an HMAC under it. */
export interface HeldKey<Key> {
  readonly id: string
  readonly key: Key
}

export type RotatedKey = keyof typeof KINDS

// `tenant` is named by what recordings call it (docs/evidence-format.md, Payloads).
const KINDS = {
  engine: { current: 'engine.key', ending: '.key', domain: 'cordon-engine-key-id-v1', encoding: null },
  tenant: { current: 'tenant.secret', ending: '.secret', domain: 'cordon-tenant-key-id-v1', encoding: 'hex' },
} as const
const SECRET_BYTES = 32

/** Keys that references to patients were made with, the one in use first. Throws CommandError where that one is gone. */
export function engineKeys(data: string): readonly HeldKey<EngineKey>[] {
  return heldSecrets(data, 'engine').map(({ id, key }) => ({ id, key: createEngineKey(key) }))
}

/** Keys that recordings were encrypted under, the one in use first. Throws CommandError where that one is gone. */
export function tenantKeys(data: string): readonly HeldKey<KeyObject>[] {
  return heldSecrets(data, 'tenant').map(({ id, key }) => ({ id, key: createSecretKey(key) }))
}

/** Makes a new key the one in use, and keeps the former one under its id: what was made with it is still read. */
export function rotateKey(data: string, name: RotatedKey): { readonly from: string; readonly to: string } {
  const { current, ending, encoding } = KINDS[name]
  const [inUse] = heldSecrets(data, name)
  if (inUse === undefined) throw missing(data, name)
  const folder = join(data, 'keys')
  const kept = join(folder, `${name}-${inUse.id}${ending}`)
  // The former key is safe before it is replaced; a crash in between leaves it twice, which does no harm.
  if (!existsSync(kept)) linkSync(join(folder, current), kept)
  const secret = randomBytes(SECRET_BYTES)
  replace(folder, current, encoding === null ? secret : `${secret.toString(encoding)}\n`)
  return { from: inUse.id, to: idOf(secret, name) }
}

function heldSecrets(data: string, name: RotatedKey): readonly HeldKey<Buffer>[] {
  const { current, ending } = KINDS[name]
  const folder = join(data, 'keys')
  if (!existsSync(join(folder, current))) throw missing(data, name)
  const older = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith(ending))
  const held = new Map<string, Buffer>()
  for (const file of [current, ...older.sort()]) {
    const secret = read(join(folder, file), name)
    const id = idOf(secret, name)
    if (file !== current && file !== `${name}-${id}${ending}`)
      throw new CommandError(`${join(folder, file)} is not the key that its name says: restore it from a backup`)
    held.set(id, held.get(id) ?? secret)
  }
  return [...held].map(([id, key]) => ({ id, key }))
}

function read(file: string, name: RotatedKey): Buffer {
  if ((statSync(file).mode & 0o077) !== 0)
    throw new CommandError(`others can read ${file}: chmod 600 it, and think about who has read it`)
  const { encoding } = KINDS[name]
  const bytes = readFileSync(file)
  const secret = encoding === null ? bytes : Buffer.from(bytes.toString('latin1').trim(), encoding)
  if (secret.length !== SECRET_BYTES) throw new CommandError(`${file} is damaged: restore it from a backup`)
  return secret
}

function replace(folder: string, name: string, content: Buffer | string): void {
  const draft = join(folder, `${name}.new`)
  rmSync(draft, { force: true })
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, content as string)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, join(folder, name))
  const names = openSync(folder, 'r')
  fsyncSync(names)
  closeSync(names)
}

function idOf(secret: Buffer, name: RotatedKey): string {
  return createHmac('sha256', secret).update(KINDS[name].domain).digest('hex').slice(0, 16)
}

function missing(data: string, name: RotatedKey): CommandError {
  const { current } = KINDS[name]
  return new CommandError(
    `${join(data, 'keys')} holds no ${current}, and what was made with it is read with no other: restore it`,
  )
}
