import type { Phi } from '#phi'
import type { EventDraft } from '#schemas'
import type { Settings } from '../compose/settings.ts'
import { openVault } from '../vault/open-vault.ts'
import { openMemory } from './memory.ts'
import { phiWith } from './rules-file.ts'

export interface OpenPhiParts {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
  /** Names this process's file in the vault's folder. */
  readonly writer: string
  /** Where alarms go. */
  readonly record: (draft: EventDraft) => unknown
}

/** The PHI engine of this process's enforcers: with the hospital's rules, the memory and the vault that are configured. */
export function openPhi({ settings, env, now, writer, record }: OpenPhiParts): {
  readonly phi: Phi
  readonly close: () => Promise<void>
} {
  const { loaded, phiRules, phiMemory } = settings
  const { transforms, close } = openVault({ loaded, env, now, writer, record })
  const memory = openMemory(phiMemory, { now, record })
  return { phi: phiWith(phiRules, { ...memory, ...(transforms === undefined ? {} : { transforms }) }), close }
}
