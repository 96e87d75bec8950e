import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writevSync,
} from 'node:fs'
import { join } from 'node:path'
import { isNoRoom } from '../stream/event-log-error.ts'
import { syncFolder } from '../stream/segment-files.ts'
import { RecordingError } from './recording-error.ts'

/**
 * The files that recordings lie in until they are shipped: `<16 digits>.payloads`, written from start to end.
 * Written through to the page cache, which outlives `kill -9`; synced when a file is done.
 */
export class PayloadFiles {
  readonly #folder: string
  #number: number
  #fd: number | undefined
  #size = 0
  #heldBytes = 0
  #failure: RecordingError | undefined
  readonly #done = new Map<string, number>()

  constructor(folder: string) {
    this.#folder = folder
    const names = readdirSync(folder).filter(isOurs).sort()
    for (const name of names) this.#done.set(name, statSync(join(folder, name)).size)
    this.#heldBytes = [...this.#done.values()].reduce((sum, size) => sum + size, 0)
    this.#number = names.reduce((most, name) => Math.max(most, Number(name.slice(0, DIGITS))), 0)
  }

  /** Bytes that are not shipped yet. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /** Bytes of the file that is written to; 0 where the next write begins one. */
  get size(): number {
    return this.#size
  }

  /** Paths of files that are done, oldest first. */
  get done(): readonly string[] {
    return [...this.#done.keys()].map((name) => join(this.#folder, name))
  }

  /** Writes parts one after the other, all or nothing. Throws RecordingError `full` or `failed`. */
  write(parts: readonly Uint8Array[]): void {
    if (this.#failure) throw this.#failure
    const bytes = parts.reduce((sum, part) => sum + part.length, 0)
    try {
      this.#fd ??= this.#begin()
      this.#writeAll(this.#fd, parts, bytes)
    } catch (cause) {
      throw this.#takeBack(cause)
    }
    this.#size += bytes
    this.#heldBytes += bytes
  }

  /** Ends the file that is written to: from now on it is read and shipped, never changed. */
  roll(): void {
    if (this.#fd === undefined) return
    const fd = this.#fd
    this.#done.set(nameOf(this.#number), this.#size)
    this.#fd = undefined
    this.#size = 0
    try {
      fdatasyncSync(fd)
      syncFolder(this.#folder)
    } catch (cause) {
      this.#failure = failed(codeOf(cause), cause)
      throw this.#failure
    } finally {
      closeSync(fd)
    }
  }

  /** Forgets a file that is shipped; `aside` keeps it under another name, for whoever looks into it. */
  release(path: string, aside?: 'corrupt'): void {
    const name = path.slice(this.#folder.length + 1)
    if (aside) renameSync(path, `${path}.${aside}`)
    else rmSync(path, { force: true })
    this.#heldBytes -= this.#done.get(name) ?? 0
    this.#done.delete(name)
  }

  #begin(): number {
    this.#number++
    // The folder is synced when the file is done: until then the page cache holds both.
    return openSync(join(this.#folder, nameOf(this.#number)), 'wx', 0o600)
  }

  #writeAll(fd: number, parts: readonly Uint8Array[], bytes: number): void {
    const written = writevSync(fd, [...parts], this.#size)
    if (written === bytes) return
    // A disk that takes less is full, or nearly: asking again for the rest gives its error.
    const rest = Buffer.concat(parts).subarray(written)
    for (let at = 0; at < rest.length; ) {
      const more = writevSync(fd, [rest.subarray(at)], this.#size + written + at)
      if (more === 0) throw new Error('the disk took no bytes')
      at += more
    }
  }

  // Half a frame would look like damage to whoever reads on behind it.
  #takeBack(cause: unknown): RecordingError {
    const code = codeOf(cause)
    try {
      if (this.#fd !== undefined) ftruncateSync(this.#fd, this.#size)
      if (isNoRoom(cause)) return noRoom(`the disk is full (${code})`, cause)
    } catch (second) {
      this.#failure = failed(`${code}, then ${codeOf(second)}`, second)
      return this.#failure
    }
    this.#failure = failed(code, cause)
    return this.#failure
  }
}

/** The error of a log that may take no more. */
export function noRoom(why: string, cause?: unknown): RecordingError {
  const message = `no exchange can be recorded: ${why}. What must be recorded may not pass. It goes on when recordings are shipped to the store`
  return new RecordingError('full', message, { cause })
}

function failed(code: string, cause: unknown): RecordingError {
  return new RecordingError('failed', `writing a recording failed (${code}): check the disk, then start again`, {
    cause,
  })
}

function codeOf(cause: unknown): string {
  return String((cause as NodeJS.ErrnoException).code)
}

const DIGITS = 16
const ENDING = '.payloads'

function nameOf(number: number): string {
  return `${String(number).padStart(DIGITS, '0')}${ENDING}`
}

function isOurs(name: string): boolean {
  return (
    name.length === DIGITS + ENDING.length && name.endsWith(ENDING) && nameOf(Number(name.slice(0, DIGITS))) === name
  )
}
