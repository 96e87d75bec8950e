import { parse, type SourceOpenedData } from '#schemas'
import type { Gaps } from './gap.ts'
import type { JudgedEvent } from './judged-event.ts'

interface Last {
  epoch: number
  seq: number
  time: string
}

export interface SequenceOptions {
  /** The walk began in the middle of the ledger: what stands before a source's first event is not judged. */
  readonly partial: boolean
}

/** Finds numbers that a source left out or used twice, epoch by epoch. */
export class Sequences {
  readonly #gaps: Gaps
  readonly #partial: boolean
  readonly #last = new Map<string, Last>()

  constructor(gaps: Gaps, { partial }: SequenceOptions) {
    this.#gaps = gaps
    this.#partial = partial
  }

  add(event: JudgedEvent): void {
    const { id, epoch, seq } = event.source
    const last = this.#last.get(id)
    if (!last) {
      if (!this.#partial) this.#beforeFirst(event)
      this.#last.set(id, { epoch, seq, time: event.time })
      return
    }
    if (epoch < last.epoch || (epoch === last.epoch && seq <= last.seq)) {
      this.#twice(event)
      return
    }
    if (epoch > last.epoch) this.#newEpoch(event, last)
    else if (seq > last.seq + 1) this.#missing(event, { epoch, first: last.seq + 1, last: seq - 1, from: last.time })
    last.epoch = epoch
    last.seq = seq
    last.time = event.time
  }

  #beforeFirst(event: JudgedEvent): void {
    const { epoch, seq } = event.source
    if (seq > 1) this.#missing(event, { epoch, first: 1, last: seq - 1, from: null })
    const previous = previousOf(event)
    if (previous && previous.seq > 0)
      this.#missing(event, { epoch: previous.epoch, first: 1, last: previous.seq, from: null })
  }

  #newEpoch(event: JudgedEvent, last: Last): void {
    const { id, epoch, seq } = event.source
    if (seq > 1) this.#missing(event, { epoch, first: 1, last: seq - 1, from: last.time })
    const previous = previousOf(event)
    if (seq > 1 || previous === undefined) return
    if (previous === null) {
      const text = `source ${id} began epoch ${epoch} without its former log: what it had not sealed of epoch ${last.epoch} is lost`
      this.#gaps.add({ kind: 'sequence', text, source: id, from: last.time, to: event.time })
    } else if (previous.epoch !== last.epoch) {
      this.#missing(event, { epoch: previous.epoch, first: 1, last: previous.seq, from: last.time })
    } else if (previous.seq > last.seq) {
      this.#missing(event, { epoch: last.epoch, first: last.seq + 1, last: previous.seq, from: last.time })
    } else if (previous.seq < last.seq) {
      const text = `source ${id} remembers epoch ${last.epoch} up to ${previous.seq}, but ${last.seq} of it were sealed`
      this.#gaps.add({ kind: 'conflict', text, source: id, from: last.time, to: event.time })
    }
  }

  #missing(event: JudgedEvent, range: { epoch: number; first: number; last: number; from: string | null }): void {
    const { id } = event.source
    const which = range.first === range.last ? `event ${range.first}` : `events ${range.first} to ${range.last}`
    const text = `source ${id}: ${which} of epoch ${range.epoch} are not in the ledger`
    this.#gaps.add({ kind: 'sequence', text, source: id, from: range.from, to: event.time })
  }

  #twice({ source: { id, epoch, seq }, time }: JudgedEvent): void {
    const text = `source ${id}: event ${seq} of epoch ${epoch} was sealed more than once; which one is true is not known`
    this.#gaps.add({ kind: 'conflict', text, source: id, from: time, to: time })
  }
}

/** How the former epoch ended, as its log was recovered; undefined where the event does not tell. */
function previousOf(event: JudgedEvent): SourceOpenedData['previous'] | undefined {
  if (event.kind !== 'source.opened') return undefined
  try {
    return parse('event-data', { sourceOpened: event.data }).sourceOpened?.previous
  } catch {
    // Sources (sources.ts) calls this broken; there is nothing to count here.
    return undefined
  }
}
