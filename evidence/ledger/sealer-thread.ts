import { Worker } from 'node:worker_threads'
import type { EventBatch } from '../stream/seams.ts'
import type { SealerOptions } from './sealer.ts'
import {
  type FromThread,
  fromPlain,
  type JoinedBatch,
  PAGE_KEYS,
  type ThreadCall,
  type ThreadRetention,
  type ThreadStart,
  type ToThread,
  toPlain,
} from './thread-messages.ts'

/** Options of runSealer, but for what cannot be handed to another thread: it has a clock of its own. */
export interface SealerThreadOptions extends Omit<SealerOptions, 'now' | 'retention'> {
  /** How long objects are kept, counted from when they were sealed; default: no retention. */
  readonly retention?: ThreadRetention
}

/**
 * `runSealer` in a thread of its own: checking, hashing and signing hold nobody up. Source, store, alarms and log stay
 * here, and so do their secrets; only events and finished objects cross over. Resolves and rejects as runSealer does,
 * and also rejects where the thread itself dies: nothing is lost then, the log holds what was not sealed.
 */
export function runSealerThread(options: SealerThreadOptions): Promise<void> {
  const { signal, log } = options
  const worker = new Worker(WORKER, { workerData: startOf(options), name: 'cordon sealer' })
  const post = (message: ToThread, transfer: readonly ArrayBuffer[] = []): void =>
    worker.postMessage(message, [...transfer])
  const abort = (): void => post({ kind: 'abort' })
  return new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      switch (message.kind) {
        case 'call':
          void answer(options, message, post)
          return
        case 'alarm':
          raise(options, message.draft)
          return
        case 'log':
          log[message.level](message.message, message.facts)
          return
        case 'ended':
          if (message.error === null) resolve()
          else reject(fromPlain(message.error))
      }
    })
    worker.once('error', (cause) => reject(new Error(`the thread of the sealer died: ${cause.message}`, { cause })))
    worker.once('exit', (code) => reject(new Error(`the thread of the sealer ended early, with code ${code}`)))
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
  }).finally(() => signal.removeEventListener('abort', abort))
}

// Beside this file, in the form that this file has: as it was written, or as it was built.
const WORKER = new URL(`./sealer-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

function startOf(options: SealerThreadOptions): ThreadStart {
  const { shard, key, assurance, separation, sealEvery, firstPauseMs, retention } = options
  return {
    ...{ shard, key, assurance, separation },
    ...(sealEvery === undefined ? {} : { sealEvery }),
    ...(firstPauseMs === undefined ? {} : { firstPauseMs }),
    ...(retention === undefined ? {} : { retention }),
  }
}

async function answer(
  options: SealerThreadOptions,
  { id, what }: Extract<FromThread, { kind: 'call' }>,
  post: (message: ToThread, transfer?: readonly ArrayBuffer[]) => void,
): Promise<void> {
  try {
    const value = await perform(options, what)
    post({ kind: 'answer', id, value }, owned(value))
  } catch (error) {
    post({ kind: 'failure', id, error: toPlain(error) })
  }
}

async function perform({ source, store, onSealed, signal }: SealerThreadOptions, what: ThreadCall): Promise<unknown> {
  switch (what.call) {
    case 'fetch': {
      const { cursor, most, waitMs, isPatient } = what
      const until = isPatient ? signal : new AbortController().signal
      const batch = await source.fetch(cursor, { most, waitMs, signal: until })
      return joined(batch)
    }
    case 'create':
      return store.create(what.key, what.bytes, what.retention)
    case 'get': {
      // A copy: the store may keep its own.
      const bytes = await store.get(what.key)
      return bytes === null ? null : Uint8Array.from(bytes)
    }
    case 'list': {
      const keys: string[] = []
      for await (const key of store.list(what.prefix, what.after)) if (keys.push(key) === PAGE_KEYS) break
      return keys
    }
    case 'sealed':
      await onSealed(what.cursor)
      return null
  }
}

function joined({ events, cursor, isAway = false }: EventBatch): JoinedBatch {
  const lengths = Uint32Array.from(events, ({ length }) => length)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const event of events) {
    bytes.set(event, at)
    at += event.length
  }
  return { bytes, lengths, cursor, isAway }
}

// What was made for the answer goes along without another copy.
function owned(value: unknown): readonly ArrayBuffer[] {
  const bytes = value instanceof Uint8Array ? value : (value as JoinedBatch | null)?.bytes
  return bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : []
}

function raise({ alarm, log }: SealerThreadOptions, draft: Parameters<SealerOptions['alarm']>[0]): void {
  try {
    alarm(draft)
  } catch (error) {
    log.error('the alarm could not be recorded', { error: toPlain(error).message })
  }
}
