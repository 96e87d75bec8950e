import type { Writable } from 'node:stream'
import type { Behind, BehindAnswer, BehindRequest } from './behind.ts'
import { drained } from './drained.ts'
import { GitError } from './git-error.ts'
import { type GitEnd, type GitPlace, gitEnd, startGit } from './process.ts'

export interface BackendParts {
  /** Folder of bare repositories. */
  readonly root: string
  /** Folder of hooks that every repository is served with. */
  readonly hooks: string
  readonly pushBytes: number
  readonly path: string
  readonly signal: AbortSignal
}

const MOST_HEAD = 16_384
const TYPE = /^content-type:\s*([\w./+-]{1,100})/i

/**
 * Repositories in a folder, served by `git http-backend` (git-http-backend(1), CGI/1.1). Every repository gets Cordon's hooks and
 * limits, whatever its own configuration says.
 */
export function httpBackend(parts: BackendParts): Behind {
  return { call: (request) => call(request, parts) }
}

async function call(request: BehindRequest, parts: BackendParts): Promise<BehindAnswer> {
  const child = startGit(['http-backend'], placeOf(request, parts))
  const end = gitEnd(child)
  end.catch(() => undefined)
  feed(child.stdin, request.body).catch(() => child.stdin.destroy())
  const output = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const { head, rest } = await readHead(output)
  const lines = head.split('\r\n')
  const status = Number(lines.find((line) => line.startsWith('Status: '))?.slice(8, 11) ?? 200)
  const type = lines.map((line) => TYPE.exec(line)?.[1]).find((found) => found !== undefined) ?? 'text/plain'
  return { status, type, body: bodyOf(rest, output, end) }
}

function placeOf(
  { route, protocol, body, env }: BehindRequest,
  { root, hooks, pushBytes, path, signal }: BackendParts,
): GitPlace {
  const { repository, service, step } = route
  const settings: readonly (readonly [string, string])[] = [
    ['core.hooksPath', hooks],
    ['safe.directory', '*'],
    ['http.receivepack', 'true'],
    ['receive.maxInputSize', String(pushBytes)],
    ['receive.fsckObjects', 'true'],
    ['receive.keepAlive', '5'],
    ['receive.autogc', 'false'],
    // Signed pushes would need a seed, and are not taken at the door either.
    ['receive.certNonceSeed', ''],
  ]
  const config = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ])
  return {
    folder: root,
    path,
    signal,
    env: {
      ...env,
      ...Object.fromEntries(config),
      GIT_CONFIG_COUNT: String(settings.length),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${repository}/${step === 'refs' ? 'info/refs' : service}`,
      REQUEST_METHOD: body === null ? 'GET' : 'POST',
      QUERY_STRING: step === 'refs' ? `service=${service}` : '',
      CONTENT_TYPE: step === 'refs' ? '' : `application/x-${service}-request`,
      REMOTE_USER: 'cordon',
      REMOTE_ADDR: 'cordon',
      ...(protocol === '' ? {} : { GIT_PROTOCOL: protocol, HTTP_GIT_PROTOCOL: protocol }),
    },
  }
}

// What the process no longer wants is still read from the client: it listens only when it has said all.
async function feed(stdin: Writable, body: BehindRequest['body']): Promise<void> {
  try {
    for await (const chunk of body ?? []) if (!stdin.destroyed && !stdin.write(chunk)) await drained(stdin)
  } finally {
    stdin.end()
  }
}

async function readHead(output: AsyncIterator<Buffer>): Promise<{ readonly head: string; readonly rest: Buffer }> {
  let held: Buffer = Buffer.alloc(0)
  for (;;) {
    const end = held.indexOf('\r\n\r\n')
    if (end >= 0) return { head: held.toString('latin1', 0, end), rest: held.subarray(end + 4) }
    const { done, value } = await output.next()
    if (done || held.length > MOST_HEAD) throw new GitError('git', 'git http-backend gave no answer')
    held = Buffer.concat([held, value])
  }
}

async function* bodyOf(rest: Buffer, output: AsyncIterator<Buffer>, end: Promise<GitEnd>): AsyncGenerator<Buffer> {
  if (rest.length > 0) yield rest
  for (let next = await output.next(); !next.done; next = await output.next()) yield next.value
  await end
}
