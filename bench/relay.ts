// The floor for anything in Node that sits between client and server: bytes in, the same bytes out, nothing read.
// A process of its own: told where the server is, it answers with its port.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface RelayTarget {
  readonly host: string
  readonly port: number
}

process.on('message', ({ host, port }: RelayTarget) => {
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host, port, noDelay: true })
    join(client, upstream)
    join(upstream, client)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})

process.once('disconnect', () => process.exit())

function join(from: Socket, to: Socket): void {
  from.on('data', (chunk) => {
    if (to.write(chunk)) return
    from.pause()
    to.once('drain', () => from.resume())
  })
  from.on('close', () => to.destroy())
  from.on('error', () => to.destroy())
}
