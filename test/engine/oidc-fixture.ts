import { createServer, type RequestListener, type Server } from 'node:http'
import { createVerifier, type IdentityError, type OidcIssuer, openOidcIssuer, type Verifier } from '#engine'
import type { OidcIssuerConfig } from '#schemas'
import { rejects } from '#test/suite'
import type { KeyTimes } from '../../engine/identity/oidc/key-set.ts'
import type { TestOidc } from '../services/oidc.ts'

export const TIMES: KeyTimes = { freshMs: 600_000, staleMs: 3_600_000, cooldownMs: 30_000, retryMs: 5000 }

/** An issuer that a test watches, under a clock of its own. */
export interface Watched {
  readonly clock: { now: number }
  readonly opened: OidcIssuer
  readonly verifier: Verifier
  readonly failures: string[]
  readonly loads: boolean[]
  /** Ids of the keys that are held. */
  readonly kept: () => (string | undefined)[]
  readonly reason: (token: string) => Promise<string>
}

export function watch(issuer: string, over: Partial<OidcIssuerConfig> = {}, ca?: string): Watched {
  const clock = { now: Date.now() }
  const failures: string[] = []
  const loads: boolean[] = []
  let ids: (string | undefined)[] = []
  const opened = openOidcIssuer({
    config: { alias: 'idp', issuer, maxTokenSeconds: 604_800, ...over },
    ...(ca === undefined ? {} : { ca }),
    times: TIMES,
    report: {
      onLoaded: ({ keys }, changed) => {
        loads.push(changed)
        ids = keys.map(({ kid }) => kid)
      },
      onFailure: (error) => failures.push((error as IdentityError).operatorReason.split(':')[0] ?? ''),
    },
  })
  const verifier = createVerifier({ issuers: [opened.issuer], now: () => clock.now })
  const reason = async (token: string): Promise<string> => {
    const error = (await rejects(verifier.verify(token, 'cordon:data'), 'refused')) as IdentityError
    return error.operatorReason.split(':')[0] ?? ''
  }
  return { clock, opened, verifier, failures, loads, kept: () => ids, reason }
}

/** What is answered to a path: a document, a text, or a status alone. */
export type Documents = (path: string, issuer: string) => object | string | number | Promise<object>

export interface Served {
  readonly issuer: string
  readonly stop: () => Promise<void>
}

export async function serve(handle: RequestListener): Promise<Served> {
  const server: Server = createServer(handle)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { issuer: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, stop }
}

export async function serveDocuments(documents: Documents): Promise<Served & { hold: () => void; goOn: () => void }> {
  let gate: Promise<void> = Promise.resolve()
  let open = (): void => undefined
  const served = await serve(async (request, response) => {
    await gate
    const answer = await documents(request.url ?? '', served.issuer)
    if (typeof answer === 'number') response.writeHead(answer, { location: '/elsewhere' }).end()
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  const hold = (): void => {
    gate = new Promise((resolve) => {
      open = resolve
    })
  }
  return { ...served, hold, goOn: () => open() }
}

export async function keysOf(provider: TestOidc): Promise<object> {
  return (await (await fetch(`${provider.issuer}/jwks`)).json()) as object
}
