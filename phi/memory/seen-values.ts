import { createHmac } from 'node:crypto'
import type { PhiClass } from '../phi.ts'
import { PhiError } from '../phi-error.ts'
import { keyedDigest } from './digest.ts'
import { identifierOf, wordsOf } from './spelling.ts'

/** `word`: one word of a name. `pair`: two of one person, in either order. `value`: an identifier without separators. */
export type SeenKind = 'word' | 'pair' | 'value'

export interface SeenOptions {
  /** At least 32 secret bytes, of one tenant or run: what is kept under one key says nothing under another. */
  readonly key: Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** How long a value is remembered. A day where absent. */
  readonly ttlMs?: number
  /** Entries that are kept; the oldest go first. 200 000 where absent. */
  readonly most?: number
  /** Different things that text of an agent's own may ask after in an hour. 20 000 where absent. */
  readonly mostProbes?: number
  /** Told when that is over, at most once an hour. */
  readonly onLimit?: () => void
}

export interface SeenCounts {
  readonly entries: number
  readonly learned: number
  readonly matched: number
  /** What text of an agent's own asked after, and look-ups that were not answered any more. */
  readonly probes: number
  readonly refused: number
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const FILTER_BITS = 1 << 21
const ASKED_BITS = 1 << 20
/** Entries that were put a short while ago, as 64 bits of a seeded hash each. */
const RECENT = 16_384
/** Words of names that follow each other in fields of one record, and so may be one person's. */
const MOST_NEAR = 6
const MOST_BETWEEN = 3

interface Entry {
  readonly expiresAt: number
  readonly mark: number
}

/**
 * What passed in structured fields, so that it is found again in free text: names that no dictionary has, numbers that look
 * like nothing. Kept are keyed digests (HMAC-SHA-256, truncated) and the time at which each is forgotten; no plaintext. One
 * object is one scope: a tenant's, or one agent's run.
 */
export class SeenValues {
  readonly #digest: (kind: SeenKind, bytes: Uint8Array) => string
  readonly #seed: number
  readonly #now: () => number
  readonly #ttlMs: number
  readonly #most: number
  readonly #mostProbes: number
  readonly #entries: Map<string, Entry> = new Map()
  /** Goes on from one eviction to the next: from its beginning, a map walks over all that were deleted before. */
  #oldest: Iterator<string, undefined> = this.#entries.keys()
  /** Bits by a seeded hash: most words are turned away here. */
  readonly #filter: Uint8Array = new Uint8Array(FILTER_BITS / 8)
  readonly #recent: Uint32Array = new Uint32Array(2 * RECENT)
  #recentSince: number = 0
  #evicted: number = 0
  readonly #onLimit: () => void
  /** What was asked after in this hour, by the same hash: to ask again tells nothing new. */
  readonly #asked: Uint8Array = new Uint8Array(ASKED_BITS / 8)
  #hour: number = 0
  #probesNow: number = 0
  #isShut: boolean = false
  readonly #counts: { learned: number; matched: number; probes: number; refused: number } = {
    learned: 0,
    matched: 0,
    probes: 0,
    refused: 0,
  }

  constructor({ key, now, ttlMs = DAY_MS, most = 200_000, mostProbes = 20_000, onLimit = () => {} }: SeenOptions) {
    if (key.length < 32) throw new PhiError('options', ['a key for seen values has at least 32 bytes'])
    this.#digest = keyedDigest(key)
    this.#seed = createHmac('sha256', key).update('cordon seen filter').digest().readInt32BE()
    this.#now = now
    this.#ttlMs = ttlMs
    this.#most = most
    this.#mostProbes = mostProbes
    this.#onLimit = onLimit
  }

  /** Goes up whenever something is found that was not before. */
  get learned(): number {
    return this.#counts.learned
  }

  get counts(): SeenCounts {
    return { entries: this.#entries.size, ...this.#counts }
  }

  /** Remembers one whole value of a structured field. `near`: words of names just before it, in the same record; it is changed. */
  learn(kind: PhiClass, value: string, near: string[] = []): void {
    if (kind === 'name') {
      for (const word of wordsOf(value)) {
        this.#put('word', word)
        for (const other of near) this.#put('pair', pairOf(word, other))
        near.push(word)
        if (near.length > MOST_NEAR) near.shift()
      }
      return
    }
    const identifier = identifierOf(kind, value)
    if (identifier !== null) this.#put('value', identifier)
  }

  /** For the fields of a stream, in their order: a few other fields between two names, and they are no more one person's. */
  learner(): (kind: PhiClass, value: string) => void {
    const near: string[] = []
    let others = 0
    return (kind, value) => {
      if (kind === 'name') others = 0
      else if (++others > MOST_BETWEEN) near.length = 0
      this.learn(kind, value, near)
    }
  }

  /** Whether something was seen. Bytes are spelled as spelling.ts does. */
  has(kind: SeenKind, bytes: Uint8Array, from: number, to: number): boolean {
    return this.#find(kind, this.#mark(kind, bytes, from, to), bytes, from, to)
  }

  /** The same for text of an agent's own: counted, and false whatever was seen once it has asked after too much. */
  ask(kind: SeenKind, bytes: Uint8Array, from: number, to: number): boolean {
    const mark = this.#mark(kind, bytes, from, to)
    return this.#mayAsk(mark) && this.#find(kind, mark, bytes, from, to)
  }

  #find(kind: SeenKind, mark: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (!this.#mayHave(mark)) return false
    const digest = this.#digest(kind, Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from))
    const entry = this.#entries.get(digest)
    if (entry === undefined) return false
    if (entry.expiresAt > this.#now()) return true
    this.#entries.delete(digest)
    return false
  }

  #mayAsk(mark: number): boolean {
    const hour = Math.floor(this.#now() / HOUR_MS)
    if (hour !== this.#hour) {
      this.#hour = hour
      this.#probesNow = 0
      this.#isShut = false
      this.#asked.fill(0)
    }
    if (this.#isShut) {
      this.#counts.refused++
      return false
    }
    const bit = mark % ASKED_BITS
    const byte = this.#asked[bit >> 3] as number
    if ((byte & (1 << (bit & 7))) !== 0) return true
    if (this.#probesNow >= this.#mostProbes) {
      this.#isShut = true
      this.#counts.refused++
      this.#onLimit()
      return false
    }
    this.#asked[bit >> 3] = byte | (1 << (bit & 7))
    this.#probesNow++
    this.#counts.probes++
    return true
  }

  matched(): void {
    this.#counts.matched++
  }

  #put(kind: SeenKind, text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    const mark = this.#mark(kind, bytes, 0, bytes.length)
    if (this.#isRecent(mark, bytes)) return
    const digest = this.#digest(kind, bytes)
    // Set anew, so that it is the youngest.
    if (!this.#entries.delete(digest)) this.#counts.learned++
    this.#entries.set(digest, { expiresAt: this.#now() + this.#ttlMs, mark })
    this.#setBits(mark)
    if (this.#entries.size > this.#most) this.#evict()
  }

  // The same values come again and again: to put one anew costs a digest, and changes little for a while.
  #isRecent(mark: number, bytes: Uint8Array): boolean {
    const now = this.#now()
    if (now - this.#recentSince >= this.#ttlMs / 8) {
      this.#recent.fill(0)
      this.#recentSince = now
    }
    let other = this.#seed | 1
    for (let at = 0; at < bytes.length; at++) other = Math.imul(other ^ (bytes[at] as number), 0x01000193)
    other = ((other ^ (other >>> 13)) | 1) >>> 0
    const place = 2 * (mark & (RECENT - 1))
    if (this.#recent[place] === mark && this.#recent[place + 1] === other) return true
    this.#recent[place] = mark
    this.#recent[place + 1] = other
    return false
  }

  #evict(): void {
    let oldest = this.#oldest.next()
    if (oldest.done === true) {
      this.#oldest = this.#entries.keys()
      oldest = this.#oldest.next()
    }
    if (oldest.done !== true) this.#entries.delete(oldest.value)
    if (++this.#evicted < this.#most / 4) return
    this.#evicted = 0
    this.#filter.fill(0)
    for (const { mark } of this.#entries.values()) this.#setBits(mark)
  }

  #mark(kind: SeenKind, bytes: Uint8Array, from: number, to: number): number {
    let value = (this.#seed ^ kind.length) | 0
    for (let at = from; at < to; at++) value = Math.imul(value ^ (bytes[at] as number), 0x5bd1e995) ^ (value >>> 15)
    value = Math.imul(value ^ (value >>> 13), 0x5bd1e995)
    return (value ^ (value >>> 15)) >>> 0
  }

  #setBits(mark: number): void {
    for (const bit of [mark % FILTER_BITS, second(mark)])
      this.#filter[bit >> 3] = (this.#filter[bit >> 3] as number) | (1 << (bit & 7))
  }

  #mayHave(mark: number): boolean {
    const first = mark % FILTER_BITS
    if (((this.#filter[first >> 3] as number) & (1 << (first & 7))) === 0) return false
    const other = second(mark)
    return ((this.#filter[other >> 3] as number) & (1 << (other & 7))) !== 0
  }
}

function second(mark: number): number {
  return (Math.imul(mark, 0x9e3779b1) >>> 11) % FILTER_BITS
}

/** Two words of a name, whichever comes first. */
export function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}
