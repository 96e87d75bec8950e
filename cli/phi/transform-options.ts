import { resolve } from 'node:path'
import type { Phi, TextOptions, Transform, TransformParts } from '#phi'
import type { Call, Option } from '../command.ts'
import { CommandError, type Io, UsageError } from '../io.ts'
import { resolveSecret } from '../secrets.ts'
import { VaultFile } from '../vault/vault-file.ts'
import { phiWith } from './rules-file.ts'

const TRANSFORMS: readonly Transform[] = [
  'redact',
  'null',
  'year',
  'zip3',
  'generalise',
  'same-length',
  'typed',
  'token',
  'shift',
  'pseudonym',
  'fpe',
]
const KEYED: ReadonlySet<Transform> = new Set<Transform>(['token', 'shift', 'pseudonym', 'fpe'])
const LEAST_KEY = 32
const DAY_MS = 86_400_000
const VAULT_DAYS = 30

export const TRANSFORM_OPTIONS: Readonly<Record<string, Option>> = {
  transform: { type: 'string', value: 'NAME', help: `what becomes of what is found: ${TRANSFORMS.join(', ')}` },
  key: {
    type: 'string',
    value: 'REF',
    help: 'key of token, shift, pseudonym and fpe, 32 bytes: file:PATH or env:NAME',
  },
  vault: { type: 'string', value: 'FILE', help: 'where token keeps values for 30 days, sealed under the key' },
  patient: { type: 'string', value: 'ID', help: 'whose dates shift moves' },
}

export interface Transforming {
  readonly phi: Phi
  readonly chosen: Pick<TextOptions, 'transform' | 'patient'>
  readonly close: () => void
}

/** The engine with what a command line's transform needs. Throws UsageError where something of it is not said. */
export function transforming(call: Call, io: Io): Transforming {
  const named = call.text('transform') ?? 'redact'
  const transform = TRANSFORMS.find((name) => name === named)
  if (transform === undefined)
    throw new UsageError(`there is no transform "${named}"; there are ${TRANSFORMS.join(', ')}`)
  const patient = call.text('patient')
  if (transform === 'shift' && patient === undefined) throw new UsageError('--transform shift needs --patient ID')
  const key = KEYED.has(transform) ? keyOf(call, io) : undefined
  const vault = transform === 'token' && key !== undefined ? vaultOf(call, io, key) : undefined
  const parts: TransformParts = { ...(key === undefined ? {} : { key }), ...(vault === undefined ? {} : { vault }) }
  const rules = call.text('rules')
  return {
    phi: phiWith(rules === undefined ? undefined : resolve(io.cwd, rules), { transforms: parts }),
    chosen: { transform, ...(patient === undefined ? {} : { patient }) },
    close: () => vault?.close(),
  }
}

function keyOf(call: Call, { cwd, env }: Io): Uint8Array {
  const reference = call.text('key')
  if (reference === undefined) throw new UsageError('this transform needs --key: file:PATH or env:NAME')
  const key = Buffer.from(resolveSecret(reference, { env, folder: cwd }), 'utf8')
  if (key.length < LEAST_KEY) throw new CommandError(`the key ${reference} is shorter than ${LEAST_KEY} bytes`)
  return key
}

// Values are put in here and never read back: for that an approval is needed, see `cordon reveal`.
function vaultOf(call: Call, { cwd }: Io, key: Uint8Array): VaultFile {
  const path = call.text('vault')
  if (path === undefined) throw new UsageError('--transform token needs --vault FILE')
  return new VaultFile(resolve(cwd, path), { key, ttlMs: VAULT_DAYS * DAY_MS, now: Date.now })
}
