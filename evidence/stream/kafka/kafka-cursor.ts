import type { Cursor } from '../seams.ts'
import { KafkaError } from './kafka-error.ts'

/*
 * cursor = "kafka:" [place *("," place)]
 * place  = partition "=" offset "." index    all decimal; partitions ascend, those never read are left out
 *
 * Everything before `offset`, and the first `index` events of the message there, is behind the cursor.
 */

/** Where reading goes on in one partition. */
export interface Place {
  readonly offset: number
  readonly index: number
}

/** By partition. */
export type Places = ReadonlyMap<number, Place>

/** More partitions than this do not fit the cursor of a segment header. */
export const MOST_PARTITIONS = 96

const BEGIN: Place = Object.freeze({ offset: 0, index: 0 })

/** Where reading goes on in a partition. */
export function placeIn(places: Places, partition: number): Place {
  return places.get(partition) ?? BEGIN
}

export function writeKafkaCursor(places: Places): Cursor {
  const list = [...places].sort(([one], [other]) => one - other)
  return PREFIX + list.map(([partition, { offset, index }]) => `${partition}=${offset}.${index}`).join(',')
}

/**
 * Reads a cursor; null begins at the oldest message, and so does the cursor of a log: a ledger that was sealed in
 * one process and goes on apart loses nothing, since the sealer knows what it has sealed. Throws KafkaError `cursor`.
 */
export function readKafkaCursor(cursor: Cursor | null): Places {
  if (cursor === null || isLogCursor(cursor)) return new Map()
  if (!cursor.startsWith(PREFIX) || cursor.length > MOST_CHARACTERS) throw foreign()
  const text = cursor.slice(PREFIX.length)
  const places = new Map(text === '' ? [] : text.split(',').map(readPlace))
  if (writeKafkaCursor(places) !== cursor) throw foreign()
  return places
}

function readPlace(text: string): [number, Place] {
  const [partition, place = ''] = text.split('=', 2)
  const [offset, index] = place.split('.', 2)
  const numbers = [Number(partition), Number(offset), Number(index)]
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) throw foreign()
  return [numbers[0] ?? 0, { offset: numbers[1] ?? 0, index: numbers[2] ?? 0 }]
}

function isLogCursor(cursor: string): boolean {
  const [epoch, seq, ...rest] = cursor.slice(0, 64).split(':')
  return rest.length === 0 && `${Number(epoch)}:${Number(seq)}` === cursor && Number(epoch) > 0
}

function foreign(): KafkaError {
  return new KafkaError('cursor', 'this cursor was not made by the event source of Kafka: start from null')
}

const PREFIX = 'kafka:'
const MOST_CHARACTERS = 4096
