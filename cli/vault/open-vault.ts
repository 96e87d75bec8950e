import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TransformParts } from '#phi'
import type { EventDraft } from '#schemas'
import { type LoadedConfig, within } from '../config.ts'
import { CommandError } from '../io.ts'
import { resolveSecret } from '../secrets.ts'
import { VaultFile } from './vault-file.ts'
import { VAULT_ENDING, type VaultPlace } from './vault-reader.ts'

const DAY_MS = 86_400_000
const DAYS = 30

export interface ConfiguredVault {
  readonly loaded: LoadedConfig
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
}

/** Folder and key of the configured vault; null where there is none. Throws CommandError where the key cannot be had. */
export function vaultPlace({ loaded, env, now }: ConfiguredVault): VaultPlace | null {
  const vault = loaded.config.phi?.vault
  if (vault === undefined) return null
  const key = Buffer.from(resolveSecret(vault.key, { env, folder: loaded.folder }), 'utf8')
  if (key.length < 32) throw new CommandError(`the key of phi.vault, ${vault.key}, is shorter than 32 bytes`)
  return { folder: within(loaded, vault.folder ?? join(loaded.config.data, 'vault')), key, now }
}

/**
 * What a PHI engine makes tokens with, in the file that `writer` names; nothing where no vault is configured. That it takes no
 * more is recorded, once, as an alarm.
 */
export function openVault(
  parts: ConfiguredVault & { readonly writer: string; readonly record: (draft: EventDraft) => unknown },
): {
  readonly transforms?: TransformParts
  readonly close: () => Promise<void>
} {
  const place = vaultPlace(parts)
  if (place === null) return { close: async () => undefined }
  const { days = DAYS, entries } = parts.loaded.config.phi?.vault ?? {}
  mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  const vault = new VaultFile(join(place.folder, `${parts.writer}${VAULT_ENDING}`), {
    key: place.key,
    ttlMs: days * DAY_MS,
    now: parts.now,
    onFault: () => void parts.record({ kind: 'alarm', data: { code: 'phi.vault', message: FAULT } }),
    ...(entries === undefined ? {} : { most: entries }),
  })
  return { transforms: { vault }, close: async () => vault.close() }
}

const FAULT =
  'the vault cannot be written: what would become a token is redacted until Cordon is started again with room on its disk'
