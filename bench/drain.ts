// A client that reads an answer as fast as it comes: it counts bytes, and looks at nothing but the end.
import { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import type { Door } from './postgres-stage.ts'

export interface Drained {
  readonly bytes: number
  readonly seconds: number
}

const END_BYTES = 64

/** Sends one simple query on a connection of its own and reads the answer to its end. Throws where it is an error. */
export async function drain({ host, port, user, password, database }: Door, sql: string): Promise<Drained> {
  const stream = new Socket()
  const client = new pg.Client({ host, port, user, password, database, stream: () => stream })
  // We end the connection under its feet; what fails before that, `read` says.
  client.on('error', () => undefined)
  await client.connect()
  // Logged in by node-postgres, read by nobody but us: the driver's own parser would be what is measured.
  stream.removeAllListeners('data')
  try {
    return await read(stream, sql)
  } finally {
    stream.destroy()
  }
}

function read(stream: Socket, sql: string): Promise<Drained> {
  const started = performance.now()
  let bytes = 0
  let end: Buffer = Buffer.alloc(0)
  const answer = new Promise<Drained>((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      end = chunk.length >= END_BYTES ? chunk : Buffer.concat([end, chunk]).subarray(-END_BYTES)
      if (!endsReady(end)) return
      const text = end.subarray(-END_BYTES).toString('latin1')
      if (text.includes('SELECT ')) resolve({ bytes, seconds: (performance.now() - started) / 1000 })
      else reject(new Error(`the query failed: ${end.toString('latin1').replace(/[^ -~]+/g, ' ')}`))
    })
    stream.on('close', () => reject(new Error('the connection was lost in the middle of an answer')))
  })
  const text = Buffer.from(`${sql}\0`, 'utf8')
  const head = Buffer.from([0x51, 0, 0, 0, 0])
  head.writeInt32BE(text.length + 4, 1)
  stream.write(Buffer.concat([head, text]))
  stream.resume()
  return answer
}

// ReadyForQuery is the last message of an answer; zero bytes stand in no text column.
function endsReady(end: Buffer): boolean {
  return end.length >= 6 && end.subarray(-6, -1).equals(READY)
}

const READY = Buffer.from([0x5a, 0, 0, 0, 5])
