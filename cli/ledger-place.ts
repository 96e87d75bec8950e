import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type EvidenceStore, isS3Place, openStore, type S3Access } from '#evidence'
import type { Call, Option } from './command.ts'
import { CommandError, type Io } from './io.ts'
import { S3_OPTIONS, s3FromCall } from './s3-access.ts'
import { type RunningState, readState } from './state.ts'

/** Where a ledger lies, and what the reader trusts. */
export interface LedgerPlace {
  /** A folder, or `s3://bucket/prefix`. */
  readonly store: string
  /** How S3 is reached; null for a folder. */
  readonly s3: S3Access | null
  readonly shard: string
  readonly publicKey: KeyObject
  readonly publicKeyFile: string
  /** The Cordon that it belongs to, where its data folder is at hand. */
  readonly state: RunningState | null
}

export const LEDGER_OPTIONS: Readonly<Record<string, Option>> = {
  key: { type: 'string', value: 'FILE', help: "the sealer's public key (PEM), from somewhere else than the store" },
  shard: { type: 'string', value: 'NAME', help: 'shard of the store (main)' },
  data: {
    type: 'string',
    value: 'FOLDER',
    help: 'data folder of Cordon: gives store, key and shard where they are not named',
  },
  ...S3_OPTIONS,
}

export const DEFAULT_SHARD = 'main'

/** The ledger that a command line means: a folder or bucket and a key, or what a data folder says. */
export function ledgerPlace(call: Call, io: Io): LedgerPlace {
  const {
    positionals: [path],
    text,
  } = call
  const state = path !== undefined && text('key') !== undefined ? null : readState(io, text('data'))
  const store = path === undefined ? state?.store : isS3Place(path) ? path : resolve(io.cwd, path)
  const file = text('key') === undefined ? state?.publicKey : resolve(io.cwd, text('key') ?? '')
  if (store === undefined || file === undefined)
    throw new CommandError(
      'name the store and its key: cordon evidence verify PATH --key FILE (PATH: a folder or s3://…)',
    )
  const isRemote = isS3Place(store)
  if (!isRemote && !existsSync(store)) throw new CommandError(`there is no store at ${store}`)
  return {
    store,
    s3: isRemote ? s3FromCall(call, io, state?.store === store ? state.s3 : undefined) : null,
    shard: text('shard') ?? state?.shard ?? DEFAULT_SHARD,
    publicKey: readKey(file),
    publicKeyFile: file,
    state,
  }
}

/** Opens a ledger to read. Throws StoreError. */
export function openLedger({ store, s3 }: Pick<LedgerPlace, 'store' | 's3'>): Promise<EvidenceStore> {
  return openStore(store, { access: 'read', now: Date.now, ...(s3 === null ? {} : { s3 }) })
}

function readKey(file: string): KeyObject {
  try {
    const key = createPublicKey(readFileSync(file, 'utf8'))
    if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`it is ${key.asymmetricKeyType}`)
    return key
  } catch (cause) {
    throw new CommandError(`${file} holds no Ed25519 public key in PEM form (${(cause as Error).message})`, { cause })
  }
}
