import type { KeyObject } from 'node:crypto'
import { sha256 } from '../ledger/hash.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { FRAME_HEADER_BYTES, scanFrames } from '../stream/frames.ts'
import { openDataKey, openExchange, readRecord } from './envelope.ts'
import { payloadFolder, payloadRoot, wrappedKey } from './payload-keys.ts'
import { RecordingError } from './recording-error.ts'

/** One recorded exchange, as it is in the store. */
export interface ReadPayload {
  readonly session: string
  readonly exchange: number
  /** SHA-256 of the ciphertext frame, hex: what the effect event names. */
  readonly digest: string
  /** Plaintext. */
  readonly content: Uint8Array
  /** True where the cap cut it. */
  readonly truncated: boolean
}

/** What could not be opened. */
export interface BadPayload {
  readonly session: string
  /** -1 where not even that is known. */
  readonly exchange: number
  readonly why: string
}

/**
 * The recorded exchanges of one session, in order, each once. A session that was never recorded has none. Throws
 * RecordingError `key` where its key was destroyed or is another tenant's, `damaged` at the first that is not
 * what was written.
 */
export async function* readPayloads(
  store: ObjectStore,
  shard: string,
  session: string,
  tenantKeys: KeyObject | readonly KeyObject[],
): AsyncGenerator<ReadPayload> {
  for await (const found of walkSession({ store, shard, session, tenantKeys })) {
    if (found instanceof RecordingError) throw found
    yield found
  }
}

/** Opens every payload of a shard, and counts. `bad` holds at most 256. */
export async function checkPayloads(
  store: ObjectStore,
  shard: string,
  tenantKeys: KeyObject | readonly KeyObject[],
): Promise<{ readonly frames: number; readonly opened: number; readonly bad: readonly BadPayload[] }> {
  const bad: BadPayload[] = []
  let opened = 0
  let failed = 0
  let unopened = 0
  for await (const session of sessionsOf(store, shard)) {
    for await (const found of walkSession({ store, shard, session, tenantKeys })) {
      if (!(found instanceof RecordingError)) opened++
      else if (found.code === 'key') unopened += await countFrames(store, shard, session)
      else {
        failed++
        if (bad.length < MOST_BAD) bad.push({ session, exchange: -1, why: found.message })
      }
    }
  }
  return { frames: opened + failed + unopened, opened, bad }
}

const MOST_BAD = 256

interface Place {
  readonly store: ObjectStore
  readonly shard: string
  readonly session: string
  readonly tenantKeys: KeyObject | readonly KeyObject[]
}

// Opens what can be opened; an error stands where something cannot.
async function* walkSession({
  store,
  shard,
  session,
  tenantKeys,
}: Place): AsyncGenerator<ReadPayload | RecordingError> {
  const folder = payloadFolder(shard, session)
  const seen = new Set<string>()
  let dataKeys: readonly Buffer[] | undefined
  for await (const key of store.list(`${folder}/`)) {
    if (key.startsWith(wrappedKey(folder))) continue
    try {
      dataKeys ??= await readDataKeys(store, session, folder, tenantKeys)
    } catch (error) {
      return yield asRecordingError(error)
    }
    const bytes = (await store.get(key)) ?? new Uint8Array()
    const { frames, rest } = scanFrames(bytes)
    for (const { start, end } of frames) {
      const digest = sha256(bytes.subarray(start - FRAME_HEADER_BYTES, end))
      if (seen.has(digest)) continue
      seen.add(digest)
      yield openOne(dataKeys, bytes.subarray(start, end), { session, digest })
    }
    if (rest !== 'clean')
      yield new RecordingError('damaged', `${key} is not what was written: a frame in it does not hold`)
  }
}

function openOne(
  dataKeys: readonly Buffer[],
  bytes: Uint8Array,
  { session, digest }: { readonly session: string; readonly digest: string },
): ReadPayload | RecordingError {
  const record = readRecord(bytes)
  if (record?.kind !== 'exchange' || record.session !== session)
    return new RecordingError('damaged', `a frame among the payloads of session ${session} is not one of it`)
  let fault: RecordingError | undefined
  for (const dataKey of dataKeys) {
    try {
      const content = openExchange(dataKey, bytes)
      return { session, exchange: record.exchange, digest, truncated: record.truncated, content }
    } catch (error) {
      fault = asRecordingError(error)
    }
  }
  return fault ?? new RecordingError('key', `the payloads of session ${session} have no key`)
}

// One, but for a session id that two lives of a process used.
async function readDataKeys(
  store: ObjectStore,
  session: string,
  folder: string,
  tenantKeys: KeyObject | readonly KeyObject[],
): Promise<readonly Buffer[]> {
  const dataKeys: Buffer[] = []
  for await (const key of store.list(wrappedKey(folder))) {
    const bytes = (await store.get(key)) ?? new Uint8Array()
    const [span] = scanFrames(bytes).frames
    if (!span) throw new RecordingError('damaged', `${key} is not what was written`)
    dataKeys.push(openWithAny(bytes.subarray(span.start, span.end), tenantKeys))
  }
  if (dataKeys.length > 0) return dataKeys
  throw new RecordingError('key', `the payloads of session ${session} cannot be opened: their key was destroyed`)
}

// A recording names its tenant key: it is opened by that one, in use or older.
function openWithAny(record: Uint8Array, tenantKeys: KeyObject | readonly KeyObject[]): Buffer {
  let fault: unknown
  for (const key of Array.isArray(tenantKeys) ? (tenantKeys as readonly KeyObject[]) : [tenantKeys as KeyObject]) {
    try {
      return openDataKey(record, { key })
    } catch (error) {
      if (!(error instanceof RecordingError) || error.code !== 'key') throw error
      fault ??= error
    }
  }
  throw fault
}

function asRecordingError(error: unknown): RecordingError {
  if (error instanceof RecordingError) return error
  throw error
}

async function* sessionsOf(store: ObjectStore, shard: string): AsyncGenerator<string> {
  const root = payloadRoot(shard)
  let last: string | undefined
  for await (const key of store.list(root)) {
    const session = key.slice(root.length).split('/', 1)[0] ?? ''
    if (session !== last) yield session
    last = session
  }
}

async function countFrames(store: ObjectStore, shard: string, session: string): Promise<number> {
  const folder = payloadFolder(shard, session)
  let count = 0
  for await (const key of store.list(`${folder}/`)) {
    if (!key.startsWith(wrappedKey(folder)))
      count += scanFrames((await store.get(key)) ?? new Uint8Array()).frames.length
  }
  return count
}
