import { once } from 'node:events'
import type { Socket } from 'node:net'
import pg from 'pg'
import type { Field } from '../../enforcers/postgres/analyst.ts'

export interface RawResult {
  readonly fields: readonly Field[]
  /** Whole DataRow frames. */
  readonly rows: readonly Buffer[]
  readonly error: string | null
}

/** Speaks the protocol byte for byte after node-postgres has logged in: rows come as the server sent them. */
export class RawPostgres {
  readonly #socket: Socket
  #bytes: Buffer = Buffer.alloc(0)

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.removeAllListeners('data')
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
    })
  }

  static async connect(options: pg.ClientConfig): Promise<RawPostgres> {
    const client = new pg.Client(options)
    client.on('error', () => undefined)
    await client.connect()
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
    return new RawPostgres(stream)
  }

  /** Runs one statement inside a transaction that is rolled back: `format` 0 as Query, 1 as Bind for binary. */
  async run(sql: string, format: 0 | 1): Promise<RawResult> {
    await this.#exchange(message('Q', text('begin')))
    const body = Buffer.concat([text(''), text(''), int16(0), int16(0), int16(1), int16(1)])
    const extended = [
      message('P', Buffer.concat([text(''), text(sql), int16(0)])),
      message('B', body),
      message('D', Buffer.concat([Buffer.from('P'), text('')])),
      message('E', Buffer.concat([text(''), int32(0)])),
      message('S', Buffer.alloc(0)),
    ]
    const frames = await this.#exchange(format === 0 ? message('Q', text(sql)) : Buffer.concat(extended))
    await this.#exchange(message('Q', text('rollback')))
    const error = frames.find((frame) => frame[0] === 0x45)
    return {
      fields: frames.filter((frame) => frame[0] === 0x54).flatMap(fieldsOf),
      rows: frames.filter((frame) => frame[0] === 0x44),
      error: error ? error.toString('utf8', 5) : null,
    }
  }

  end(): void {
    this.#socket.destroy()
  }

  async #exchange(bytes: Buffer): Promise<readonly Buffer[]> {
    this.#socket.write(bytes)
    const frames: Buffer[] = []
    for (;;) {
      while (this.#bytes.length >= 5 && this.#bytes.length > this.#bytes.readInt32BE(1)) {
        const end = this.#bytes.readInt32BE(1) + 1
        const frame = Buffer.from(this.#bytes.subarray(0, end))
        this.#bytes = this.#bytes.subarray(end)
        frames.push(frame)
        if (frame[0] === 0x5a) return frames
      }
      await once(this.#socket, 'data')
    }
  }
}

function fieldsOf(frame: Buffer): readonly Field[] {
  const fields: Field[] = []
  let at = 7
  for (let left = frame.readInt16BE(5); left > 0; left--) {
    const end = frame.indexOf(0, at)
    const name = frame.toString('utf8', at, end)
    at = end + 1
    fields.push({
      name,
      relation: frame.readUInt32BE(at),
      attribute: frame.readInt16BE(at + 4),
      type: frame.readUInt32BE(at + 6),
      format: frame.readInt16BE(at + 16),
    })
    at += 18
  }
  return fields
}

function message(tag: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(tag), int32(body.length + 4), body])
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
