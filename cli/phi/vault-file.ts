import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomInt } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import type { PhiClass, Vault } from '#phi'
import { CommandError } from '../io.ts'

const MOST_ENTRIES = 1_000_000
const TOKEN_LETTERS = 12
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Who lets a value be read: an approval's id, and who gave it. */
export interface Permit {
  readonly approval: string
  readonly by: string
}

export interface TokenReader {
  /** The value of a token, for somebody with an approval that holds; null for a token that is unknown or has run out. */
  reveal(token: string, permit: Permit): { readonly class: PhiClass; readonly value: string } | null
}

export interface VaultParts {
  /** 32 secret bytes: values are sealed with AES-256-GCM under a key made from it. */
  readonly key: Uint8Array
  /** How long a token can be read, in milliseconds. */
  readonly ttlMs: number
  readonly now: () => number
  /** Whether an approval holds, asked at each reading. */
  readonly isPermitted: (token: string, permit: Permit) => boolean
}

interface Entry {
  readonly token: string
  readonly class: PhiClass
  readonly value: string
  readonly normalised: string
  readonly expiresAt: number
}

/**
 * A vault in one file: a sealed line an entry, appended and synced before its token is used, so that no token ever stands for
 * nothing. Tokens are random. One process at a time. Throws CommandError where the file cannot be used.
 */
export class VaultFile implements Vault, TokenReader {
  readonly #parts: VaultParts
  readonly #seal: Buffer
  readonly #index: Buffer
  readonly #byValue: Map<string, Entry> = new Map()
  readonly #byToken: Map<string, Entry> = new Map()
  readonly #file: number

  constructor(path: string, parts: VaultParts) {
    if (parts.key.length < 32) throw new CommandError('a vault needs a key of 32 bytes')
    this.#parts = parts
    this.#seal = createHmac('sha256', parts.key).update('cordon vault seal').digest()
    this.#index = createHmac('sha256', parts.key).update('cordon vault index').digest()
    if (existsSync(path)) this.#load(path)
    this.#file = openSync(path, 'a', 0o600)
  }

  token(kind: PhiClass, normalised: string, value: string): string | null {
    const now = this.#parts.now()
    const known = this.#byValue.get(this.#place(kind, normalised))
    if (known !== undefined && known.expiresAt > now) return known.token
    if (this.#byToken.size >= MOST_ENTRIES) return null
    const entry = { token: this.#fresh(), class: kind, value, normalised, expiresAt: now + this.#parts.ttlMs }
    writeSync(this.#file, this.#sealed(entry))
    fsyncSync(this.#file)
    this.#add(entry)
    return entry.token
  }

  reveal(token: string, permit: Permit): { readonly class: PhiClass; readonly value: string } | null {
    if (!this.#parts.isPermitted(token, permit)) throw new CommandError('the approval does not hold for this token')
    const entry = this.#byToken.get(token)
    return entry === undefined || entry.expiresAt <= this.#parts.now()
      ? null
      : { class: entry.class, value: entry.value }
  }

  close(): void {
    closeSync(this.#file)
  }

  // What has run out is left behind for good: the file is written anew without it.
  #load(path: string): void {
    const now = this.#parts.now()
    const lines = readFileSync(path, 'latin1').split('\n')
    const kept: string[] = []
    for (const [index, line] of lines.entries()) {
      // A line that a crash cut off has no end; its token was never used.
      if (line === '' || index === lines.length - 1) continue
      const entry = this.#opened(line, path, index + 1)
      if (entry.expiresAt <= now) continue
      kept.push(`${line}\n`)
      this.#add(entry)
    }
    writeFileSync(`${path}.new`, kept.join(''), { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  }

  #add(entry: Entry): void {
    this.#byValue.set(this.#place(entry.class, entry.normalised), entry)
    this.#byToken.set(entry.token, entry)
  }

  #place(kind: PhiClass, normalised: string): string {
    return createHmac('sha256', this.#index).update(`${kind}\0${normalised}`).digest('base64')
  }

  #fresh(): string {
    for (;;) {
      const token = Array.from({ length: TOKEN_LETTERS }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
      if (!this.#byToken.has(token)) return token
    }
  }

  #sealed(entry: Entry): string {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#seal, iv)
    const box = Buffer.concat([cipher.update(JSON.stringify(entry), 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${Buffer.concat([iv, box]).toString('base64')}\n`
  }

  #opened(line: string, path: string, number: number): Entry {
    try {
      const bytes = Buffer.from(line, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', this.#seal, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
      return JSON.parse(text.toString('utf8')) as Entry
    } catch (cause) {
      throw new CommandError(`${path}:${number} cannot be opened: another key, or a changed file`, { cause })
    }
  }
}
