import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from './io.ts'

/**
 * The secret behind a reference of the configuration: `env:NAME`, or `file:PATH` (which others must not be able
 * to read). Errors name the reference, never the secret.
 */
export function resolveSecret(
  reference: string,
  from: { readonly env: Readonly<Record<string, string | undefined>>; readonly folder: string },
): string {
  const split = reference.indexOf(':')
  const place = reference.slice(split + 1)
  if (reference.startsWith('env:')) {
    const value = from.env[place]
    if (!value) throw new CommandError(`the secret ${reference} is not set: export ${place} before you start Cordon`)
    return value
  }
  if (!reference.startsWith('file:')) throw new CommandError('a secret must be a reference: `env:NAME` or `file:PATH`')
  const path = resolve(from.folder, place)
  try {
    if ((statSync(path).mode & 0o077) !== 0)
      throw new CommandError(`others can read the secret ${reference}: chmod 600 it`)
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    throw new CommandError(`the secret ${reference} cannot be read (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    })
  }
}
