import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { canonicalBytes, type Event, type EventKind } from '#schemas'
import { NO_HASH, sha256 } from '../../../evidence/ledger/hash.ts'
import { keyIdOf } from '../../../evidence/ledger/key-id.ts'
import type { Cursor, EventBatch, EventSource, FetchOptions } from '../../../evidence/stream/seams.ts'

const START = Date.parse('2026-02-03T08:00:00.000Z')

/** A source whose events a test writes: stamped, chained and signed as a log would. The cursor is an index. */
export class ScriptedSource implements EventSource {
  readonly events: Uint8Array[] = []
  readonly id: string
  readonly #key: KeyObject
  #publicKey: string
  epoch = 0
  seq = 0
  prev: string = NO_HASH
  /** Seconds since the first event. */
  seconds = 0

  constructor(privateKey: KeyObject = generateKeyPairSync('ed25519').privateKey) {
    this.#key = privateKey
    this.#publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
    this.id = keyIdOf(privateKey)
    this.open()
  }

  open(): this {
    const previous = this.epoch === 0 ? null : { epoch: this.epoch, seq: this.seq, head: this.prev, torn: false }
    this.epoch++
    this.seq = 0
    this.prev = NO_HASH
    return this.add('source.opened', { publicKey: this.#publicKey, role: 'test', version: '0.0.0', previous })
  }

  head(kind: 'source.head' | 'heartbeat' = 'source.head'): this {
    const text = `cordon-source-head-v1\n${this.id}\n${this.epoch}\n${this.seq}\n${this.prev}\n`
    const signature = sign(null, Buffer.from(text), this.#key).toString('base64')
    return this.add(kind, { seq: this.seq, head: this.prev, signature })
  }

  add(kind: EventKind, data: Event['data'], session?: string): this {
    this.seq++
    this.seconds++
    const bytes = canonicalBytes({
      v: 1,
      kind,
      time: new Date(START + this.seconds * 1000).toISOString(),
      source: { id: this.id, epoch: this.epoch, seq: this.seq, prev: this.prev },
      session,
      data,
    })
    this.prev = sha256(bytes)
    this.events.push(bytes)
    return this
  }

  /** One session with `exchanges` allowed and done exchanges. */
  session(name: string, exchanges = 1): this {
    this.add('session.open', { enforcer: 'test' }, name)
    for (let index = 0; index < exchanges; index++) {
      this.add('decision', { id: `${name}-${index}`, effect: 'allow' }, name)
      this.add('effect', { decision: `${name}-${index}`, outcome: 'done' }, name)
    }
    return this.add('session.close', { reason: 'client', exchanges }, name)
  }

  async fetch(cursor: Cursor | null, { most, waitMs, signal }: FetchOptions): Promise<EventBatch> {
    const from = cursor === null ? 0 : Number(cursor)
    const until = Date.now() + waitMs
    while (this.events.length <= from && Date.now() < until && !signal.aborted) await sleep(2)
    const events = this.events.slice(from, from + most)
    return { events, cursor: events.length === 0 ? cursor : String(from + events.length) }
  }
}
