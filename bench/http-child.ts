// One side of the HTTP benchmark, in a process of its own: the service, a bare reverse proxy in Node, or the HTTP
// enforcer with an engine that allows everything. Told which, and where the service is; answers with its port.
import { Agent, createServer, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clinic } from '#clinic'
import { type EnforcerContext, http } from '#enforcers'
import { type Decision, type HttpService, mintId } from '#schemas'
import { clinicResources, searchset } from '../examples/clinic/fhir-resources.ts'

export type HttpRole =
  | { readonly role: 'service'; readonly bytes: number }
  | { readonly role: 'proxy' | 'guard'; readonly service: number }

process.on('message', (message: HttpRole) => {
  start(message).then(
    (port) => process.send?.(port),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit())

function start(message: HttpRole): Promise<number> {
  switch (message.role) {
    case 'service':
      return listen(service(message.bytes))
    case 'proxy':
      return listen(proxy(message.service))
    case 'guard':
      return guard(message.service)
    default:
      return message satisfies never
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

/** One patient, or a bundle of as many patients and observations as make up the bytes. */
function service(bytes: number): Server {
  const { patients, observations } = clinicResources(clinic())
  const patient = Buffer.from(JSON.stringify(patients.get('17')))
  const all = [...patients.values(), ...observations.values()]
  const entries = Buffer.from(
    `${JSON.stringify(searchset(all, all.length, 'http://service.example')['entry']).slice(1, -1)},`,
  )
  const head = Buffer.from('{"resourceType":"Bundle","type":"searchset","entry":[')
  const tail = Buffer.from(`${JSON.stringify({ resource: patients.get('1') })}]}`)
  return createServer((incoming, response) => {
    const type = incoming.url?.startsWith('/blob') ? 'application/octet-stream' : 'application/fhir+json'
    if (incoming.url?.startsWith('/Patient/')) {
      response.writeHead(200, { 'content-type': type, 'content-length': patient.length }).end(patient)
      return
    }
    response.writeHead(200, { 'content-type': type })
    response.write(head)
    send(response, entries, Math.ceil(bytes / entries.length), tail)
  })
}

function send(response: ServerResponse, piece: Buffer, times: number, tail: Buffer): void {
  let left = times
  const more = (): void => {
    while (left-- > 0) if (!response.write(piece)) return void response.once('drain', more)
    response.end(tail)
  }
  more()
}

/** What anybody would write in an afternoon: headers and bodies passed on, nothing looked at. */
function proxy(port: number): Server {
  const agent = new Agent({ keepAlive: true })
  return createServer((incoming, response) => {
    const { method, url, headers } = incoming
    const outgoing = request({ host: '127.0.0.1', port, agent, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  })
}

/** The enforcer alone: what masking costs, without policy and log. */
async function guard(port: number): Promise<number> {
  let ready: (address: string) => void = () => undefined
  const address = new Promise<string>((resolve) => {
    ready = resolve
  })
  const upstream = { url: `http://127.0.0.1:${port}` }
  const services: HttpService[] = [
    { target: 'fhir', kind: 'fhir', phi: true, upstream },
    {
      target: 'blob',
      kind: 'plain',
      phi: false,
      path: '/blob',
      routes: ['/'],
      upstream: { url: `${upstream.url}/blob` },
    },
  ]
  const options = {
    config: { name: 'bench', type: 'http' as const, port: 0, services },
    tls: null,
    services: services.map((config) => ({ config, authorization: null, ca: null })),
  }
  void http.run(options, context(ready))
  return Number((await address).split(':').at(-1))
}

function context(ready: (address: string) => void): EnforcerContext {
  return {
    authenticate: async () => ({
      id: mintId('ses', Date.now()),
      run: 'run',
      human: 'local|ana',
      agent: 'bench',
      groups: [],
      issuer: 'local',
      assurance: 'demo',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    }),
    decide: async () => allow(),
    record: () => ({ durable: Promise.resolve() }),
    recordPayload: (_, exchange) => ({ exchange: 0, digest: '0'.repeat(64), bytes: exchange.length, truncated: false }),
    commit: () => '0'.repeat(64),
    ready,
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined, error: console.error },
    now: Date.now,
  }
}

function allow(): Decision {
  const bodies = { request: 'pass', response: 'mask', ids: 'keep' } as const
  return {
    decision: true,
    context: {
      id: mintId('dec', Date.now()),
      effect: 'allow',
      reasons: [{ rule: 'bench', message: 'bench' }],
      obligations: [{ type: 'mask', relations: [], derived: 'mask', scan: true, bodies, rules: ['bench'] }],
      policy: { digest: '0'.repeat(64), revision: 'bench' },
    },
  }
}
