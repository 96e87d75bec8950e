import type { KeyObject } from 'node:crypto'
import type { SegmentFacts, Watermark } from '#schemas'
import type { ObjectStore } from '../store/object-store.ts'
import { checkEventBytes } from './event-bytes.ts'
import { sha256 } from './hash.ts'
import { openHeader } from './header.ts'
import { LedgerError } from './ledger-error.ts'
import { leafOf, readLine } from './line.ts'
import { segmentKeys } from './segment-keys.ts'
import { listSegments } from './segment-rows.ts'

export interface SealedEventsOptions {
  readonly store: ObjectStore
  readonly shard: string
  /** Of the sealer. */
  readonly publicKey: KeyObject
}

interface Opened {
  readonly facts: SegmentFacts
  /** Hashes of its events, by `source/epoch/seq`. */
  readonly events: ReadonlyMap<string, readonly string[]>
}

/** Segments kept open: what comes again comes in order. */
const MOST_OPEN = 4

/**
 * Looks up in the store what was sealed under the number of an event: the memory of a sealer that has forgotten. A
 * producer that starts again sends everything that it does not know to be sealed, which may be hours of events.
 */
export class SealedEvents {
  readonly #options: SealedEventsOptions
  readonly #open = new Map<number, Opened>()
  #firsts: number[] | null = null

  constructor(options: SealedEventsOptions) {
    this.#options = options
  }

  /**
   * Hashes of the events sealed under this number, none where it was left out. Throws StoreError, and LedgerError
   * where a segment is not what was sealed: dropping an event on its word could lose it.
   */
  async hashes({ source, epoch, seq }: Watermark): Promise<readonly string[]> {
    const place = `${source}/${epoch}/${seq}`
    for (const { events } of this.#open.values()) {
      const found = events.get(place)
      if (found) return found
    }
    const first = await this.#find({ source, epoch, seq })
    return first === null ? [] : ((await this.#opened(first)).events.get(place) ?? [])
  }

  // Watermarks only rise: the first segment behind which the source's has reached the number holds it.
  async #find(mark: Pick<Watermark, 'source' | 'epoch' | 'seq'>): Promise<number | null> {
    const known = this.#firsts !== null
    const found = await this.#search(await this.#list(), mark)
    if (found !== null || !known) return found
    // It may have been sealed after the list was made.
    this.#firsts = null
    return this.#search(await this.#list(), mark)
  }

  async #search(firsts: readonly number[], mark: Pick<Watermark, 'source' | 'epoch' | 'seq'>): Promise<number | null> {
    let low = 0
    let high = firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (reaches(await this.#facts(firsts[middle] ?? 0), mark)) high = middle
      else low = middle + 1
    }
    return firsts[low] ?? null
  }

  async #list(): Promise<readonly number[]> {
    if (this.#firsts) return this.#firsts
    const { store, shard } = this.#options
    const firsts: number[] = []
    for await (const { first, parts } of listSegments(store, shard)) if (parts.has('header')) firsts.push(first)
    this.#firsts = firsts
    return firsts
  }

  async #facts(first: number): Promise<SegmentFacts> {
    const { store, shard, publicKey } = this.#options
    const known = this.#open.get(first)
    if (known) return known.facts
    const key = segmentKeys(shard, first).header
    const bytes = await store.get(key)
    if (!bytes) throw new LedgerError('forked', `${key} was listed and is gone: objects of a ledger are never removed`)
    return openHeader(bytes, publicKey)
  }

  async #opened(first: number): Promise<Opened> {
    const known = this.#open.get(first)
    if (known) return known
    const { store, shard } = this.#options
    const key = segmentKeys(shard, first).lines
    const facts = await this.#facts(first)
    const events = readEvents((await store.get(key)) ?? new Uint8Array(), facts, key)
    this.#open.set(first, { facts, events })
    if (this.#open.size > MOST_OPEN) for (const oldest of this.#open.keys()) if (this.#open.delete(oldest)) break
    return { facts, events }
  }
}

function reaches(
  { watermarks }: SegmentFacts,
  { source, epoch, seq }: Pick<Watermark, 'source' | 'epoch' | 'seq'>,
): boolean {
  const mark = watermarks.find((one) => one.source === source)
  return mark !== undefined && (mark.epoch > epoch || (mark.epoch === epoch && mark.seq >= seq))
}

// The chain from `prev` to `last`, which the header signs, proves every line between them.
function readEvents(bytes: Uint8Array, facts: SegmentFacts, key: string): ReadonlyMap<string, readonly string[]> {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const events = new Map<string, readonly string[]>()
  let leaf = facts.prev
  for (let at = 0, end = lines.indexOf(LF); end >= 0; at = end + 1, end = lines.indexOf(LF, at)) {
    const line = readLine(lines.subarray(at, end))
    if (line?.p !== leaf) break
    leaf = leafOf(lines.subarray(at, end))
    const { source } = checkEventBytes(line.event)
    const place = `${source.id}/${source.epoch}/${source.seq}`
    events.set(place, [...(events.get(place) ?? []), sha256(line.event)])
  }
  if (leaf !== facts.last)
    throw new LedgerError('forked', `${key} does not hold what its header signs: verify the ledger`)
  return events
}

const LF = 0x0a
