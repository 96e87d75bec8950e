import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Call } from './command.ts'
import { CommandError, type Io } from './io.ts'
import { type RunningState, readState } from './state.ts'

/** Where a ledger lies, and what the reader trusts. */
export interface LedgerPlace {
  readonly store: string
  readonly shard: string
  readonly publicKey: KeyObject
  readonly publicKeyFile: string
  /** The Cordon that it belongs to, where its data folder is at hand. */
  readonly state: RunningState | null
}

export const LEDGER_OPTIONS = {
  key: { type: 'string', value: 'FILE', help: "the sealer's public key (PEM), from somewhere else than the store" },
  shard: { type: 'string', value: 'NAME', help: 'shard of the store (main)' },
  data: {
    type: 'string',
    value: 'FOLDER',
    help: 'data folder of Cordon: gives store, key and shard where they are not named',
  },
} as const

export const DEFAULT_SHARD = 'main'

/** The ledger that a command line means: a folder and a key, or what a data folder says. */
export function ledgerPlace({ positionals: [path], text }: Call, io: Io): LedgerPlace {
  const state = path !== undefined && text('key') !== undefined ? null : readState(io, text('data'))
  const store = path === undefined ? state?.store : resolve(io.cwd, path)
  const file = text('key') === undefined ? state?.publicKey : resolve(io.cwd, text('key') ?? '')
  if (store === undefined || file === undefined)
    throw new CommandError('name the store and its key: cordon evidence verify PATH --key FILE')
  if (!existsSync(store)) throw new CommandError(`there is no store at ${store}`)
  return {
    store,
    shard: text('shard') ?? state?.shard ?? DEFAULT_SHARD,
    publicKey: readKey(file),
    publicKeyFile: file,
    state,
  }
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
