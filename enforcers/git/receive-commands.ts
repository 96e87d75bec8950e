import { isUtf8 } from 'node:buffer'
import { GitError } from './git-error.ts'
import { PacketReader } from './pkt-line.ts'

/** What a push asks of one ref. Zeros stand for "not there". */
export interface RefCommand {
  readonly ref: string
  readonly old: string
  readonly new: string
}

/** The head of a receive-pack request (gitprotocol-pack: reference update request). */
export interface PushHead {
  readonly commands: readonly RefCommand[]
  readonly capabilities: ReadonlySet<string>
  readonly options: readonly string[]
  /** Boundary commits of the shallow clone that pushes. */
  readonly shallow: readonly string[]
  /** Bytes of the request before the pack. */
  readonly length: number
}

const MOST_COMMANDS = 10_000
const MOST_OPTIONS = 100
const MOST_HEAD_BYTES = 4 * 1024 * 1024
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

export const ZEROS: RegExp = /^0+$/

/** Reads the head of a push as it arrives; what follows it is the pack. */
export class PushHeadReader {
  readonly #packets = new PacketReader()
  readonly #commands: RefCommand[] = []
  readonly #options: string[] = []
  readonly #shallow: string[] = []
  #capabilities: ReadonlySet<string> = new Set()
  #stage: 'commands' | 'options' | 'done' = 'commands'
  #taken = 0

  /** The head once it is whole; null where more bytes are wanted. Throws GitError `protocol`, `too-large`. */
  push(chunk: Buffer): PushHead | null {
    this.#taken += chunk.length
    this.#packets.push(chunk)
    while (this.#stage !== 'done') {
      const packet = this.#packets.next()
      if (packet === null) {
        if (this.#taken > MOST_HEAD_BYTES) throw new GitError('too-large', 'the list of refs in this push is too long')
        return null
      }
      if (packet.kind === 'data') this.#take(packet.bytes)
      else if (packet.kind === 'flush') this.#flush()
      else throw new GitError('protocol', 'the head of the push holds a packet that does not belong there')
    }
    return {
      commands: this.#commands,
      capabilities: this.#capabilities,
      options: this.#options,
      shallow: this.#shallow,
      length: this.#taken - this.#packets.rest.length,
    }
  }

  #take(bytes: Buffer): void {
    if (this.#stage === 'options') {
      if (this.#options.length >= MOST_OPTIONS) throw new GitError('too-large', 'too many push options')
      this.#options.push(strictText(bytes))
      return
    }
    const zero = bytes.indexOf(0)
    const line = strictText(zero < 0 ? bytes : bytes.subarray(0, zero))
    if (zero >= 0 && this.#commands.length === 0 && this.#capabilities.size === 0)
      this.#capabilities = new Set(
        strictText(bytes.subarray(zero + 1))
          .split(' ')
          .filter(Boolean),
      )
    else if (zero >= 0) throw new GitError('protocol', 'a command of the push holds a zero byte')
    if (line.startsWith('shallow ')) this.#shallow.push(objectId(line.slice(8)))
    else if (line.startsWith('push-cert'))
      throw new GitError('protocol', 'signed pushes are not taken: push without --signed')
    else this.#commands.push(readCommand(line))
    if (this.#commands.length + this.#shallow.length > MOST_COMMANDS)
      throw new GitError('too-large', `a push may change ${MOST_COMMANDS} refs at most`)
  }

  #flush(): void {
    // A lone flush is git's probe before a large push.
    if (this.#stage === 'commands' && this.#commands.length > 0 && this.#capabilities.has('push-options'))
      this.#stage = 'options'
    else this.#stage = 'done'
  }
}

/** One command: `old SP new SP ref`. Throws GitError `protocol`. */
export function readCommand(line: string): RefCommand {
  const [old = '', next = '', ...rest] = line.split(' ')
  const ref = rest.join(' ')
  if (ref === '' || ref.length > 4096) throw new GitError('protocol', 'a command of the push names no ref')
  return { old: objectId(old), new: objectId(next), ref }
}

function objectId(text: string): string {
  if (!OBJECT_ID.test(text)) throw new GitError('protocol', 'a command of the push holds no object id')
  return text
}

function strictText(bytes: Buffer): string {
  const line = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes
  if (!isUtf8(line)) throw new GitError('protocol', 'a name in the head of the push is not UTF-8')
  return line.toString('utf8')
}
