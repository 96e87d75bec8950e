import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLogOptions, openEventLog } from '../../evidence/stream/event-log.ts'
import type { EventLog } from '../../evidence/stream/seams.ts'
import { type EventLogFactory, eventLogContract } from './contracts/event-log.ts'
import { eventSourceContract } from './contracts/event-source.ts'
import { logOptions } from './kill/log-options.ts'

eventLogContract('the log on disk', async () => logs(16 * 1024))
eventLogContract('the log on disk with large segments', async () => logs(1024 * 1024))

// A clock that lets every sync take 5 ms: written and synced by a thread.
let time = 0
eventLogContract('the log on a slow disk', async () => logs(64 * 1024, { clock: () => (time += 5) }))
eventSourceContract('the log on a slow disk', async () => source(await logs(64 * 1024, { clock: () => (time += 5) })))

eventSourceContract('the log on disk', async () => {
  const factory = await logs(1024 * 1024)
  return source(factory)
})
// Segments so small that memory holds almost nothing: fetching reads from disk.
eventSourceContract('the log on disk, read from disk', async () => source(await logs(16 * 1024)))

async function source(factory: EventLogFactory) {
  const log = (await factory.open()) as Awaited<ReturnType<typeof openEventLog>>
  return {
    source: log,
    append: (draft: Parameters<EventLog['append']>[0]) => log.append(draft).durable,
    end: factory.end,
  }
}

async function logs(segmentBytes: number, changes: Partial<EventLogOptions> = {}): Promise<EventLogFactory> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-log-'))
  const options = logOptions(folder, { segmentBytes, key: generateKeyPairSync('ed25519').privateKey, ...changes })
  let open: EventLog | undefined
  const start = async (): Promise<EventLog> => {
    open = await openEventLog(options)
    return open
  }
  return {
    open: start,
    reopen: async (log) => {
      await log.close()
      return start()
    },
    end: async () => {
      await open?.close()
      rmSync(folder, { recursive: true })
    },
  }
}
