import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clinic } from './data.ts'
import { clinicResources, type Resource, searchset } from './fhir-resources.ts'

/** A small FHIR-shaped service over the clinic's generated data, on loopback. */
export interface ClinicFhir {
  readonly url: string
  /** Requests that reached it, as `METHOD target`; newest last, a thousand at most. */
  readonly requests: readonly string[]
  readonly stop: () => Promise<void>
}

export interface ClinicFhirOptions {
  readonly clinic: Clinic
  /** Value of the `authorization` header without which it answers 401; none is wanted where absent. */
  readonly authorization?: string
  /** Loopback, and a free port, where absent. */
  readonly host?: string
  readonly port?: number
}

const MOST_REMEMBERED = 1000
const MOST_BODY = 1_048_576
const DEFAULT_PAGE = 1000

/** Reads, searches, `$everything`, `$export` and writes of Patient and Observation: what the story and the tests need. */
export async function startClinicFhir({
  clinic,
  authorization,
  host = '127.0.0.1',
  port: wanted = 0,
}: ClinicFhirOptions): Promise<ClinicFhir> {
  const { patients, observations } = clinicResources(clinic)
  const resources: Store = { Patient: new Map(patients), Observation: new Map(observations) }
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    if (requests.length > MOST_REMEMBERED) requests.shift()
    if (authorization !== undefined && request.headers.authorization !== authorization)
      return send(response, 401, outcome('login'), { 'www-authenticate': 'Bearer' })
    respond(request, response, resources).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(wanted, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Store = Readonly<Record<'Patient' | 'Observation', Map<string, Resource>>>

async function respond(request: IncomingMessage, response: ServerResponse, store: Store): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://service.invalid')
  const base = `${request.headers['x-forwarded-proto'] ?? 'http'}://${request.headers['x-forwarded-host'] ?? request.headers.host}${request.headers['x-forwarded-prefix'] ?? ''}`
  const [type = '', id, operation] = url.pathname.slice(1).split('/')
  if (type === 'metadata')
    return send(response, 200, { resourceType: 'CapabilityStatement', status: 'active', kind: 'instance' })
  if (type !== 'Patient' && type !== 'Observation') return send(response, 404, outcome('not-found'))
  const all = store[type]
  if (request.method === 'POST' || request.method === 'PUT') return write(request, response, all, type, id, base)
  if (id === '$export') return bulk(response, store)
  if (id === undefined) return search(response, [...all.values()], url.searchParams, base)
  const found = all.get(id)
  if (found === undefined) return send(response, 404, outcome('not-found'))
  if (operation === '$everything') {
    const own = [...store.Observation.values()].filter((one) => isOf(one, id))
    return send(response, 200, searchset([found, ...own], own.length + 1, base))
  }
  return send(response, 200, found, { etag: 'W/"1"', 'last-modified': new Date(0).toUTCString() })
}

function search(response: ServerResponse, all: readonly Resource[], asked: URLSearchParams, base: string): void {
  const patient = asked.get('patient') ?? asked.get('subject')
  const wanted = asked.get('_id')?.split(',')
  const found = all.filter(
    (one) =>
      (patient === null || isOf(one, patient.replace('Patient/', ''))) &&
      (wanted === undefined || wanted.includes(one.id)),
  )
  const page = Number(asked.get('_count') ?? DEFAULT_PAGE)
  send(response, 200, searchset(found.slice(0, page), found.length, base))
}

// Bulk data in one answer: one resource a line.
function bulk(response: ServerResponse, store: Store): void {
  response.writeHead(200, { 'content-type': 'application/fhir+ndjson' })
  for (const one of store.Patient.values()) response.write(`${JSON.stringify(one)}\n`)
  response.end()
}

async function write(
  request: IncomingMessage,
  response: ServerResponse,
  all: Map<string, Resource>,
  type: string,
  id: string | undefined,
  base: string,
): Promise<void> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_BODY) return send(response, 413, outcome('too-long'))
    chunks.push(chunk)
  }
  const given = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
  const own = id ?? String(all.size + 1)
  const resource: Resource = { ...given, resourceType: type, id: own }
  const isNew = !all.has(own)
  all.set(own, resource)
  send(response, isNew ? 201 : 200, resource, { location: `${base}/${type}/${own}/_history/1` })
}

function isOf(resource: Resource, patient: string): boolean {
  return (resource['subject'] as { reference?: string } | undefined)?.reference === `Patient/${patient}`
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/fhir+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}

function outcome(code: string): Resource {
  return { resourceType: 'OperationOutcome', id: code, issue: [{ severity: 'error', code }] }
}
