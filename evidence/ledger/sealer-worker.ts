// The thread that `runSealerThread` starts: a sealer whose source and store are on the other side of a port.
import { parentPort, workerData } from 'node:worker_threads'
import type { ObjectStore } from '../store/object-store.ts'
import type { EventBatch, EventSource } from '../stream/seams.ts'
import { runSealer, type SealerLog } from './sealer.ts'
import {
  type FromThread,
  fromPlain,
  type JoinedBatch,
  PAGE_KEYS,
  type ThreadCall,
  type ThreadStart,
  type ToThread,
  toPlain,
} from './thread-messages.ts'

const port = parentPort
if (port === null) throw new TypeError('the sealer’s thread is started by runSealerThread, not by itself')

const end = new AbortController()
const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (e: Error) => void }>()
let calls = 0

port.on('message', (message: ToThread) => {
  if (message.kind === 'abort') return end.abort()
  const caller = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.kind === 'answer') caller?.resolve(message.value)
  else caller?.reject(fromPlain(message.error))
})

const { retention, ...start } = workerData as ThreadStart
runSealer({
  ...start,
  ...(retention === undefined
    ? {}
    : { retention: (sealedAt) => ({ until: new Date(sealedAt + retention.ms), mode: retention.mode }) }),
  source: remoteSource(),
  store: remoteStore(),
  onSealed: async (cursor) => {
    await ask({ call: 'sealed', cursor })
  },
  alarm: (draft) => tell({ kind: 'alarm', draft }),
  now: Date.now,
  signal: end.signal,
  log: remoteLog(),
})
  .then(
    () => tell({ kind: 'ended', error: null }),
    (error: unknown) => tell({ kind: 'ended', error: toPlain(error) }),
  )
  .finally(() => port.close())

function remoteSource(): EventSource {
  return {
    async fetch(cursor, { most, waitMs, signal }): Promise<EventBatch> {
      const isPatient = signal === end.signal
      return split((await ask({ call: 'fetch', cursor, most, waitMs, isPatient })) as JoinedBatch)
    },
  }
}

function split({ bytes, lengths, cursor: behind, isAway }: JoinedBatch): EventBatch {
  let at = 0
  const events = Array.from(lengths, (length) => {
    at += length
    return bytes.subarray(at - length, at)
  })
  return { events, cursor: behind, isAway }
}

function remoteStore(): ObjectStore {
  return {
    create: async (key, bytes, retention) => {
      // A copy: lines stand in memory that is used again, and only memory of its own can be handed over.
      const copy = Uint8Array.from(bytes)
      return (await ask({ call: 'create', key, bytes: copy, retention }, [copy.buffer])) as 'created' | 'same'
    },
    get: async (key) => (await ask({ call: 'get', key })) as Uint8Array | null,
    async *list(prefix, after) {
      let last = after
      for (;;) {
        const keys = (await ask({ call: 'list', prefix, after: last })) as readonly string[]
        yield* keys
        last = keys.at(-1)
        if (keys.length < PAGE_KEYS) return
      }
    },
  }
}

function remoteLog(): SealerLog {
  const at =
    (level: keyof SealerLog): SealerLog['info'] =>
    (message, facts = {}) =>
      tell({ kind: 'log', level, message, facts })
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

function ask(what: ThreadCall, transfer: readonly ArrayBuffer[] = []): Promise<unknown> {
  const id = ++calls
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    tell({ kind: 'call', id, what }, transfer)
  })
}

function tell(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, [...transfer])
}
