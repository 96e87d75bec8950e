import { CLASS } from './byte-classes.ts'

/** A byte that belongs to nothing: what is read before the beginning and after the end. */
const NOTHING = 0
const EMPTY = new Uint8Array(0)

/**
 * A window over the input. Whoever decides something from bytes reads them through `at` and `before`, so that a
 * decision that hangs on bytes which have not come yet is known as such (`open`) and is made later, from more.
 * That is the whole reason why a stream gives the same output for every cut.
 */
export class Reader {
  bytes: Uint8Array = EMPTY
  /** Bytes of the whole input before `bytes[0]`. */
  base: number = 0
  end: number = 0
  /** Nothing comes after `end`. */
  last: boolean = true
  /** Something was read beyond `end` though more may come. */
  open: boolean = false
  /** Nothing before it is looked at: where the value, or the key before it, begins in a structured format. */
  floor: number = 0

  set(bytes: Uint8Array, base: number, last: boolean, floor: number = 0, end: number = bytes.length): void {
    this.bytes = bytes
    this.base = base
    this.end = end
    this.last = last
    this.floor = floor
    this.open = false
  }

  /** The byte at a place that is not yet behind. */
  at(place: number): number {
    if (place < this.end) return this.bytes[place] as number
    if (!this.last) this.open = true
    return NOTHING
  }

  /** A byte that was passed already; callers look back at most LOOK_BEHIND bytes. */
  before(place: number): number {
    return place < this.floor ? NOTHING : (this.bytes[place] as number)
  }

  classAt(place: number): number {
    return CLASS[this.at(place)] as number
  }

  classBefore(place: number): number {
    return CLASS[this.before(place)] as number
  }

  /** The end of a run of bytes of these classes, at most `most` long. */
  runEnd(from: number, classes: number, most: number): number {
    const { bytes } = this
    const limit = from + most
    const stop = limit < this.end ? limit : this.end
    let place = from
    while (place < stop && ((CLASS[bytes[place] as number] as number) & classes) !== 0) place++
    // A longer run may come.
    if (place < limit && place >= this.end && !this.last) this.open = true
    return place
  }

  /** The start of a run of bytes of these classes that ends before `to`, at most `most` long. */
  runStart(to: number, classes: number, most: number): number {
    const { bytes, floor } = this
    const limit = to - most
    const stop = limit > floor ? limit : floor
    let place = to
    while (place > stop && ((CLASS[bytes[place - 1] as number] as number) & classes) !== 0) place--
    return place
  }

  startsWith(ascii: Uint8Array, place: number): boolean {
    for (let index = 0; index < ascii.length; index++) if (this.at(place + index) !== ascii[index]) return false
    return true
  }
}

/** No decision looks further back than this from where it stands; a stream keeps so much of what it let go. */
export const LOOK_BEHIND = 192
