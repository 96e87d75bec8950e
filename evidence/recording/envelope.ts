import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { RecordingError } from './recording-error.ts'

/*
 * Recordings lie in frames (evidence/stream/frames.ts); the payload of a frame is a record:
 *
 * record   = version (key / held / exchange)
 * version  = %x01
 * key      = %x01 session wrapping         the session's data key, wrapped by the tenant key
 * held     = %x03 session holder wrapping  the same, wrapped by the key of a holder: see holderKey
 * exchange = %x02 session number flags box one exchange, encrypted by the data key
 * session  = u8 length, that many bytes of ASCII
 * holder   = u8 length, that many bytes of ASCII
 * number   = u32 LE                        of the exchange within its session, from 0
 * flags    = u8                            bit 0: the cap cut it, there was more
 * wrapping = tenant box                    box of the 32 bytes of the data key
 * tenant   = 8 bytes                       which tenant key: see tenantKeyId
 * box      = nonce ciphertext tag          AES-256-GCM (NIST SP 800-38D): 12 bytes, as the plaintext, 16 bytes
 *
 * Everything before a box is its additional authenticated data, so a recording cannot pass for one of another
 * session, number or completeness. Nonces are random: a data key lives for one session, far below 2^32 exchanges.
 */
export interface PayloadRecord {
  readonly kind: 'key' | 'exchange'
  readonly session: string
  readonly exchange: number
  readonly truncated: boolean
  /** Where the box begins. */
  readonly box: number
  /** For whom a data key is wrapped; absent for the tenant key itself. */
  readonly holder?: string
}

/** A data key for one session, and its record, wrapped by the tenant key (secret, 32 bytes). */
export function makeDataKey(
  session: string,
  { key, holder }: WrappingKey,
): { readonly dataKey: Buffer; readonly record: Buffer } {
  const dataKey = randomBytes(KEY_BYTES)
  const named = holder === undefined ? prefix(KIND_KEY, session) : prefix(KIND_HELD, session, holder)
  const head = Buffer.concat([named, tenantKeyId(key)])
  return { dataKey, record: Buffer.concat([head, ...seal(key, head, dataKey)]) }
}

/** What wraps the data keys of sessions: the tenant key, or with a `holder` the key that was derived for it. */
export interface WrappingKey {
  /** Secret, 32 bytes. */
  readonly key: KeyObject
  readonly holder?: string
}

/**
 * The wrapping key of one holder: HMAC-SHA-256 of its name under the tenant key. A part that runs apart gets this alone:
 * it opens what the part recorded itself, and nothing of anybody else.
 */
export function holderKey(tenantKey: KeyObject, holder: string): KeyObject {
  return createSecretKey(
    createHmac('sha256', tenantKey).update('cordon-holder-key-v1').update('\0').update(holder).digest(),
  )
}

/** Opens the record of a data key. Throws RecordingError `key`, or `damaged`. */
export function openDataKey(bytes: Uint8Array, { key, holder }: WrappingKey): Buffer {
  const { kind, box, session, holder: wrappedFor } = mustRead(bytes)
  if (kind !== 'key') throw damaged(session, 'there is no key where its key should be')
  const wrapping = wrappedFor === undefined || wrappedFor === holder ? key : holderKey(key, wrappedFor)
  if (!timingSafeEqual(bytes.subarray(box - TENANT_BYTES, box), tenantKeyId(wrapping))) {
    const message = `the recordings of session ${session} were encrypted under another tenant key: give that one`
    throw new RecordingError('key', message)
  }
  return unseal(wrapping, bytes, box, session)
}

/**
 * The record of one exchange, in one piece of memory. `room`: bytes left free before it, for the header of its frame.
 */
export function sealExchange(
  dataKey: KeyObject,
  { session, exchange, truncated }: Pick<PayloadRecord, 'session' | 'exchange' | 'truncated'>,
  content: Uint8Array,
  room = 0,
): Buffer {
  const number = room + PREFIX_BYTES + session.length
  const box = number + NUMBER_BYTES + 1
  const text = box + NONCE_BYTES
  const record = Buffer.allocUnsafe(text + content.length + TAG_BYTES)
  record[room] = VERSION
  record[room + 1] = KIND_EXCHANGE
  record[room + 2] = session.length
  record.write(session, room + PREFIX_BYTES, 'latin1')
  record.writeUInt32LE(exchange, number)
  record[box - 1] = truncated ? FLAG_TRUNCATED : 0
  const nonce = freshNonce()
  record.set(nonce, box)
  const cipher = createCipheriv(ALGORITHM, dataKey, nonce).setAAD(record.subarray(room, box))
  record.set(cipher.update(content), text)
  cipher.final()
  record.set(cipher.getAuthTag(), text + content.length)
  return record
}

/** The content of an exchange's record. Throws RecordingError `damaged`. */
export function openExchange(dataKey: Uint8Array, bytes: Uint8Array): Buffer {
  const { box, session, exchange } = mustRead(bytes)
  return unseal(dataKey, bytes, box, session, exchange)
}

/** Reads what a record says of itself, unauthenticated; null where the bytes are no record. */
export function readRecord(bytes: Uint8Array): PayloadRecord | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = buffer[1] ?? 0
  const after = PREFIX_BYTES + (buffer[2] ?? 0)
  const holderEnd = kind === KIND_HELD ? after + 1 + (buffer[after] ?? 0) : after
  const box = holderEnd + (kind === KIND_EXCHANGE ? NUMBER_BYTES + 1 : TENANT_BYTES)
  const isKnown = buffer[0] === VERSION && (kind === KIND_KEY || kind === KIND_HELD || kind === KIND_EXCHANGE)
  if (!isKnown || box + NONCE_BYTES + TAG_BYTES > buffer.length) return null
  const session = buffer.toString('latin1', PREFIX_BYTES, after)
  if (!isSession(session)) return null
  if (kind === KIND_KEY) return { kind: 'key', session, exchange: -1, truncated: false, box }
  if (kind === KIND_HELD) {
    const holder = buffer.toString('latin1', after + 1, holderEnd)
    return isSession(holder) ? { kind: 'key', session, exchange: -1, truncated: false, box, holder } : null
  }
  const truncated = ((buffer[box - 1] ?? 0) & FLAG_TRUNCATED) !== 0
  return { kind: 'exchange', session, exchange: buffer.readUInt32LE(after), truncated, box }
}

/** True for an id that can name a session in frames and in the keys of a store. */
export function isSession(id: string): boolean {
  if (id.length === 0 || id.length > MOST_SESSION_CHARACTERS || id === '.' || id === '..') return false
  for (let at = 0; at < id.length; at++) if (!SESSION_CHARACTERS.includes(id.charAt(at))) return false
  return true
}

/** Names a tenant key without telling anything of it: 8 bytes of an HMAC under it. */
function tenantKeyId(tenantKey: KeyObject): Buffer {
  return createHmac('sha256', tenantKey).update('cordon-tenant-key-id-v1').digest().subarray(0, TENANT_BYTES)
}

const VERSION = 1
const KIND_KEY = 1
const KIND_EXCHANGE = 2
const KIND_HELD = 3
const FLAG_TRUNCATED = 1
const PREFIX_BYTES = 3
const NUMBER_BYTES = 4
const TENANT_BYTES = 8
const KEY_BYTES = 32
const NONCE_BYTES = 12
const NONCES_AT_ONCE = 256
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'
const MOST_SESSION_CHARACTERS = 64
const SESSION_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-'

function mustRead(bytes: Uint8Array): PayloadRecord {
  const record = readRecord(bytes)
  if (record) return record
  throw new RecordingError('damaged', 'a frame of a recording holds no record')
}

function prefix(kind: number, session: string, holder?: string): Buffer {
  const named = [Buffer.from([VERSION, kind, session.length]), Buffer.from(session, 'latin1')]
  if (holder !== undefined) named.push(Buffer.from([holder.length]), Buffer.from(holder, 'latin1'))
  return Buffer.concat(named)
}

function seal(key: Uint8Array | KeyObject, head: Uint8Array, content: Uint8Array): readonly Uint8Array[] {
  const nonce = freshNonce()
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(head)
  const ciphertext = cipher.update(content)
  cipher.final()
  return [nonce, ciphertext, cipher.getAuthTag()]
}

let nonces: Buffer = Buffer.alloc(0)

// Drawn by the hundred: a call a nonce costs as much as the encryption of a small exchange. None is handed out twice.
function freshNonce(): Uint8Array {
  if (nonces.length === 0) nonces = randomBytes(NONCE_BYTES * NONCES_AT_ONCE)
  const nonce = nonces.subarray(0, NONCE_BYTES)
  nonces = nonces.subarray(NONCE_BYTES)
  return nonce
}

function unseal(
  key: Uint8Array | KeyObject,
  bytes: Uint8Array,
  box: number,
  session: string,
  exchange?: number,
): Buffer {
  const tag = bytes.length - TAG_BYTES
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(box, box + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(bytes.subarray(0, box)).setAuthTag(bytes.subarray(tag))
  try {
    const content = decipher.update(bytes.subarray(box + NONCE_BYTES, tag))
    decipher.final()
    return content
  } catch (cause) {
    throw damaged(
      session,
      `${exchange === undefined ? 'its key' : `exchange ${exchange}`} fails its authentication`,
      cause,
    )
  }
}

function damaged(session: string, why: string, cause?: unknown): RecordingError {
  return new RecordingError('damaged', `the recording of session ${session} is not what was written: ${why}`, { cause })
}
