import { generateKeyPairSync, type JsonWebKey, type KeyObject, randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type JWTHeaderParameters, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

/** A real OpenID provider on loopback, with ES256 and RS256 keys, that answers token exchange (RFC 8693) on its word. */
export interface TestOidc {
  readonly issuer: string
  /** An access token as the provider makes it (RFC 9068). */
  readonly token: (wishes: TokenWishes) => Promise<string>
  /** Whatever a forger would like to see signed, with the provider's own ES256 key unless another is given. */
  readonly sign: (claims: object, header?: Partial<JWTHeaderParameters>, key?: KeyObject) => Promise<string>
  readonly key: (alg: Algorithm) => ProviderKey
  /** New keys; the old ones are gone. */
  readonly rotate: () => void
  /** The provider is away: connections are refused until `resume`. */
  readonly pause: () => Promise<void>
  readonly resume: () => Promise<void>
  /** How often keys and metadata were asked for. */
  readonly asked: { keys: number; metadata: number }
  readonly stop: () => Promise<void>
}

export interface TokenWishes {
  readonly human: string
  readonly audience: string
  readonly agent?: string
  readonly groups?: readonly string[]
  readonly ttlSeconds?: number
  readonly alg?: Algorithm
  /** More claims, or others. */
  readonly claims?: object
}

export type Algorithm = 'ES256' | 'RS256'

export interface ProviderKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const CLIENT = 'agent-platform'
const SECRET = 'a-secret-of-tests-alone'

/** Starts one. With `tls` it is reached by https; `port` keeps the address of an earlier one. */
export async function startOidc({
  tls,
  port = 0,
}: {
  readonly tls?: { readonly certificate: string; readonly key: string }
  readonly port?: number
} = {}): Promise<TestOidc> {
  const asked = { keys: 0, metadata: 0 }
  let serve: RequestListener = () => undefined
  const handle: RequestListener = (request, response) => {
    if (request.url === '/jwks') asked.keys++
    if (request.url?.startsWith('/.well-known/')) asked.metadata++
    serve(request, response)
  }
  const server = tls ? createTlsServer({ cert: tls.certificate, key: tls.key }, handle) : createServer(handle)
  await listen(server, port)
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : 0
  const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${bound}`
  let keys = makeKeys()
  let provider = quietly(() => makeProvider(issuer, keys))
  serve = provider.callback()

  return {
    issuer,
    asked,
    key: (alg) => keys[alg],
    sign: (claims, header = {}, privateKey = keys.ES256.privateKey) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: keys.ES256.kid, ...header })
        .sign(privateKey),
    token: async ({ human, audience, agent, groups, ttlSeconds = 600, alg = 'ES256', claims = {} }) => {
      const all = { sid: `run-${human}`, auth_time: Math.floor(Date.now() / 1000), ...(groups ? { groups } : {}) }
      const extra = { ...all, ...(agent === undefined ? {} : { act: { sub: agent } }), ...claims }
      const wishes = { human, alg, ttl: String(ttlSeconds), extra: JSON.stringify(extra), audience }
      return exchange(provider, wishes)
    },
    rotate: () => {
      keys = makeKeys()
      provider = quietly(() => makeProvider(issuer, keys))
      serve = provider.callback()
    },
    pause: () => close(server),
    resume: () => listen(server, bound),
    stop: () => close(server),
  }
}

function makeProvider(issuer: string, keys: Record<Algorithm, ProviderKey>): Provider {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: [EXCHANGE],
        redirect_uris: [],
        response_types: [],
      },
    ],
    jwks: { keys: Object.entries(keys).map(([alg, key]) => privateJwk(alg, key)) },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    extraTokenClaims: ({ oidc }: { oidc: { params: Record<string, string> } }) =>
      JSON.parse(oidc.params['extra'] ?? '{}') as object,
  })
  provider.registerGrantType(
    EXCHANGE,
    async (context) => {
      const { human, audience, alg, ttl } = context.oidc.params
      const { client } = context.oidc
      const token = new provider.AccessToken({ client, accountId: human, gty: EXCHANGE, expiresIn: Number(ttl) })
      token.resourceServer = new provider.ResourceServer(audience ?? '', {
        audience,
        accessTokenFormat: 'jwt',
        accessTokenTTL: Number(ttl),
        jwt: { sign: { alg } },
      })
      context.body = { access_token: await token.save(), token_type: 'Bearer' }
    },
    ['human', 'audience', 'alg', 'ttl', 'extra'],
  )
  return provider
}

async function exchange(provider: Provider, wishes: Record<string, string>): Promise<string> {
  // On a server of its own: a token can be had while the provider that is asked for keys is away.
  const server = createServer(provider.callback())
  await listen(server, 0)
  try {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const response = await fetch(`http://127.0.0.1:${port}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: EXCHANGE, client_id: CLIENT, client_secret: SECRET, ...wishes }),
    })
    const text = await response.text()
    const { access_token: token } = JSON.parse(text) as { access_token?: string }
    if (token === undefined) throw new Error(`the provider gave no token: ${text}`)
    return token
  } finally {
    await close(server)
  }
}

function makeKeys(): Record<Algorithm, ProviderKey> {
  const kid = (): string => randomBytes(8).toString('hex')
  return {
    ES256: { kid: kid(), ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
    RS256: { kid: kid(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) },
  }
}

function privateJwk(alg: string, { kid, privateKey }: ProviderKey): JsonWebKey {
  return { ...privateKey.export({ format: 'jwk' }), alg, kid, use: 'sig' }
}

// It tells everybody at every start what a production would need.
function quietly<T>(make: () => T): T {
  const { warn, info } = console
  Object.assign(console, { warn: () => undefined, info: () => undefined })
  try {
    return make()
  } finally {
    Object.assign(console, { warn, info })
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
