import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface GitServer {
  readonly url: string
  /** Requests that came, as `METHOD path`. */
  readonly requests: readonly string[]
  /** `Authorization` headers that came. */
  readonly logins: ReadonlySet<string>
  readonly stop: () => Promise<void>
}

export interface GitServerOptions {
  /** `user:password` that must be shown; anybody may come where absent. */
  readonly login?: string
  /** Configuration on top, as `key=value`. */
  readonly settings?: readonly string[]
}

/** A Git server over smart HTTP for tests: a bridge from Node to `git http-backend` (CGI/1.1), over a folder of bare repositories. */
export async function startGitServer(
  root: string,
  { login, settings = [] }: GitServerOptions = {},
): Promise<GitServer> {
  const requests: string[] = []
  const logins = new Set<string>()
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const { authorization = '' } = request.headers
    logins.add(authorization)
    if (login !== undefined && authorization !== `Basic ${Buffer.from(login).toString('base64')}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end()
      return
    }
    bridge(request, response, root, settings)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    logins,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function bridge(request: IncomingMessage, response: ServerResponse, root: string, settings: readonly string[]): void {
  const url = new URL(request.url ?? '', 'http://localhost')
  const pairs = [['http.receivepack', 'true'], ...settings.map((one) => one.split('='))]
  const config = pairs.flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(config),
      GIT_CONFIG_COUNT: String(pairs.length),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      REMOTE_USER: 'cordon',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  })
  child.stdin.on('error', () => undefined)
  request.pipe(child.stdin)
  let head = Buffer.alloc(0)
  let begun = false
  child.stdout.on('data', (chunk: Buffer) => {
    if (begun) return void response.write(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    begun = true
    const headers = head.toString('latin1', 0, end).split('\r\n')
    const status = headers.find((line) => line.startsWith('Status: '))
    const fields = headers.filter((line) => !line.startsWith('Status: ')).map((line) => line.split(': ', 2))
    response.writeHead(Number(status?.slice(8, 11) ?? 200), Object.fromEntries(fields) as Record<string, string>)
    response.write(head.subarray(end + 4))
  })
  child.on('close', () => response.end())
}
