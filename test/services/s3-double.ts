import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { S3Access } from '../../evidence/store/s3/s3-access.ts'
import { type Fault, Objects, Refusal, type Version } from './s3-double-objects.ts'

/** A small S3 of our own, which does wrong what it is told to. It checks no signatures: real servers do. */
export interface S3Double {
  readonly access: S3Access
  readonly objects: Objects
  readonly faults: Set<Fault>
  /** Requests so far. */
  readonly requests: () => number
  readonly stop: () => Promise<void>
}

const SKEW_MS = 15 * 60_000
const PAGE = 1000

export interface S3DoubleOptions {
  /** Added to its clock. */
  readonly clockMs?: number
  /** PEM texts: it then speaks TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

/** Starts one. Every bucket is there, with Object Lock. */
export async function startS3Double({ clockMs = 0, tls }: S3DoubleOptions = {}): Promise<S3Double> {
  const faults = new Set<Fault>()
  const objects = new Objects(faults)
  let requests = 0
  const serveOne = (request: IncomingMessage, response: ServerResponse): void => {
    requests++
    answer(request, response, { objects, faults, clockMs }).catch(() => response.destroy())
  }
  const server = tls ? createTlsServer({ cert: tls.certificate, key: tls.key }, serveOne) : createServer(serveOne)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    access: {
      endpoint,
      region: 'us-east-1',
      credentials: () => ({ accessKeyId: 'double', secretAccessKey: 'of-no-worth' }),
      timeoutMs: 2000,
    },
    objects,
    faults,
    requests: () => requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface World {
  readonly objects: Objects
  readonly faults: Set<Fault>
  readonly clockMs: number
}

async function answer(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  const { faults, clockMs } = world
  const bytes = await buffer(request)
  if (faults.has('is-silent')) return
  response.sendDate = false
  response.setHeader('date', new Date(Date.now() + clockMs).toUTCString())
  try {
    if (faults.has('is-busy')) throw new Refusal(503, 'SlowDown')
    if (faults.has('is-full') && request.method === 'PUT') throw new Refusal(507, 'XMinioStorageFull')
    if (faults.has('speaks-nonsense')) throw new Refusal(418, '\u001b[2Jpatient 123-45-6789')
    if (Math.abs(Date.now() + clockMs - signedAt(request)) > SKEW_MS) throw new Refusal(403, 'RequestTimeTooSkewed')
    const said = serve(request, bytes, world)
    if (faults.has('loses-answers') && request.method === 'PUT') {
      faults.delete('loses-answers')
      response.destroy()
      return
    }
    send(response, said, faults)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    response.writeHead(error.status, { 'content-type': 'application/xml' })
    response.end(`<Error><Code>${error.code}</Code><Message>${error.code}</Message></Error>`)
  }
}

interface Said {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

function serve(request: IncomingMessage, bytes: Buffer, { objects, faults }: World): Said {
  const url = new URL(request.url ?? '/', 'http://double')
  const key = decodeURIComponent(url.pathname).split('/').slice(2).join('/')
  const id = url.searchParams.get('versionId')
  const header = (name: string): string | undefined => request.headers[name]?.toString()
  if (url.searchParams.has('versioning'))
    return xml(faults.has('keeps-no-versions') ? '<VersioningConfiguration/>' : versioning('Enabled'))
  if (url.searchParams.has('object-lock')) {
    if (faults.has('has-no-lock')) throw new Refusal(404, 'ObjectLockConfigurationNotFoundError')
    return xml('<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>')
  }
  if (url.searchParams.has('versions')) return xml(listOf(objects, url.searchParams, faults))
  if (url.searchParams.has('retention')) {
    const read = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(bytes.toString())?.[1] ?? ''
    objects.lock(key, id, { mode: read('Mode'), until: read('RetainUntilDate') })
    return {}
  }
  if (request.method === 'PUT') return { headers: { 'x-amz-version-id': objects.put({ key, bytes, header }).id } }
  if (request.method === 'DELETE') {
    objects.delete(key, id)
    return {}
  }
  return object(objects.get(key, id), request.method === 'HEAD')
}

function object({ id, bytes, at, mode, until }: Version, isHead: boolean): Said {
  const lock = mode === undefined ? {} : { 'x-amz-object-lock-mode': mode }
  const date = until === undefined ? {} : { 'x-amz-object-lock-retain-until-date': until }
  const digest = createHash('sha256').update(bytes).digest('base64')
  const headers = { 'x-amz-version-id': id, 'last-modified': at.toUTCString(), ...lock, ...date }
  return isHead ? { headers } : { headers: { ...headers, 'x-amz-checksum-sha256': digest }, body: bytes }
}

function send(response: ServerResponse, { headers = {}, body = Buffer.alloc(0) }: Said, faults: Set<Fault>): void {
  const isObject = headers['x-amz-checksum-sha256'] !== undefined
  const claims = isObject && faults.has('claims-a-terabyte')
  response.writeHead(200, { ...headers, 'content-length': claims ? 2 ** 40 : body.length })
  if (isObject && faults.has('flips-a-bit')) {
    const flipped = Buffer.from(body)
    flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0)
    response.end(flipped)
  } else if (isObject && faults.has('cuts-bodies')) {
    response.write(body.subarray(0, body.length >> 1), () => response.destroy())
  } else if (claims) response.write(body)
  else response.end(body)
}

function listOf(objects: Objects, query: URLSearchParams, faults: Set<Fault>): string {
  const [keyMarker, idMarker] = [query.get('key-marker') ?? '', query.get('version-id-marker')]
  const most = Math.min(Number(query.get('max-keys') ?? PAGE), PAGE)
  const rows = objects.list(query.get('prefix') ?? '')
  const at = rows.findIndex(([key, { id }]) => key === keyMarker && id === idMarker)
  const rest = at >= 0 ? rows.slice(at + 1) : rows.filter(([key]) => key > keyMarker || faults.has('lists-backwards'))
  const page = faults.has('lists-without-end') ? rows.slice(0, most) : rest.slice(0, most)
  const entries = page.map(([key, { id, isMarker, at: made }, isLatest]) => {
    const name = isMarker ? 'DeleteMarker' : 'Version'
    const facts = `<Key>${encodeURIComponent(key)}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest>`
    return `<${name}>${facts}<LastModified>${made.toISOString()}</LastModified></${name}>`
  })
  const [last] = page.slice(-1)
  const next = last
    ? `<NextKeyMarker>${encodeURIComponent(last[0])}</NextKeyMarker><NextVersionIdMarker>${last[1].id}</NextVersionIdMarker>`
    : ''
  const isTruncated = page.length < rest.length || faults.has('lists-without-end')
  return `<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>${entries.join('')}${isTruncated ? next : ''}</ListVersionsResult>`
}

function versioning(status: string): string {
  return `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`
}

function xml(text: string): Said {
  return { headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) }
}

// As it stands in the signature: 20260131T235959Z.
function signedAt({ headers }: IncomingMessage): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
