import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Behind, BehindAnswer, BehindRequest } from './behind.ts'
import { GitError } from './git-error.ts'

export interface UpstreamParts {
  readonly url: string
  readonly user: string
  /** Only Cordon has it; null where the server asks for none. */
  readonly password: string | null
  /** PEM of the authority; null: the system's. */
  readonly ca: string | null
  readonly idleMs: number
  readonly signal: AbortSignal
}

/** A smart-HTTP server behind Cordon, which logs in there with credentials of its own: the client's token goes no further. */
export function upstreamServer(parts: UpstreamParts): Behind {
  const base = new URL(parts.url)
  if (base.protocol !== 'https:' && base.protocol !== 'http:')
    throw new GitError('upstream', 'upstream.url begins with https:// (or http:// for a server on this machine)')
  return { call: (request) => call(request, base, parts) }
}

async function call(request: BehindRequest, base: URL, parts: UpstreamParts): Promise<BehindAnswer> {
  const incoming = await exchange(request, base, parts)
  const status = incoming.statusCode ?? 0
  if (status !== 200) incoming.resume()
  if (status === 404) throw new GitError('upstream', 'there is no such repository')
  if (status === 401 || status === 403)
    throw new GitError('upstream', 'the server behind Cordon refuses its login: tell who runs Cordon')
  if (status !== 200)
    throw new GitError('upstream', `the server behind Cordon answered ${status}: tell who runs Cordon`)
  return { status, type: incoming.headers['content-type'] ?? 'application/octet-stream', body: incoming }
}

function exchange({ route, protocol, body }: BehindRequest, base: URL, parts: UpstreamParts): Promise<IncomingMessage> {
  const { repository, service, step } = route
  const path = `${base.pathname.replace(/\/$/, '')}/${repository.split('/').map(encodeURIComponent).join('/')}`
  const options: RequestOptions & { ca?: string } = {
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port || (base.protocol === 'https:' ? 443 : 80),
    method: step === 'refs' ? 'GET' : 'POST',
    path: step === 'refs' ? `${path}/info/refs?service=${service}` : `${path}/${service}`,
    headers: headersOf({ protocol, service, step }, parts),
    signal: parts.signal,
    timeout: parts.idleMs,
    ...(parts.ca === null ? {} : { ca: parts.ca }),
  }
  return new Promise((resolve, reject) => {
    const outgoing = (base.protocol === 'https:' ? httpsRequest : httpRequest)(options, resolve)
    outgoing.on('timeout', () => outgoing.destroy(new Error('it says nothing')))
    outgoing.on('error', (cause) =>
      reject(new GitError('upstream', 'the server behind Cordon can not be reached', { cause })),
    )
    if (body === null) outgoing.end()
    else
      pipeline(Readable.from(body, { objectMode: false }), outgoing).catch((cause: unknown) =>
        outgoing.destroy(cause as Error),
      )
  })
}

function headersOf(
  { protocol, service, step }: { readonly protocol: string; readonly service: string; readonly step: string },
  { user, password }: UpstreamParts,
): Record<string, string> {
  const login =
    password === null ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  return {
    ...login,
    'user-agent': 'git/cordon',
    accept: step === 'refs' ? '*/*' : `application/x-${service}-result`,
    ...(step === 'refs' ? {} : { 'content-type': `application/x-${service}-request` }),
    ...(protocol === '' ? {} : { 'git-protocol': protocol }),
  }
}
