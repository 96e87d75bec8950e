import type { Duplex } from 'node:stream'
import { WireError } from '../wire/bytes.ts'
import { askUnreadable } from './ask.ts'
import { owe } from './expected.ts'
import { handleBind, handleClose, handleDescribe, handleExecute, handleParse } from './extended.ts'
import { FrameError, FrameReader } from './frames.ts'
import { FLUSH, FRONT } from './messages.ts'
import { poisonQuery } from './poison.ts'
import type { Refusal } from './refuse.ts'
import { followBoundary } from './search-path.ts'
import { allAnswered } from './session-state.ts'
import { handleQuery } from './simple-query.ts'
import type { ClientParts } from './understand.ts'

const HELD_BYTES = 65_536
const MOST_WAITING_BYTES = 1_048_576
const SMALL_MESSAGE_BYTES = 4096
/** Answers that a pipeline may leave owing: each may be an exchange that room is kept for. */
const MOST_OWED = 128

const FUNCTION_CALL: Refusal = {
  code: '42501',
  message: 'function calls by OID are refused: they run without a statement that could be judged',
  hint: 'Call the function with SELECT.',
}

/**
 * The client's direction: one message after the other, each decided before the next is looked at, so that the
 * server gets them in the client's order.
 */
export class ClientSide {
  readonly #parts: ClientParts
  readonly #socket: Duplex
  readonly #reader: FrameReader
  #chunks: Buffer[] = []
  #waiting = 0
  #running = false

  constructor(parts: ClientParts, socket: Duplex, messageBytes: number) {
    this.#parts = parts
    this.#socket = socket
    this.#reader = new FrameReader((tag) => capOf(tag, messageBytes))
  }

  /** Takes bytes of the client. Never throws: what goes wrong ends the session. */
  push(chunk: Buffer): void {
    if (chunk.length === 0) return
    this.#chunks.push(chunk)
    this.#waiting += chunk.length
    if (this.#waiting > MOST_WAITING_BYTES) this.#socket.pause()
    if (!this.#running) void this.#run()
  }

  async #run(): Promise<void> {
    const { state } = this.#parts
    this.#running = true
    try {
      for (let more = true; more && !state.closed; ) {
        const frame = this.#next()
        if (frame === null) {
          if (!state.toServer.flush()) await state.toServer.drained()
          more = this.#chunks.length > 0
          continue
        }
        const work = this.#handle(frame)
        if (work !== null) await work
        if (state.toServer.held > HELD_BYTES && !state.toServer.flush()) await state.toServer.drained()
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#running = false
  }

  #next(): Buffer | null {
    for (;;) {
      const frame = this.#reader.next()
      if (frame !== null) return frame
      const chunk = this.#chunks.shift()
      if (chunk === undefined) return null
      this.#waiting -= chunk.length
      if (this.#waiting <= MOST_WAITING_BYTES && this.#socket.isPaused()) this.#socket.resume()
      this.#reader.push(chunk)
    }
  }

  #handle(frame: Buffer): Promise<void> | null {
    const { state } = this.#parts
    const tag = frame[0] as number
    state.mark++
    if (tag === FRONT.terminate) {
      state.end('the client left', null)
      return null
    }
    if (state.discarding && tag !== FRONT.sync) return null
    if (state.expected.length >= MOST_OWED && tag !== FRONT.sync) return this.#afterAnswers(frame)
    return this.#inTurn(tag, frame)
  }

  #inTurn(tag: number, frame: Buffer): Promise<void> | null {
    const { state } = this.#parts
    if (state.capped !== null && !this.#mayOvertake(tag)) return this.#afterCap(frame)
    return this.#dispatch(tag, frame)
  }

  #dispatch(tag: number, frame: Buffer): Promise<void> | null {
    switch (tag) {
      case FRONT.query:
        return handleQuery(this.#parts, frame)
      case FRONT.parse:
        return handleParse(this.#parts, frame)
      case FRONT.bind:
        return handleBind(this.#parts, frame)
      case FRONT.execute:
        return handleExecute(this.#parts, frame)
      case FRONT.describe:
        return handleDescribe(this.#parts, frame)
      case FRONT.close:
        handleClose(this.#parts, frame)
        return null
      case FRONT.sync:
        this.#sync(frame)
        return null
      case FRONT.flush:
        this.#parts.state.toServer.write(frame)
        return null
      case FRONT.functionCall:
        return this.#refuseCall()
      default:
        // CopyData, CopyDone, CopyFail: no COPY is ever open, and the server ignores them then, too.
        return null
    }
  }

  #sync(frame: Buffer): void {
    const { state } = this.#parts
    state.discarding = false
    state.unsynced = false
    state.wrote = false
    followBoundary(state.path)
    state.toServer.write(frame)
    state.expected.push(owe('sync', { mark: state.mark }))
    state.names.group++
  }

  // A row cap may turn what runs into an error, which takes back what the same pipeline wrote before; and what
  // comes after must not run then. A lone Sync has nothing to lose.
  #mayOvertake(tag: number): boolean {
    return tag === FRONT.sync && !this.#parts.state.wrote
  }

  async #afterAnswers(frame: Buffer): Promise<void> {
    const { state } = this.#parts
    await allAnswered(state)
    const tag = frame[0] as number
    if (state.closed || (state.discarding && tag !== FRONT.sync)) return
    await this.#inTurn(tag, frame)
  }

  async #afterCap(frame: Buffer): Promise<void> {
    const { state } = this.#parts
    state.toServer.write(FLUSH)
    state.toServer.flush()
    while (state.capped !== null && !state.closed)
      await new Promise<void>((resolve) => {
        state.uncapped = resolve
      })
    if (state.closed) return
    const tag = frame[0] as number
    if (state.discarding && tag !== FRONT.sync) return
    await this.#dispatch(tag, frame)
  }

  async #refuseCall(): Promise<void> {
    const { state, asking } = this.#parts
    const unreadable = { code: 'syntax', message: FUNCTION_CALL.message } as const
    const { refusal, decision } = await askUnreadable(asking, unreadable, FUNCTION_CALL)
    if (state.discarding || state.closed) return
    // Like a simple query it is answered by an error and ReadyForQuery, without a Sync.
    state.toServer.write(poisonQuery(decision))
    state.expected.push(owe('query', { refusal, mark: state.mark }))
    state.names.group++
  }

  #fail(error: unknown): void {
    const { state } = this.#parts
    if (error instanceof FrameError || error instanceof WireError) {
      const code = error.code === 'too-long' ? '54000' : '08P01'
      state.end(`bad message: ${error.code}`, {
        severity: 'FATAL',
        code,
        message: `protocol violation: ${error.message}`,
      })
      return
    }
    state.fail(error)
  }
}

function capOf(tag: number, messageBytes: number): number {
  switch (tag) {
    case FRONT.query:
    case FRONT.parse:
    case FRONT.bind:
    case FRONT.functionCall:
    case FRONT.copyData:
      return messageBytes
    case FRONT.describe:
    case FRONT.execute:
    case FRONT.close:
    case FRONT.sync:
    case FRONT.flush:
    case FRONT.terminate:
    case FRONT.copyDone:
    case FRONT.copyFail:
      return SMALL_MESSAGE_BYTES
    default:
      return -1
  }
}
