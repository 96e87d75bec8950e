// The load generator: a process of its own, so that it does not share the server's core. Takes one job a message,
// answers one result. Each connection sends its request, waits for the whole answer, and sends it again.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

export interface LoadJob {
  readonly at: { readonly path: string } | { readonly host: string; readonly port: number }
  /** The whole request, head and body. */
  readonly request: string
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
}

export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers that were not 200; then nothing else counts. */
  readonly failed: number
  /** The first answer, for a look at what was measured. */
  readonly sample: string
}

process.on('message', (job: LoadJob) => {
  measure(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function measure({ at, request, connections, warmUpMs, measureMs }: LoadJob): Promise<LoadResult> {
  const bytes = Buffer.from(request)
  const times: number[] = []
  const from = performance.now() + warmUpMs
  const until = from + measureMs
  let failed = 0
  let sample = ''

  const work = async (): Promise<void> => {
    const socket = connect({ ...at, noDelay: true })
    const read = reader(socket)
    while (performance.now() < until) {
      const started = performance.now()
      const answer = read()
      socket.write(bytes)
      const text = await answer
      const ended = performance.now()
      if (sample === '') sample = text
      if (!text.startsWith('HTTP/1.1 200 ')) failed++
      if (ended >= from && ended < until) times.push(ended - started)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: connections }, work))
  times.sort((left, right) => left - right)
  const at99 = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN
  return { perSecond: (times.length / measureMs) * 1000, p50Ms: at99(0.5), p99Ms: at99(0.99), failed, sample }
}

/** Reads one answer after the other from a connection, by Content-Length or to the last chunk. */
function reader(socket: Socket): () => Promise<string> {
  let waiting: { resolve: (text: string) => void; reject: (error: Error) => void } | undefined
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    text += chunk
    const end = endOf(text)
    if (end < 0) return
    const answer = text.slice(0, end)
    text = text.slice(end)
    waiting?.resolve(answer)
  })
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  return () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
    })
}

function endOf(text: string): number {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return -1
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1]
  const end = length === undefined ? text.indexOf('\r\n0\r\n\r\n', head) + 7 : head + 4 + Number(length)
  return end <= head || end > text.length ? -1 : end
}
