import { logIn, type Upstream, type UpstreamTarget } from './upstream.ts'

/** Cordon's own connection to the upstream, for catalog reads: one query at a time, dialled anew when it died. */
export interface Control {
  query(sql: string): Promise<(string | null)[][]>
  close(): void
}

export function openControl(target: UpstreamTarget, signal: AbortSignal): Control {
  let upstream: Promise<Upstream> | null = null
  let last: Promise<unknown> = Promise.resolve()

  const run = async (sql: string): Promise<(string | null)[][]> => {
    upstream ??= logIn(target, new Map([['application_name', 'cordon catalog']]), signal)
    try {
      return await (await upstream).query(sql)
    } catch (error) {
      drop()
      throw error
    }
  }
  const drop = (): void => {
    upstream?.then(
      ({ socket }) => socket.destroy(),
      () => undefined,
    )
    upstream = null
  }
  return {
    query: (sql) => {
      // The server may have closed an idle connection long ago: one failure says nothing yet.
      const next = last.then(() => run(sql).catch(() => run(sql)))
      last = next.catch(() => undefined)
      return next
    },
    close: drop,
  }
}
