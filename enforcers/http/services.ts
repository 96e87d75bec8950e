import type { HttpService } from '#schemas'
import { HttpError } from './http-error.ts'
import type { ServiceOptions } from './options.ts'
import { readTemplate, type Template } from './route.ts'

/** A service, with everything about it that requests need made once. */
export interface Service {
  readonly target: string
  readonly kind: NonNullable<HttpService['kind']>
  readonly phi: boolean
  readonly templates: readonly Template[]
  /** Segments under which clients find it. */
  readonly prefix: readonly string[]
  readonly host: string | null
  /** Base address, its path without an end slash. */
  readonly upstream: URL
  readonly authorization: string | null
  readonly ca: string | null
}

/** Checks a service of the configuration. Throws TypeError with what to change. */
export function readService({ config, authorization, ca }: ServiceOptions): Service {
  const { target, upstream, phi, host, path = '/', kind = 'json', routes = [] } = config
  if (upstream === undefined) throw new TypeError(`${target} has no upstream: say where it is`)
  const url = readBase(upstream.url, target)
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && upstream.insecure !== true)
    throw new TypeError(`${target} is reached over plain http on another machine: use https, or set insecure: true`)
  if (authorization !== null && !/^[\x20-\x7e]{1,8192}$/.test(authorization))
    throw new TypeError(`the authorization of ${target} holds characters that no header may hold`)
  return {
    target,
    kind,
    phi,
    templates: routes.map(readTemplate),
    prefix: path.split('/').filter((part) => part !== ''),
    host: host?.toLowerCase() ?? null,
    upstream: url,
    authorization,
    ca,
  }
}

function readBase(text: string, target: string): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch (cause) {
    throw new TypeError(`the url of ${target} cannot be read`, { cause })
  }
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.search || url.hash || url.username || url.password)
    throw new TypeError(`the url of ${target} must be http or https, without user, query and fragment`)
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}

/** The service that a request is for: of those whose host fits, the one with the longest path. Throws HttpError. */
export function findService(
  services: readonly Service[],
  host: string,
  segments: readonly string[],
): { readonly service: Service; readonly segments: readonly string[] } {
  const name = host.replace(/:[0-9]+$/, '')
  let found: Service | null = null
  for (const service of services) {
    if (service.host !== null && service.host !== name) continue
    if (!service.prefix.every((part, at) => segments[at] === part)) continue
    if (found === null || rank(service) > rank(found)) found = service
  }
  if (found === null) throw new HttpError('service_unknown', 'No service is found here.')
  return { service: found, segments: segments.slice(found.prefix.length) }
}

// A name beats none, then the longer path.
function rank({ host, prefix }: Service): number {
  return (host === null ? 0 : 1000) + prefix.length
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
