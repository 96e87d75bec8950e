import { request } from 'node:http'
import { CommandError, type Io } from './io.ts'
import type { RunningState } from './state.ts'

const TIMEOUT_MS = 10_000
const MOST_BYTES = 64 * 1024 * 1024

/** A caller of the engine's API over its Unix socket, with the token in CORDON_OFFICER_TOKEN. */
export interface Api {
  /** The parsed answer of a 2xx. Throws CommandError with the problem's own words otherwise. */
  readonly call: (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>
}

export function officerApi(io: Io, { socket }: Pick<RunningState, 'socket'>): Api {
  const token = io.env['CORDON_OFFICER_TOKEN']
  if (!token) {
    throw new CommandError(
      'no officer token: set CORDON_OFFICER_TOKEN to what `cordon token issue --human … --group security-officers --role officer` prints',
    )
  }
  return createApi(socket, token)
}

export function createApi(socket: string, token: string): Api {
  return {
    call: async (method, path, body) => {
      const { status, text } = await exchange({ socket, token, method, path, body })
      const answer = text === '' ? {} : parseAnswer(text)
      if (status >= 200 && status < 300) return answer
      const { title, detail, code } = answer as { title?: string; detail?: string; code?: string }
      throw new CommandError(`${detail ?? title ?? `the engine answered ${status}`}${code ? ` (${code})` : ''}`)
    },
  }
}

interface Exchange {
  readonly socket: string
  readonly token: string
  readonly method: string
  readonly path: string
  readonly body: object | undefined
}

function exchange({ socket, token, method, path, body }: Exchange): Promise<{ status: number; text: string }> {
  const content = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    host: 'localhost',
    authorization: `Bearer ${token}`,
    ...(content === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: socket, method, path, headers, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MOST_BYTES) response.destroy(new CommandError('the engine answered more than this command takes'))
        else chunks.push(chunk)
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
      response.on('error', reject)
    })
    outgoing.on('timeout', () =>
      outgoing.destroy(new CommandError(`the engine did not answer within ${TIMEOUT_MS / 1000} s`)),
    )
    outgoing.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause instanceof CommandError) return reject(cause)
      reject(
        new CommandError(
          `the engine cannot be reached at ${socket} (${cause.code ?? cause.message}): is Cordon running?`,
          { cause },
        ),
      )
    })
    outgoing.end(content)
  })
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CommandError('the engine answered something that is no JSON: is another program behind that socket?', {
      cause,
    })
  }
}
