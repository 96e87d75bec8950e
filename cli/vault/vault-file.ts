import { randomInt } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { CROCKFORD, type PhiClass, type Vault } from '#phi'
import { type VaultEntry, VaultSeal } from './vault-seal.ts'

const MOST_ENTRIES = 1_000_000
const TOKEN_LETTERS = 12
const SYNC_AFTER_MS = 200

export interface VaultParts {
  /** At least 32 secret bytes: values are sealed under keys made from it. */
  readonly key: Uint8Array
  /** How long a token can be opened, in milliseconds. */
  readonly ttlMs: number
  readonly now: () => number
  /** Most entries that are kept; 1 000 000 where absent. */
  readonly most?: number
  /** Told once when an entry cannot be written; values are redacted from then on. */
  readonly onFault?: (cause: unknown) => void
}

/**
 * A vault in one file: a sealed line an entry, written before its token is used, so that no token stands for nothing when the
 * process dies, and synced soon after: only a power cut can take tokens of the last moment away. It gives tokens and opens
 * none: see vault-reader.ts. One process at a time. Throws CommandError where the file cannot be used.
 */
export class VaultFile implements Vault {
  readonly #parts: VaultParts
  readonly #seal: VaultSeal
  readonly #byValue: Map<string, Pick<VaultEntry, 'token' | 'expiresAt'>> = new Map()
  readonly #tokens: Set<string> = new Set()
  readonly #file: number
  #length: number = 0
  #isBroken: boolean = false
  #timer: NodeJS.Timeout | null = null

  constructor(path: string, parts: VaultParts) {
    this.#parts = parts
    this.#seal = new VaultSeal(parts.key)
    if (existsSync(path)) this.#load(path)
    this.#file = openSync(path, 'a', 0o600)
  }

  token(kind: PhiClass, normalised: string, value: string): string | null {
    const now = this.#parts.now()
    const place = this.#seal.placeOf(kind, normalised)
    const known = this.#byValue.get(place)
    if (known !== undefined && known.expiresAt > now) return known.token
    if (this.#isBroken || !this.#hasRoom(now)) return null
    const entry = { token: this.#fresh(), class: kind, value, normalised, expiresAt: now + this.#parts.ttlMs }
    if (!this.#write(this.#seal.lineOf(entry))) return null
    this.#keep(place, entry)
    return entry.token
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    fsyncSync(this.#file)
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
      const entry = this.#seal.open(line, `${path}:${index + 1}`)
      if (entry.expiresAt <= now) continue
      kept.push(`${line}\n`)
      this.#length += line.length + 1
      this.#keep(this.#seal.placeOf(entry.class, entry.normalised), entry)
    }
    writeFileSync(`${path}.new`, kept.join(''), { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  }

  #keep(place: string, { token, expiresAt }: VaultEntry): void {
    // The newest stand last.
    this.#byValue.delete(place)
    this.#byValue.set(place, { token, expiresAt })
    this.#tokens.add(token)
  }

  // The oldest stand first: what has run out makes room.
  #hasRoom(now: number): boolean {
    const { most = MOST_ENTRIES } = this.#parts
    if (this.#byValue.size < most) return true
    for (const [place, { token, expiresAt }] of this.#byValue) {
      if (expiresAt > now) break
      this.#byValue.delete(place)
      this.#tokens.delete(token)
    }
    return this.#byValue.size < most
  }

  // False where the disk does not take it; half a line must not stay before the next one.
  #write(line: string): boolean {
    try {
      const written = writeSync(this.#file, line)
      if (written < line.length) throw new Error('the disk took a part of a line')
      this.#length += line.length
      this.#syncSoon()
      return true
    } catch (cause) {
      this.#isBroken = true
      this.#cutBack()
      this.#parts.onFault?.(cause)
      return false
    }
  }

  #cutBack(): void {
    try {
      ftruncateSync(this.#file, this.#length)
    } catch {
      // Half a line at the end is dropped when the file is opened again.
    }
  }

  #syncSoon(): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      fsync(this.#file, () => undefined)
    }, SYNC_AFTER_MS)
    this.#timer.unref()
  }

  #fresh(): string {
    for (;;) {
      const token = Array.from({ length: TOKEN_LETTERS }, () => CROCKFORD.charAt(randomInt(CROCKFORD.length))).join('')
      if (!this.#tokens.has(token)) return token
    }
  }
}
