import type { Duplex } from 'node:stream'
import { ByteReader, WireError } from '../wire/bytes.ts'
import {
  type AnswerParts,
  answerColumns,
  answerDone,
  answerEnd,
  answerError,
  answerParameters,
  answerReady,
  MismatchError,
} from './answers.ts'
import { FrameError, FrameReader } from './frames.ts'
import { BACK, HEADER_BYTES } from './messages.ts'
import { crossCap, flowOf, passRows, type RowFlow, rowsLeft, sendRows } from './row-flow.ts'
import { scrubNotice } from './scrub.ts'
import { wakeSettled } from './session-state.ts'

const HELD_BYTES = 131_072
const MOST_MESSAGE_BYTES = 1_048_576

// Reports of these pass; their values are the server's own words. Of others nothing says what they hold:
// set_config('application_name', (select ssn …), false) would carry a value past the rows.
const REPORTED = new Set([
  'DateStyle',
  'IntervalStyle',
  'TimeZone',
  'client_encoding',
  'default_transaction_read_only',
  'in_hot_standby',
  'integer_datetimes',
  'is_superuser',
  'scram_iterations',
  'server_encoding',
  'server_version',
  'session_authorization',
  'standard_conforming_strings',
])
/** What our parser takes for granted: another value makes the server read another statement than we do. */
const PINNED: ReadonlyMap<string, string> = new Map([
  ['client_encoding', 'UTF8'],
  ['standard_conforming_strings', 'on'],
])

/** The server's direction: every message is held against what is owed; rows go through their plan. */
export class ServerSide {
  readonly #parts: AnswerParts
  readonly #socket: Duplex
  readonly #reader: FrameReader
  #busy = false

  constructor(parts: AnswerParts, socket: Duplex, rowBytes: number) {
    this.#parts = parts
    this.#socket = socket
    this.#reader = new FrameReader((tag) => capOf(tag, rowBytes))
  }

  /** Takes bytes of the server. Never throws: what goes wrong ends the session. */
  push(chunk: Buffer): void {
    this.#reader.push(chunk)
    if (!this.#busy) this.#run()
  }

  #run(): void {
    const { state } = this.#parts
    try {
      while (!state.closed) {
        const wait = this.#step()
        if (wait === null) break
        const full = state.toClient.held > HELD_BYTES && !this.#flush()
        if (wait === undefined && !full) continue
        this.#after(wait ?? state.toClient.drained())
        return
      }
      wakeSettled(state)
      if (!state.closed && !this.#flush()) this.#after(state.toClient.drained())
    } catch (error) {
      this.#fail(error)
    }
  }

  #flush(): boolean {
    const { state } = this.#parts
    state.sentCut = state.cut
    return state.toClient.flush()
  }

  // Only this side is held up: what the client sends goes on towards the server.
  #after(wait: Promise<void>): void {
    this.#busy = true
    this.#socket.pause()
    wait.then(
      () => {
        this.#busy = false
        this.#socket.resume()
        this.#run()
      },
      (error: unknown) => this.#fail(error),
    )
  }

  /** One frame, or one run of rows: null where more bytes are needed, a promise where it must wait. */
  #step(): Promise<void> | null | undefined {
    const { state } = this.#parts
    const flow = flowOf(state.expected.head)
    if (flow !== null && !flow.exchange.crossed && this.#rows(flow)) return undefined
    const frame = this.#reader.next()
    if (frame === null) return null
    if (frame[0] !== BACK.dataRow) return this.#answer(frame) ?? undefined
    this.#row(frame)
    return undefined
  }

  /** All rows at once that have come; false where there is none, or only a part of one that must be whole. */
  #rows(flow: RowFlow): boolean {
    const { state } = this.#parts
    const reader = this.#reader
    const most = rowsLeft(flow.exchange)
    const passes = flow.plan.kind === 'pass'
    const rows = passes ? reader.run(BACK.dataRow, most) : reader.runWhole(BACK.dataRow, most)
    if (rows === null) return false
    state.cut = reader.passing
    if (passes) passRows(state, flow, rows, reader.runFrames)
    else sendRows(state, flow, rows, reader.runFrames)
    return true
  }

  #row(frame: Buffer): void {
    const { state } = this.#parts
    const { head } = state.expected
    if (head?.kind === 'execute' && head.row !== null) {
      head.row(frame)
      return
    }
    const flow = flowOf(head)
    if (flow === null) throw new MismatchError(frame[0], head)
    if (flow.exchange.crossed) return
    if (rowsLeft(flow.exchange) > 0) sendRows(state, flow, frame, 1)
    else crossCap(state, flow.exchange)
  }

  #answer(frame: Buffer): Promise<void> | null {
    const parts = this.#parts
    switch (frame[0]) {
      case BACK.parseComplete:
        answerDone(parts, frame, 'parse')
        return null
      case BACK.bindComplete:
        answerDone(parts, frame, 'bind')
        return null
      case BACK.closeComplete:
        answerDone(parts, frame, 'close')
        return null
      case BACK.parameterDescription:
        answerParameters(parts, frame)
        return null
      case BACK.rowDescription:
      case BACK.noData:
        return answerColumns(parts, frame)
      case BACK.commandComplete:
      case BACK.emptyQuery:
      case BACK.portalSuspended:
        answerEnd(parts, frame)
        return null
      case BACK.readyForQuery:
        answerReady(parts, frame)
        return null
      case BACK.error:
        answerError(parts, frame)
        return null
      default:
        this.#unasked(frame)
        return null
    }
  }

  /** Messages that may come at any time. Everything else (COPY, replication, logins) is never owed. */
  #unasked(frame: Buffer): void {
    const { state, phi } = this.#parts
    const { head } = state.expected
    if (frame[0] === BACK.notice) {
      const notice = scrubNotice(frame, head?.run?.sql ?? head?.portal?.sql ?? '', phi)
      if (notice !== null) state.toClient.write(notice)
    } else if (frame[0] === BACK.parameterStatus) this.#parameter(frame)
    else if (frame[0] !== BACK.notification) throw new MismatchError(frame[0], head)
  }

  #parameter(frame: Buffer): void {
    const { state } = this.#parts
    const reader = new ByteReader(frame, HEADER_BYTES)
    const name = reader.text()
    const value = reader.text()
    const pinned = PINNED.get(name)
    if (pinned !== undefined && pinned !== value) {
      const message = `${name} must stay ${pinned}: the session ends, since statements can no longer be judged`
      state.end(`${name} was changed`, { severity: 'FATAL', code: '42501', message })
      return
    }
    if (REPORTED.has(name)) state.toClient.write(frame)
  }

  #fail(error: unknown): void {
    const { state } = this.#parts
    if (error instanceof MismatchError || error instanceof FrameError || error instanceof WireError)
      state.end(error.message, {
        severity: 'FATAL',
        code: '08P01',
        message: `Cordon ended the session: ${error.message}`,
      })
    else state.fail(error)
  }
}

/** Reports at login that may be shown to the client; the free ones as the client gave them, if at all. */
export function reportable(name: string): boolean {
  return REPORTED.has(name)
}

const KNOWN = new Set<number>(Object.values(BACK))

function capOf(tag: number, rowBytes: number): number {
  if (!KNOWN.has(tag)) return -1
  return tag === BACK.dataRow ? rowBytes : MOST_MESSAGE_BYTES
}
