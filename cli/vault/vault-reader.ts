import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { PhiClass } from '#phi'
import { idOfLine, VaultSeal } from './vault-seal.ts'

export const VAULT_ENDING = '.vault'

/** What a token stood for when its value was masked. */
export interface Opened {
  readonly class: PhiClass
  readonly value: string
}

export interface VaultPlace {
  readonly folder: string
  readonly key: Uint8Array
  readonly now: () => number
}

/**
 * Opens tokens: the files of a vault's folder are read line by line, whoever writes them, and of their lines only those are
 * opened that hold one of the tokens. What is unknown, or has run out, is left out of the answer. Rejects with CommandError
 * where such a line was changed.
 */
export async function openTokens(
  tokens: readonly string[],
  { folder, key, now }: VaultPlace,
): Promise<ReadonlyMap<string, Opened>> {
  const seal = new VaultSeal(key)
  const wanted = new Map(tokens.map((token) => [seal.idOf(token), token]))
  const opened = new Map<string, Opened>()
  for (const file of await vaultFiles(folder)) {
    let number = 0
    for await (const line of createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: 0 })) {
      number++
      const token = wanted.get(idOfLine(line))
      if (token === undefined) continue
      const entry = seal.open(line, `${file}:${number}`)
      if (entry.token === token && entry.expiresAt > now())
        opened.set(token, { class: entry.class, value: entry.value })
    }
  }
  return opened
}

async function vaultFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Nothing was ever put in.
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => name.endsWith(VAULT_ENDING))
    .sort()
    .map((name) => join(folder, name))
}
