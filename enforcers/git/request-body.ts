import type { IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import { GitError } from './git-error.ts'
import { type PushHead, PushHeadReader } from './receive-commands.ts'

/** Bytes that are read and thrown away after a limit was crossed, so that the client gets to read why. */
const MOST_DRAINED = 64 * 1024 * 1024

/**
 * The body of a request, unpacked where it is gzip'ed (git does that to small ones), at most `most` bytes of it. Throws GitError
 * `too-large`, `protocol`, `closed`.
 */
export async function* readBody(request: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding))
    throw new GitError('protocol', 'the request is packed in a way that is not known here: send it plain or as gzip')
  const source = encoding === 'identity' ? request : request.pipe(createGunzip())
  // A pipe does not carry the client's end by itself.
  const broken = (): void => void source.destroy(new GitError('closed', 'the client went away'))
  if (source !== request) request.once('close', () => request.complete || broken())
  let length = 0
  try {
    // Who stops reading early still wants to answer: the request is not destroyed, but drained.
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > most) throw new GitError('too-large', `a request may be ${most} bytes long at most`)
      yield chunk
    }
  } catch (error) {
    if (error instanceof GitError) throw error
    const closed = request.destroyed && !request.complete
    throw new GitError(
      closed ? 'closed' : 'protocol',
      closed ? 'the client went away' : 'the request can not be unpacked',
      {
        cause: error,
      },
    )
  }
  if (!request.complete) throw new GitError('closed', 'the client went away')
}

/** Reads on until the client has said all, within bounds: git reads no answer before. */
export async function drain(request: IncomingMessage): Promise<void> {
  let length = 0
  request.unpipe()
  // A reader that stopped lets go of the stream in the next turn only.
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise<void>((resolve) => {
    if (request.readableEnded || request.destroyed) return resolve()
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MOST_DRAINED) request.destroy()
    })
    request.once('end', resolve)
    request.once('close', resolve)
    request.resume()
  })
}

/** A push whose head was read; `body` gives the whole request again, from its first byte. */
export interface OpenedPush {
  readonly head: PushHead
  readonly body: AsyncIterable<Buffer>
}

/** Reads the head of a push. Throws GitError where it ends before, or is none. */
export async function openPush(source: AsyncGenerator<Buffer>): Promise<OpenedPush> {
  const reader = new PushHeadReader()
  const held: Buffer[] = []
  for (let next = await source.next(); !next.done; next = await source.next()) {
    held.push(next.value)
    const head = reader.push(next.value)
    if (head !== null) return { head, body: again(held, source) }
  }
  throw new GitError('protocol', 'the push ends before its list of refs does')
}

async function* again(held: readonly Buffer[], source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* held
  yield* source
}
