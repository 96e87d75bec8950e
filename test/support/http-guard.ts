import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Phi } from '#phi'
import type { HttpLimits, HttpService } from '#schemas'
import { http } from '../../enforcers/http/index.ts'
import { type FakeEngine, fakeEngine, logTo, TOKEN, type Verdict } from './enforcer-context.ts'

/** A service of the test's own behind a guard whose engine is the test. */
export interface HttpGuard {
  readonly port: number
  readonly engine: FakeEngine
  readonly upstreamPort: number
  /** Requests that reached the service. */
  readonly reached: IncomingMessage[]
  stop(): Promise<void>
}

export interface GuardWishes {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void
  readonly judge?: Verdict
  readonly service?: Partial<HttpService>
  readonly limits?: HttpLimits
  readonly authorization?: string
  /** The shipped one where absent. */
  readonly phi?: Phi
  /** What the enforcer tells the operator goes here. */
  readonly logged?: unknown[]
}

/** What lets a client in. */
export const AUTH: { readonly authorization: string } = { authorization: `Bearer ${TOKEN}` }

/** An allow under which answers are masked, and requests go on as they are. */
export const MASKED: Verdict = {
  effect: 'allow',
  obligations: [
    {
      type: 'mask',
      relations: [],
      derived: 'mask',
      scan: true,
      bodies: { request: 'pass', response: 'mask', ids: 'keep' },
      rules: ['t'],
    },
  ],
}

export async function startGuard({
  serve,
  judge = MASKED,
  service = {},
  limits = {},
  authorization,
  phi,
  logged,
}: GuardWishes): Promise<HttpGuard> {
  const reached: IncomingMessage[] = []
  const server = createServer((request, response) => {
    reached.push(request)
    serve(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const upstreamPort = (server.address() as AddressInfo).port
  const engine = fakeEngine(() => judge)
  const running = http.run(
    {
      config: { name: 'http', type: 'http', port: 0, services: [], limits },
      tls: null,
      services: [
        {
          config: {
            target: 'svc',
            upstream: { url: `http://127.0.0.1:${upstreamPort}` },
            phi: true,
            kind: 'fhir',
            ...service,
          },
          authorization: authorization ?? null,
          ca: null,
        },
      ],
    },
    // The same object: tests replace parts of it while it runs.
    Object.assign(engine.context, phi && { phi }, logged && { log: logTo(logged) }),
  )
  const address = await Promise.race([engine.ready, running.then(() => '')])
  return {
    port: Number(address.split(':').at(-1)),
    engine,
    upstreamPort,
    reached,
    stop: async () => {
      engine.stop()
      await running
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

/** A guard for as long as `act` lasts. */
export async function guarded(
  wishes: GuardWishes,
  act: (guard: HttpGuard, url: string) => Promise<void>,
): Promise<void> {
  const guard = await startGuard(wishes)
  try {
    await act(guard, `http://127.0.0.1:${guard.port}`)
  } finally {
    await guard.stop()
  }
}

/** Sends bytes as they are, and answers all that came back until the other side closed, or nothing came for a while. */
export function raw(port: number, pieces: readonly (string | Buffer)[], quietMs = 1500): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const chunks: Buffer[] = []
    let ended = false
    const done = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text: Buffer.concat(chunks).toString('latin1'), ended })
    }
    let timer = setTimeout(done, quietMs)
    socket.on('connect', () => {
      for (const piece of pieces) socket.write(piece)
    })
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      clearTimeout(timer)
      timer = setTimeout(done, quietMs)
    })
    socket.on('close', () => {
      ended = true
      done()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
  })
}

export interface RawAnswer {
  readonly text: string
  /** The other side closed. */
  readonly ended: boolean
}
