import { GitError } from './git-error.ts'
import { type GitPlace, gitEnd, startGit } from './process.ts'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

/** One object of a repository, as its content begins to arrive. */
export interface ObjectHead {
  readonly id: string
  readonly type: ObjectType
  /** Bytes. */
  readonly size: number
}

/** Takes the content of one object. */
export interface ObjectSink {
  readonly write: (chunk: Buffer) => void
  /** Bytes that `write` took and has not worked on: reading waits for it. Null where there are none. */
  readonly settle: () => Promise<void> | null
  /** Null where all is done: most objects are small, and a wait for each costs more than reading some. */
  readonly end: () => Promise<void> | null
}

const MOST_HEAD = 200
const TYPES: ReadonlySet<string> = new Set(['commit', 'tree', 'blob', 'tag'])

/**
 * Reads objects with one `git cat-file --batch`, in the order asked for; each byte of each is seen once. Rejects with
 * GitError `git` where one is missing or git fails.
 */
export async function readObjects(
  ids: readonly string[],
  place: GitPlace,
  open: (head: ObjectHead) => ObjectSink,
): Promise<void> {
  if (ids.length === 0) return
  const child = startGit(['cat-file', '--batch', '--buffer'], place)
  const end = gitEnd(child)
  end.catch(() => undefined)
  child.stdin.end(`${ids.join('\n')}\n`)
  const reader = new BatchReader(open)
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) await reader.take(chunk)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  const { code, said } = await end
  if (code !== 0 || reader.objects !== ids.length)
    throw new GitError('git', 'the objects of the push could not all be read', { cause: new Error(said) })
}

/** `<id> SP <type> SP <size> LF <content> LF`, again and again. */
class BatchReader {
  readonly #open: (head: ObjectHead) => ObjectSink
  #head = ''
  #sink: ObjectSink | null = null
  #left = 0
  objects = 0

  constructor(open: (head: ObjectHead) => ObjectSink) {
    this.#open = open
  }

  async take(chunk: Buffer): Promise<void> {
    let at = 0
    while (at < chunk.length) {
      const sink = this.#sink
      if (sink === null) {
        at = this.#readHead(chunk, at)
        continue
      }
      const end = Math.min(chunk.length, at + this.#left)
      if (end > at) {
        sink.write(chunk.subarray(at, end))
        this.#left -= end - at
        const settled = sink.settle()
        if (settled !== null) await settled
      }
      at = end
      // The line end behind the content may come with the next chunk.
      if (this.#left > 0 || end === chunk.length) return
      const ended = sink.end()
      if (ended !== null) await ended
      this.#sink = null
      this.objects++
      at++
    }
  }

  #readHead(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(0x0a, at)
    this.#head += chunk.toString('latin1', at, end < 0 ? chunk.length : end)
    if (this.#head.length > MOST_HEAD) throw new GitError('git', 'git cat-file answered something unexpected')
    if (end < 0) return chunk.length
    const [id = '', type = '', size = ''] = this.#head.split(' ')
    this.#head = ''
    if (!TYPES.has(type) || !/^\d{1,15}$/.test(size)) throw new GitError('git', 'an object of the push is missing')
    this.#left = Number(size)
    this.#sink = this.#open({ id, type: type as ObjectType, size: this.#left })
    return end + 1
  }
}
