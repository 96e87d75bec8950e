import { connect, type Socket } from 'node:net'
import { TOKEN } from '#test/enforcer-context'
import type { GitGuard } from '#test/git-guard'
import { FLUSH, packet } from '../../enforcers/git/pkt-line.ts'

const CAPABILITIES = 'report-status side-band-64k agent=test'

/** The body of a push: commands, flush, pack. */
export function pushBody(
  commands: readonly (readonly [old: string, next: string, ref: string])[],
  pack: Uint8Array,
  capabilities: string = CAPABILITIES,
): Buffer {
  const lines = commands.map(([old, next, ref], index) =>
    packet(`${old} ${next} ${ref}${index === 0 ? `\0${capabilities}` : ''}\n`),
  )
  return Buffer.concat([...lines, FLUSH, pack])
}

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** The head of a POST to git-receive-pack of `app.git`. */
export function postHead(headers: Readonly<Record<string, string>>): string {
  const all = {
    host: 'localhost',
    authorization: `Basic ${Buffer.from(`agent:${TOKEN}`).toString('base64')}`,
    'content-type': 'application/x-git-receive-pack-request',
    connection: 'close',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /app.git/git-receive-pack HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** Sends bytes on a connection of their own; `cut` closes it there. Answers what came back, or null where nothing did. */
export function send(guard: GitGuard, bytes: Uint8Array, cut = false): Promise<RawAnswer | null> {
  const { hostname, port } = new URL(guard.address)
  const socket: Socket = connect({ host: hostname, port: Number(port) })
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => socket.destroy())
  socket.on('connect', () => {
    if (cut) socket.write(bytes, () => setTimeout(() => socket.destroy(), 20))
    else socket.write(bytes)
  })
  return new Promise((resolve) => {
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return resolve(null)
      const head = text.slice(0, end)
      resolve({ status: Number(head.split(' ')[1]), head, body: text.slice(end + 4) })
    })
  })
}
