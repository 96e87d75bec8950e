import { createHmac } from 'node:crypto'
import type { PhiClass, Transform } from '../phi.ts'
import { PhiError } from '../phi-error.ts'
import { type Generalisation, tagOf, transformValue } from '../transforms.ts'
import { shifted } from './dates.ts'
import { ff1Encrypt, isEnough } from './ff1.ts'
import { normalise } from './normalise.ts'
import { stateOf, typed } from './plain.ts'

/**
 * Keeps values for tokens that say nothing. A token is random, 164.514(c): made from nothing that it stands for. Reading one
 * back is another interface, which only those have who may: see TokenReader.
 */
export interface Vault {
  /** The token of a value: the same as before where the value was seen; letters, digits and `-`. Null where there is no room. */
  token(kind: PhiClass, normalised: string, value: string): string | null
}

/** What transforms need of the world; what is not handed in cannot be asked for. */
export interface TransformParts {
  /** At least 32 secret bytes: date shifts, pseudonyms and FF1 are keyed with them, a tenant one. */
  readonly key?: Uint8Array
  readonly vault?: Vault
  /** Most days that dates are moved by, to either side. 365 where absent. */
  readonly mostDays?: number
}

/** Transforms one whole value. */
export class Transformer {
  readonly #parts: TransformParts
  readonly #data: Generalisation
  readonly #keys: Map<string, Uint8Array> = new Map()

  constructor(parts: TransformParts, data: Generalisation) {
    if (parts.key !== undefined && parts.key.length < 32)
      throw new PhiError('options', ['a key for transforms has at least 32 bytes'])
    this.#parts = parts
    this.#data = data
  }

  /** Throws PhiError `options` where a transform needs what was not handed in. */
  check(transform: Transform): void {
    if (KEYED.has(transform) && this.#parts.key === undefined)
      throw new PhiError('options', [`the transform ${transform} needs a key: hand one in`])
    if (transform === 'token' && this.#parts.vault === undefined)
      throw new PhiError('options', ['the transform token needs a vault: hand one in'])
  }

  /** `patient`: whose date it is; without it a date that would be moved is redacted. What a transform cannot do is redacted. */
  transform(value: string, kind: PhiClass, transform: Transform, patient?: string): string {
    switch (transform) {
      case 'redact':
      case 'null':
      case 'year':
      case 'zip3':
        return transformValue(value, kind, transform, this.#data)
      case 'generalise':
        return this.#generalised(value, kind)
      case 'same-length':
        return sameLength(value)
      case 'typed':
        return typed(value) ?? tagOf(kind)
      case 'shift':
        return this.#shifted(value, kind, patient) ?? tagOf(kind)
      case 'token':
        return tagged(kind, this.#parts.vault?.token(kind, normalise(kind, value), value) ?? null)
      case 'pseudonym':
        return tagged(kind, base32(this.#mac(`pseudonym ${kind}`, normalise(kind, value))).slice(0, PSEUDONYM_LETTERS))
      case 'fpe':
        return this.#encrypted(value, kind) ?? tagOf(kind)
    }
  }

  #generalised(value: string, kind: PhiClass): string {
    if (kind === 'zip') return transformValue(value, kind, 'zip3', this.#data)
    if (kind === 'address') return stateOf(value) ?? tagOf(kind)
    return transformValue(value, kind, 'year', this.#data)
  }

  // One offset a patient, so that order and intervals stay; never 0.
  #shifted(value: string, kind: PhiClass, patient: string | undefined): string | null {
    if (kind !== 'date' || patient === undefined) return null
    const most = this.#parts.mostDays ?? 365
    const drawn = this.#mac('shift', patient).readUIntBE(0, 6) % (2 * most)
    return shifted(value, drawn < most ? drawn - most : drawn - most + 1, this.#data)
  }

  #encrypted(value: string, kind: PhiClass): string | null {
    if (!NUMBERS.has(kind)) return null
    const characters = [...value.toLowerCase()].filter((character) => /[0-9a-z]/.test(character)).join('')
    const radix = /[a-z]/.test(characters) ? 36 : 10
    if (!isEnough(radix, characters.length) || characters.length > MOST_NUMERALS) return null
    const sealed = ff1Encrypt(this.#key(`fpe ${kind}`), Buffer.from(kind), radix, characters).toUpperCase()
    let at = 0
    const text = value.replace(/[0-9A-Za-z]/g, () => sealed.charAt(at++))
    return text === value ? null : text
  }

  #mac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.#key(purpose)).update(text).digest()
  }

  // A key a purpose: what is learned of one says nothing of another.
  #key(purpose: string): Uint8Array {
    let key = this.#keys.get(purpose)
    if (key === undefined) {
      const { key: root } = this.#parts
      if (root === undefined) throw new PhiError('options', [`${purpose} needs a key: hand one in`])
      key = createHmac('sha256', root).update(`cordon phi ${purpose}`).digest()
      this.#keys.set(purpose, key)
    }
    return key
  }
}

const KEYED: ReadonlySet<Transform> = new Set<Transform>(['shift', 'pseudonym', 'fpe'])
/** Classes whose values are numbers that FF1 makes other numbers of. */
const NUMBERS: ReadonlySet<PhiClass> = new Set<PhiClass>([
  'ssn',
  'mrn',
  'plan-id',
  'account',
  'card',
  'npi',
  'licence',
  'device',
  'phone',
  'fax',
  'vehicle',
  'other-id',
])
const MOST_NUMERALS = 64
/** 80 bits. */
const PSEUDONYM_LETTERS = 16

function tagged(kind: PhiClass, token: string | null): string {
  const tag = tagOf(kind)
  return token === null ? tag : `${tag.slice(0, -1)}-${token}]`
}

// Crockford's letters: none is mistaken for another.
function base32(bytes: Uint8Array): string {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
    .toString(32)
    .padStart(Math.ceil((bytes.length * 8) / 5), '0')
    .replace(/./g, (character) => CROCKFORD.charAt(Number.parseInt(character, 32)))
}

export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

// Letters and digits go, what stands between them stays: one character for one.
function sameLength(value: string): string {
  return value.replace(/\p{N}/gu, '0').replace(/\p{L}\p{M}*/gu, 'X')
}
