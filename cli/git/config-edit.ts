import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { CommandError } from '../io.ts'

/** What a configuration file of git held before, and what we made of it: enough to take it back. */
export interface ConfigEdit {
  readonly file: string
  /** Its bytes, base64; null where there was no such file. */
  readonly before: string | null
  /** SHA-256 of what it holds now. */
  readonly after: string
}

/** Adds entries (`cordon.engine` …) to a configuration file of git. Throws CommandError where it has a `cordon` section. */
export function addSettings(file: string, entries: readonly (readonly [string, string])[]): ConfigEdit {
  const before = existsSync(file) ? readFileSync(file) : null
  if (before !== null && /^\s*\[cordon\]/im.test(before.toString('utf8')))
    throw new CommandError(`${file} has a section [cordon] already: take it out first`)
  try {
    for (const [name, value] of entries) execFileSync('git', ['config', '--file', file, '--add', name, value])
  } catch (cause) {
    restore({ file, before: before?.toString('base64') ?? null })
    throw new CommandError(`${file} could not be changed: is it yours to write?`, { cause })
  }
  return { file, before: before?.toString('base64') ?? null, after: digest(file) }
}

/** Takes entries out again: byte for byte where nobody else has changed the file since, else our sections alone. */
export function removeSettings(edit: ConfigEdit, names: readonly string[]): void {
  if (!existsSync(edit.file)) return
  if (digest(edit.file) === edit.after) {
    restore(edit)
    return
  }
  for (const name of names)
    try {
      execFileSync('git', ['config', '--file', edit.file, '--unset-all', name], { stdio: 'ignore' })
    } catch {
      // Somebody took it out already.
    }
}

function restore({ file, before }: Pick<ConfigEdit, 'file' | 'before'>): void {
  if (before === null) rmSync(file, { force: true })
  else writeFileSync(file, Buffer.from(before, 'base64'))
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
