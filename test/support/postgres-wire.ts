import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** One message of a server, with what tests look at. */
export interface WireMessage {
  readonly tag: string
  readonly body: Buffer
}

/**
 * A client that says exactly what a test tells it to, byte for byte. It knows no state: whoever asks for too
 * much waits until the test's own deadline.
 */
export class RawClient {
  readonly #socket: Duplex
  #held = Buffer.alloc(0)
  #wake: () => void = () => undefined
  #ended = false

  /** Over a connection that is logged in already. */
  constructor(socket: Duplex) {
    this.#socket = socket
    socket.on('data', (chunk) => {
      this.#held = Buffer.concat([this.#held, chunk])
      this.#wake()
    })
    const end = (): void => {
      this.#ended = true
      this.#wake()
    }
    socket.on('end', end)
    socket.on('close', end)
    socket.on('error', end)
  }

  static async open(port: number, host = '127.0.0.1'): Promise<RawClient> {
    const socket = connect({ port, host, noDelay: true })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('error', reject)
    })
    return new RawClient(socket)
  }

  get ended(): boolean {
    return this.#ended && this.#held.length === 0
  }

  send(...parts: readonly Buffer[]): void {
    this.#socket.write(Buffer.concat(parts))
  }

  /** Sends bytes in pieces of the given size, each in its own packet where the system plays along. */
  async sendCut(bytes: Buffer, size: number): Promise<void> {
    for (let at = 0; at < bytes.length; at += size) {
      this.#socket.write(bytes.subarray(at, at + size))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** The next message, or null where the server closed. */
  async next(): Promise<WireMessage | null> {
    for (;;) {
      if (this.#held.length >= 5) {
        const length = this.#held.readInt32BE(1) + 1
        if (this.#held.length >= length) {
          const message = { tag: String.fromCharCode(this.#held[0] as number), body: this.#held.subarray(5, length) }
          this.#held = this.#held.subarray(length)
          return message
        }
      }
      if (this.#ended) return null
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** One raw byte, for answers to SSLRequest and the like. */
  async byte(): Promise<string> {
    while (this.#held.length === 0 && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    const letter = this.#held.subarray(0, 1).toString('latin1')
    this.#held = this.#held.subarray(1)
    return letter
  }

  /** Everything up to and with the `count`th ReadyForQuery, or the end. */
  async untilReady(count = 1): Promise<WireMessage[]> {
    const messages: WireMessage[] = []
    for (let left = count; left > 0; ) {
      const message = await this.next()
      if (message === null) break
      messages.push(message)
      if (message.tag === 'Z') left--
    }
    return messages
  }

  /** Everything until the server closes. */
  async untilEnd(): Promise<WireMessage[]> {
    const messages: WireMessage[] = []
    for (let message = await this.next(); message !== null; message = await this.next()) messages.push(message)
    return messages
  }

  close(): void {
    this.#socket.destroy()
  }
}

function message(tag: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(5)
  head.write(tag, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`, 'utf8')
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

/** A startup message. */
export function startup(parameters: Readonly<Record<string, string>>, version = 196_608): Buffer {
  const body = [int32(version), ...Object.entries(parameters).flatMap(([name, value]) => [text(name), text(value)])]
  const whole = Buffer.concat([...body, Buffer.of(0)])
  return Buffer.concat([int32(whole.length + 4), whole])
}

/** Frontend messages by their names in the manual. */
export const say = {
  query: (sql: string): Buffer => message('Q', text(sql)),
  parse: (name: string, sql: string, types: readonly number[] = []): Buffer =>
    message('P', text(name), text(sql), int16(types.length), ...types.map(int32)),
  bind: (
    portal: string,
    statement: string,
    values: readonly (string | null)[] = [],
    results: readonly number[] = [],
  ): Buffer =>
    message(
      'B',
      text(portal),
      text(statement),
      int16(0),
      int16(values.length),
      ...values.map((value) =>
        value === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]),
      ),
      int16(results.length),
      ...results.map(int16),
    ),
  describePortal: (name: string): Buffer => message('D', Buffer.from('P'), text(name)),
  describeStatement: (name: string): Buffer => message('D', Buffer.from('S'), text(name)),
  execute: (portal: string, most = 0): Buffer => message('E', text(portal), int32(most)),
  closePortal: (name: string): Buffer => message('C', Buffer.from('P'), text(name)),
  closeStatement: (name: string): Buffer => message('C', Buffer.from('S'), text(name)),
  sync: (): Buffer => message('S'),
  flush: (): Buffer => message('H'),
  terminate: (): Buffer => message('X'),
  password: (token: string): Buffer => message('p', text(token)),
  functionCall: (oid: number): Buffer => message('F', int32(oid), int16(0), int16(0), int16(0)),
  raw: (tag: string, body: Buffer): Buffer => message(tag, body),
}

/** Error or notice fields by their letter. */
export function fieldsOf({ body }: WireMessage): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const part of body.toString('utf8').split('\0')) if (part !== '') fields[part.charAt(0)] = part.slice(1)
  return fields
}

/** Cells of a DataRow as text, null for NULL. */
export function cellsOf({ body }: WireMessage): (string | null)[] {
  const cells: (string | null)[] = []
  let at = 2
  for (let left = body.readInt16BE(0); left > 0; left--) {
    const length = body.readInt32BE(at)
    at += 4
    cells.push(length < 0 ? null : body.subarray(at, at + length).toString('utf8'))
    at += Math.max(0, length)
  }
  return cells
}

/** A conversation in short: tags, with SQLSTATEs, command tags, cells and transaction status in brackets. */
export function sketch(messages: readonly WireMessage[]): string {
  return messages.map(brief).join(' ')
}

function brief(one: WireMessage): string {
  if (one.tag === 'E' || one.tag === 'N') return `${one.tag}(${fieldsOf(one)['C']})`
  if (one.tag === 'C') return `C(${one.body.subarray(0, -1).toString('utf8')})`
  if (one.tag === 'D') return `D(${cellsOf(one).join(',')})`
  return one.tag === 'Z' ? `Z(${one.body.toString('latin1')})` : one.tag
}
