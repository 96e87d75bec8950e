import type { EventBatch } from '../seams.ts'
import { InOrder, type Taken } from './intake.ts'
import { type Place, type Places, placeIn, writeKafkaCursor } from './kafka-cursor.ts'
import { Shelf } from './shelf.ts'

/** What may be kept of what was read, in all; behind the reader, and in front of it. */
const MOST_BYTES = 64 << 20
const KEPT_BYTES = 16 << 20

/** The partitions of the topic of events, merged: every source in its own order, partitions in turns. */
export class Partitions {
  readonly order: InOrder = new InOrder()
  readonly #shelves = new Map<number, Shelf>()
  /** From a place to the next one that holds something, where what lies between brings no events. */
  readonly #skips = new Map<number, { readonly from: Place; readonly to: Place }>()
  readonly #onGap: (taken: Taken, partition: number) => void
  #read: Places = new Map()
  #turn = 0

  /** `onGap` is told of a message that is left out, since something before it is missing. */
  constructor(onGap: (taken: Taken, partition: number) => void) {
    this.#onGap = onGap
  }

  get numbers(): readonly number[] {
    return [...this.#shelves.keys()]
  }

  get(partition: number): Shelf | undefined {
    return this.#shelves.get(partition)
  }

  /** Makes room for a partition; it begins where reading goes on. */
  add(partition: number): Shelf {
    const known = this.#shelves.get(partition)
    if (known) return known
    const shelf = new Shelf(this.#placeIn(this.#read, partition).offset)
    this.#shelves.set(partition, shelf)
    return shelf
  }

  /** Says that a place holds nothing any more, and that it goes on at an offset. */
  skip(partition: number, offset: number): void {
    const from = placeIn(this.#read, partition)
    this.#skips.set(partition, { from, to: { offset, index: 0 } })
    this.#shelves.get(partition)?.restart(offset)
  }

  /** Partitions whose shelf does not hold what a reader at `places` needs; it is set to begin there. */
  reposition(places: Places): readonly number[] {
    this.#read = places
    return this.numbers.filter((partition) => {
      const { offset } = this.#placeIn(places, partition)
      const shelf = this.#shelves.get(partition)
      if (!shelf || shelf.covers(offset)) return false
      shelf.restart(offset)
      return true
    })
  }

  /** True while there is room for more. */
  get hasRoom(): boolean {
    return this.#bytes() < MOST_BYTES
  }

  /** How many messages the brokers have that were not read. */
  get lag(): number {
    let lag = 0
    for (const [partition, shelf] of this.#shelves)
      lag += Math.max(0, shelf.end - this.#placeIn(this.#read, partition).offset)
    return lag
  }

  /** Up to `most` events behind `places`. */
  take(places: Places, most: number): EventBatch {
    const events: Uint8Array[] = []
    const moved = new Map(places)
    const numbers = this.#inTurn()
    for (let before = -1; before !== events.length && events.length < most; ) {
      before = events.length
      // In equal shares, or one busy partition would starve the others.
      const share = Math.ceil((most - before) / Math.max(1, numbers.length))
      for (const partition of numbers) this.#takeFrom(partition, moved, events, Math.min(most, events.length + share))
    }
    this.#trim(moved)
    return { events, cursor: writeKafkaCursor(moved) }
  }

  #takeFrom(partition: number, moved: Map<number, Place>, events: Uint8Array[], until: number): void {
    const shelf = this.#shelves.get(partition)
    if (!shelf) return
    const start = placeIn(moved, partition)
    let place = this.#placeIn(moved, partition)
    const length = events.length
    for (const taken of shelf.from(place)) {
      if (events.length >= until) break
      const index = taken.offset === place.offset ? place.index : 0
      place = this.#takeMessage(taken, { index, until, partition }, events)
    }
    if (events.length > length) moved.set(partition, place)
    else if (place !== start) this.#skips.set(partition, { from: start, to: place })
  }

  #takeMessage(
    taken: Taken,
    { index, until, partition }: { readonly index: number; readonly until: number; readonly partition: number },
    events: Uint8Array[],
  ): Place {
    const behind = { offset: taken.offset + 1, index: 0 }
    if (taken.events.length === 0) return behind
    if (!this.order.mayPass(taken)) {
      this.#onGap(taken, partition)
      return behind
    }
    let at = index
    for (; at < taken.events.length && events.length < until; at++) {
      const event = taken.events[at]
      if (!event) break
      events.push(event.bytes)
      this.order.passed(taken.source, event.position)
    }
    return at < taken.events.length ? { offset: taken.offset, index: at } : behind
  }

  #placeIn(places: Places, partition: number): Place {
    const place = placeIn(places, partition)
    const skip = this.#skips.get(partition)
    return skip && skip.from.offset === place.offset && skip.from.index === place.index ? skip.to : place
  }

  #inTurn(): readonly number[] {
    const numbers = this.numbers
    this.#turn = (this.#turn + 1) % Math.max(1, numbers.length)
    return [...numbers.slice(this.#turn), ...numbers.slice(0, this.#turn)]
  }

  // What was read is kept a while: a reader may ask for it again.
  #trim(places: Places): void {
    for (const [partition, shelf] of this.#shelves)
      shelf.trim(this.#placeIn(places, partition).offset, KEPT_BYTES / this.#shelves.size)
  }

  #bytes(): number {
    let bytes = 0
    for (const shelf of this.#shelves.values()) bytes += shelf.bytes
    return bytes
  }
}
