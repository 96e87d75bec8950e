import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { readBase64 } from '../../ledger/base64.ts'
import { sha256 } from '../../ledger/hash.ts'
import { keyIdOf } from '../../ledger/key-id.ts'

/*
 * A message that its source signed; docs/evidence-format.md. Headers, each once, ASCII:
 *
 * cordon    = kind "/1"                    "events/1" or "payloads/1"
 * source    = 16HEXDIG                     key id of the source
 * …         = facts of the kind, each by its name, in a fixed order
 * key       = base64 of the SubjectPublicKeyInfo whose key id is `source`
 * signature = base64 of Ed25519 over
 *             "cordon-" kind "-message-v1" LF source LF *(fact LF) hex of SHA-256 of the value LF
 */
export type MessageKind = 'events' | 'payloads'

/** As it is handed to the client. */
export interface SignedMessage {
  readonly key: string
  readonly headers: Record<string, string>
  readonly value: Buffer
}

/** Who signs what a process sends. */
export class MessageSigner {
  /** Id of the source. */
  readonly source: string
  readonly #key: KeyObject
  readonly #publicKey: string

  /** `key`: the Ed25519 private key of the source. */
  constructor(key: KeyObject) {
    this.source = keyIdOf(key)
    this.#key = key
    this.#publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  }

  /** `facts` in the order of the kind. */
  sign(kind: MessageKind, facts: Readonly<Record<string, string>>, value: Buffer): Omit<SignedMessage, 'key'> {
    const text = statement(kind, this.source, Object.values(facts), value)
    const signature = sign(null, text, this.#key).toString('base64')
    const headers = { cordon: `${kind}/1`, source: this.source, ...facts, key: this.#publicKey, signature }
    return { headers, value }
  }
}

/** Bytes that are no message of a known source. Says why, and never quotes them. */
export class Poison extends Error {
  override readonly name = 'Poison'
}

export interface OpenedMessage<Name extends string> {
  readonly source: string
  readonly facts: Readonly<Record<Name, string>>
  readonly value: Buffer
}

/** What a consumer gets from the client. */
export interface ReceivedMessage {
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly value: Buffer | null
}

/** Checks who signed what arrives. */
export class MessageChecker {
  readonly #isKnown: (source: string) => boolean
  readonly #keys = new Map<string, KeyObject>()

  /** `isKnown`: may this source write to this ledger? */
  constructor(isKnown: (source: string) => boolean) {
    this.#isKnown = isKnown
  }

  /** Throws Poison for everything that a known source did not sign as it is. */
  open<Name extends string>(kind: MessageKind, names: readonly Name[], message: ReceivedMessage): OpenedMessage<Name> {
    const read = (name: string): string => headerOf(message, name)
    const { value } = message
    if (value === null) throw new Poison('it has no value')
    if (read('cordon') !== `${kind}/1`) throw new Poison(`it is no message of ${kind}`)
    const source = read('source')
    if (!this.#isKnown(source)) throw new Poison('its source is not known')
    const facts = Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, string>
    const text = statement(kind, source, Object.values<string>(facts), value)
    const signature = readBase64(read('signature'))
    if (!signature || !verify(null, text, this.#keyOf(source, read('key')), signature))
      throw new Poison('the signature of its source does not hold')
    return { source, facts, value }
  }

  #keyOf(source: string, text: string): KeyObject {
    const known = this.#keys.get(source)
    if (known) return known
    const key = readKey(text)
    if (!key || keyIdOf(key) !== source) throw new Poison('its key is not the one that its source is named by')
    if (this.#keys.size >= MOST_KEYS) this.#keys.clear()
    this.#keys.set(source, key)
    return key
  }
}

const MOST_KEYS = 4096
const MOST_HEADER_BYTES = 512

function headerOf({ headers }: ReceivedMessage, name: string): string {
  const header = headers?.[name]
  // Several of one name come as an array.
  if (!Buffer.isBuffer(header) || header.length > MOST_HEADER_BYTES) throw new Poison(`it has no header ${name}`)
  const text = header.toString('latin1')
  // A line end would let two lists of facts have one statement.
  for (const byte of header) if (byte < 0x20 || byte > 0x7e) throw new Poison(`its header ${name} is not plain text`)
  return text
}

function statement(kind: MessageKind, source: string, facts: readonly string[], value: Buffer): Buffer {
  return Buffer.from(`cordon-${kind}-message-v1\n${[source, ...facts, sha256(value)].join('\n')}\n`)
}

function readKey(text: string): KeyObject | null {
  const der = readBase64(text)
  if (!der) return null
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    // No key at all: the caller says so.
    return null
  }
}
