import { rmSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CommandError } from '../../io.ts'

export interface HealthParts {
  /** Unix socket in the process's own folder: always there. */
  readonly socket: string
  /** TCP as well, where the command line asks for it. */
  readonly address: { readonly host: string; readonly port: number } | undefined
  /** Why it is not ready, as short codes that hold no secret; empty when it is. */
  readonly reasons: () => readonly string[]
}

export interface HealthServer {
  /** `http://127.0.0.1:9464`; null where there is no TCP. */
  readonly url: string | null
  readonly close: () => Promise<void>
}

/** `GET /livez` and `/readyz` of a process that serves no API of its own. Throws CommandError where it cannot listen. */
export async function serveHealth({ socket, address, reasons }: HealthParts): Promise<HealthServer> {
  const servers: Server[] = []
  const listen = async (place: { path: string } | { host: string; port: number }): Promise<Server> => {
    const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, ({ url }, response) => {
      answer(url ?? '', reasons, response)
    })
    server.maxConnections = MOST_CONNECTIONS
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(place, resolve)
    }).catch((cause: NodeJS.ErrnoException) => {
      const where = 'path' in place ? place.path : `${place.host}:${place.port}`
      throw new CommandError(`health cannot be served at ${where} (${cause.code}): choose another with --health`, {
        cause,
      })
    })
    servers.push(server)
    return server
  }
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve).closeAllConnections())))
    rmSync(socket, { force: true })
  }
  try {
    // The log of this folder is ours: what stands here is left over from a process that is gone.
    rmSync(socket, { force: true })
    await listen({ path: socket })
    const tcp = address === undefined ? null : await listen(address)
    return { url: tcp === null ? null : `http://${address?.host}:${(tcp.address() as AddressInfo).port}`, close }
  } catch (error) {
    await close()
    throw error
  }
}

const MOST_CONNECTIONS = 64

function answer(path: string, reasons: HealthParts['reasons'], response: ServerResponse): void {
  const [status, body] =
    path === '/livez' ? [200, { live: true }] : path === '/readyz' ? readiness(reasons()) : [404, {}]
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function readiness(reasons: readonly string[]): readonly [number, object] {
  const ready = reasons.length === 0
  return [ready ? 200 : 503, { ready, reasons }]
}
