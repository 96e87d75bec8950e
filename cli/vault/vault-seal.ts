import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { PhiClass } from '#phi'
import { CommandError } from '../io.ts'

const LEAST_KEY = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const ID_BYTES = 16
/** Letters of an id: 16 bytes as base64url. */
const ID_LETTERS = 22

/** What a token stands for. */
export interface VaultEntry {
  readonly token: string
  readonly class: PhiClass
  readonly value: string
  /** As values of the class are compared. */
  readonly normalised: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Lines of a vault's file: `ID BOX LF`. ID is a keyed digest of the token, so that one is found without opening the others; BOX
 * is the entry under AES-256-GCM (SP 800-38D) with the ID as additional data, base64: nonce, ciphertext, tag.
 */
export class VaultSeal {
  readonly #seal: Buffer
  readonly #index: Buffer

  /** Throws CommandError where the key is shorter than 32 bytes. */
  constructor(key: Uint8Array) {
    if (key.length < LEAST_KEY) throw new CommandError('a vault needs a key of 32 bytes')
    this.#seal = derived(key, 'cordon vault seal')
    this.#index = derived(key, 'cordon vault index')
  }

  idOf(token: string): string {
    return createHmac('sha256', this.#index).update(`token\0${token}`).digest().toString('base64url', 0, ID_BYTES)
  }

  /** Under which a value finds its token again. */
  placeOf(kind: PhiClass, normalised: string): string {
    return createHmac('sha256', this.#index).update(`value\0${kind}\0${normalised}`).digest('base64')
  }

  lineOf(entry: VaultEntry): string {
    const id = this.idOf(entry.token)
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#seal, iv).setAAD(Buffer.from(id))
    const box = Buffer.concat([cipher.update(JSON.stringify(entry), 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${id} ${Buffer.concat([iv, box]).toString('base64')}\n`
  }

  /** `where`: told in the CommandError that it throws where the line was changed, or sealed under another key. */
  open(line: string, where: string): VaultEntry {
    try {
      const bytes = Buffer.from(line.slice(ID_LETTERS + 1), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', this.#seal, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(idOfLine(line))).setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
      return JSON.parse(text.toString('utf8')) as VaultEntry
    } catch (cause) {
      throw new CommandError(`${where} cannot be opened: another key, or a changed file`, { cause })
    }
  }
}

/** The id that a line of a vault's file begins with. */
export function idOfLine(line: string): string {
  return line.slice(0, ID_LETTERS)
}

function derived(key: Uint8Array, purpose: string): Buffer {
  return createHmac('sha256', key).update(purpose).digest()
}
