import { withDeadline } from '../wire/deadline.ts'
import { logIn, type Upstream, type UpstreamTarget } from './upstream.ts'

/** Cordon's own connection to the upstream, for catalog reads: one query at a time, dialled anew when it died. */
export interface Control {
  /** Rejects where the server gives no answer within so long, twice. */
  query(sql: string, withinMs?: number): Promise<(string | null)[][]>
  close(): void
}

/** Catalogs of many thousand relations take their time. */
const WITHIN_MS = 60_000

export function openControl(target: UpstreamTarget, signal: AbortSignal): Control {
  let upstream: Promise<Upstream> | null = null
  let line = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  const ask = async (sql: string): Promise<(string | null)[][]> => {
    const ending = AbortSignal.any([signal, line.signal])
    upstream ??= logIn(target, new Map([['application_name', 'cordon catalog']]), ending)
    return (await upstream).query(sql)
  }
  const run = async (sql: string, withinMs: number): Promise<(string | null)[][]> => {
    try {
      return await withDeadline(ask(sql), withinMs, 'asking the guarded database')
    } catch (error) {
      drop()
      throw error
    }
  }
  // Also while it still logs in: a server that says nothing must not hold up what comes after.
  const drop = (): void => {
    line.abort()
    line = new AbortController()
    upstream?.then(
      ({ socket }) => socket.destroy(),
      () => undefined,
    )
    upstream = null
  }
  return {
    query: (sql, withinMs = WITHIN_MS) => {
      // The server may have closed an idle connection long ago: one failure says nothing yet.
      const next = last.then(() => run(sql, withinMs).catch(() => run(sql, withinMs)))
      last = next.catch(() => undefined)
      return next
    },
    close: drop,
  }
}
