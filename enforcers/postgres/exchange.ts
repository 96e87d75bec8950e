import { createHash, type Hash, hash } from 'node:crypto'
import type { Decision, EffectData, PayloadReference, RowsObligation } from '#schemas'
import type { Recording } from '../enforcer.ts'
import type { Analysis } from './analysis.ts'
import type { BoundParameter, Field, Tally } from './analyst.ts'
import { FrameReader } from './frames.ts'
import { BACK, readDataRow } from './messages.ts'
import { noteTouched } from './touched.ts'

/** What an exchange needs of the world: made once a session. */
export interface ExchangeSink {
  /** Appends the effect; throws where the log is broken. */
  readonly effect: (data: EffectData) => void
  /** Encrypts and appends the recording. */
  readonly payload: (content: Uint8Array, recording: Recording) => PayloadReference
  /** Keyed digest of the bytes sent. */
  readonly digest: (sha256: Uint8Array) => string
  /** A name, or a statement without its literals, with what looks like PHI masked: the client chose its words. */
  readonly name: (name: string) => string
  readonly tally: () => Tally
  readonly recipient: string
  readonly purpose: string | null
  readonly now: () => number
}

export interface ExchangeOptions {
  readonly decision: Decision
  readonly analysis: Analysis
  readonly phase: 'simple' | 'parse' | 'execute'
  /** As bound, for what `analysis` says of them; never recorded. */
  readonly parameters: readonly BoundParameter[]
  /** The statement as sent: for error texts that quote it; never recorded. */
  readonly sql: string
}

export type Outcome = EffectData['outcome']

const HASH_AT_END_BYTES = 16_384
const GATHER_BYTES = 16_384
const USUAL_RECORD_BYTES = 512 * 1024
const FULL_RECORD_BYTES = 32 * 1024 * 1024

/** What is done under one decision: counts, keyed digest and recording of what the client is sent. */
export class Exchange {
  readonly decision: Decision
  readonly analysis: Analysis
  readonly sql: string
  readonly tally: Tally
  /** Row cap of the decision; -1 where there is none. */
  readonly mostRows: number
  rows = 0
  /** More rows came than `mostRows`: the rest is kept back. */
  crossed = false
  /** Of the two ends of a crossed cap, the exchange's and the cancel's, one has come. */
  stopped = false
  readonly #sink: ExchangeSink
  readonly #parameters: readonly BoundParameter[]
  readonly #phase: ExchangeOptions['phase']
  readonly #startedAt: number
  readonly #recordBytes: number
  readonly #recordsFull: boolean
  readonly #recorded: Buffer[] = []
  #recordedSize = 0
  // The recording is masked beyond what was sent.
  #masksMore = false
  #bytes = 0
  #hash: Hash | null = null
  #gather: Buffer | null = null
  #gatherAt = 0
  #fields: readonly Field[] = []
  #finished = false

  constructor(options: ExchangeOptions, sink: ExchangeSink) {
    this.decision = options.decision
    this.analysis = options.analysis
    this.sql = options.sql
    this.#parameters = options.parameters
    this.#phase = options.phase
    this.#sink = sink
    this.tally = sink.tally()
    this.#startedAt = sink.now()
    const { obligations } = options.decision.context
    const caps = obligations.filter((one): one is RowsObligation => one.type === 'rows').map(({ most }) => most)
    this.mostRows = caps.length === 0 ? -1 : Math.min(...caps)
    this.#recordsFull = obligations.some((one) => one.type === 'record' && one.level === 'full')
    this.#recordBytes = this.#recordsFull ? FULL_RECORD_BYTES : USUAL_RECORD_BYTES
  }

  get finished(): boolean {
    return this.#finished
  }

  /** Columns of the rows that follow. */
  describe(fields: readonly Field[]): void {
    this.#fields = fields
  }

  /** Whether anything more is recorded: past the cap nothing is. */
  get records(): boolean {
    return this.#recordedSize < this.#recordBytes
  }

  /** Counts rows as they are sent, and keeps `copy` of them; `bytes` may hold part of a row only. */
  sent(bytes: Buffer, rows: number, copy: Buffer = bytes): void {
    this.rows += rows
    this.#bytes += bytes.length
    if (copy !== bytes) this.#masksMore ||= !copy.equals(bytes)
    this.#digestNow(bytes)
    const room = this.#recordBytes - this.#recordedSize
    if (room <= 0) return
    // A copy: the bytes are a view of a chunk, or of a buffer that the next row overwrites.
    const kept = Buffer.from(room < copy.length ? copy.subarray(0, room) : copy)
    this.#recordedSize += kept.length
    this.#recorded.push(kept)
  }

  /** Records the effect, once; later calls do nothing. Throws where the log is broken. */
  finish(outcome: Outcome, facts: { readonly command?: string; readonly error?: string } = {}): void {
    if (this.#finished) return
    this.#finished = true
    const data: EffectData = {
      decision: this.decision.context.id,
      outcome,
      durationMs: Math.max(0, this.#sink.now() - this.#startedAt),
      recipient: this.#sink.recipient,
    }
    if (this.#sink.purpose !== null) data.purpose = this.#sink.purpose
    if (facts.command !== undefined) data.command = facts.command.slice(0, 128)
    if (facts.error !== undefined) data.error = facts.error
    const accounts = this.#phase !== 'parse' && (outcome !== 'refused' || this.rows > 0)
    const lost = accounts ? this.#account(data) : null
    this.#sink.effect(data)
    if (lost !== null) throw lost.cause
  }

  // What was done is on record even where its recording is lost: the effect says so, and the session ends.
  #account(data: EffectData): { readonly cause: unknown } | null {
    data.rows = this.rows
    data.bytes = this.#bytes
    if (this.#bytes > 0) data.digest = this.#sink.digest(this.#sha256())
    const { decision, analysis, rows, tally } = this
    noteTouched(tally, { decision, analysis, parameters: this.#parameters, outcome: data.outcome, rows })
    data.phi = tally.account()
    try {
      const recorded = this.#rowsRecorded()
      const recording = { full: this.#recordsFull, cut: recorded.length < rows }
      data.payload = this.#sink.payload(this.#content(data, recorded), recording)
      return null
    } catch (cause) {
      data.unrecorded = (cause as { readonly code?: unknown } | null)?.code === 'full' ? 'full' : 'failed'
      return { cause }
    }
  }

  #content({ decision, outcome, command, error }: EffectData, rows: (string | null)[][]): Uint8Array {
    return Buffer.from(
      JSON.stringify({
        statement: this.#sink.name(this.analysis.shape),
        decision,
        outcome,
        command,
        error,
        columns: this.#fields.map(({ name }) => this.#sink.name(name)),
        rows,
        rowsSent: this.rows,
        maskedBeyondSent: this.#masksMore ? true : undefined,
      }),
    )
  }

  // A small exchange is hashed at its end in one call, from what was recorded, while that is what was sent: it costs half.
  #digestNow(bytes: Buffer): void {
    if (this.#hash === null) {
      if (this.#bytes <= HASH_AT_END_BYTES && !this.#masksMore) return
      this.#hash = createHash('sha256')
      for (const earlier of this.#recorded) this.#hash.update(earlier)
    }
    if (bytes.length > GATHER_BYTES / 2) {
      this.#gathered(this.#hash)
      this.#hash.update(bytes)
      return
    }
    // Rows that are sent one by one are gathered: a call a row would cost more than its hash.
    this.#gather ??= Buffer.allocUnsafe(GATHER_BYTES)
    if (this.#gatherAt + bytes.length > GATHER_BYTES) this.#gathered(this.#hash)
    this.#gatherAt += bytes.copy(this.#gather, this.#gatherAt)
  }

  #gathered(running: Hash): void {
    if (this.#gather !== null && this.#gatherAt > 0) running.update(this.#gather.subarray(0, this.#gatherAt))
    this.#gatherAt = 0
  }

  #sha256(): Uint8Array {
    if (this.#hash === null) return hash('sha256', Buffer.concat(this.#recorded), 'buffer')
    this.#gathered(this.#hash)
    return this.#hash.digest()
  }

  // Only whole rows: the one that the cap cut is left out, `rowsSent` says how many there were.
  #rowsRecorded(): (string | null)[][] {
    if (this.#recorded.length === 0) return []
    const reader = new FrameReader((tag) => (tag === BACK.dataRow ? FULL_RECORD_BYTES : -1))
    reader.push(Buffer.concat(this.#recorded))
    const rows: (string | null)[][] = []
    for (let row = reader.next(); row !== null; row = reader.next())
      rows.push(readDataRow(row).map((value, column) => this.#text(value, column)))
    return rows
  }

  #text(value: Buffer | null, column: number): string | null {
    if (value === null) return null
    return this.#fields[column]?.format === 1 ? `\\x${value.toString('hex')}` : value.toString('utf8')
  }
}
