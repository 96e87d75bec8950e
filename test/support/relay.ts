import { connect, createServer, type Server, type Socket } from 'node:net'

/** A wire with a switch and a tape: carries bytes to a port of this machine, keeps what came back, and can be cut. */
export interface Relay {
  readonly port: number
  /** Every byte that the far side sent, of all connections. */
  readonly received: () => Buffer
  /** Destroys what is open, and listens no more. */
  readonly cut: () => Promise<void>
  /** Listens again, on the same port. */
  readonly mend: () => Promise<void>
}

export async function startRelay(to: number, port = 0): Promise<Relay> {
  const tape: Buffer[] = []
  const open = new Set<Socket>()
  const carry = (near: Socket): void => {
    const far = connect({ port: to, host: '127.0.0.1', noDelay: true })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.end()
      })
      one.pipe(other)
    }
    far.on('data', (chunk: Buffer) => tape.push(chunk))
  }
  let server = await listen(carry, port)
  const address = server.address()
  const own = typeof address === 'object' && address !== null ? address.port : port
  return {
    port: own,
    received: () => Buffer.concat(tape),
    cut: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await closed
    },
    mend: async () => {
      server = await listen(carry, own)
    },
  }
}

function listen(carry: (socket: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, carry)
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
