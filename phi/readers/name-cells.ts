import { LOWER, UPPER, WORD } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'

const COMMA = 0x2c
const { given, surname, ambiguous, notName } = WORD_BITS

/** Columns beside each other: Smith,John or SMITH^JOHN. Each is a finding of its own, so that columns stay columns. */
export function offerCell(scene: Scene, at: number): void {
  const { text, words } = scene
  const [first] = words
  if (!first.named || first.is(notName)) return
  const other = scene.scratch
  const right = cellGap(scene, first.end, 1)
  if (right > 0) {
    other.read(text, right, scene.rules.dictionaries.words)
    if (other.capital && completes(first, other)) scene.offer('name-cell', at, first.end)
  }
  const left = cellGap(scene, at - 1, -1)
  if (left <= 0) return
  const start = text.runStart(left, UPPER | LOWER, 24)
  if (start === left || (text.classBefore(start) & UPPER) === 0 || (text.classBefore(start - 1) & WORD) !== 0) return
  other.flags = scene.rules.dictionaries.words.lookup(text.bytes, start, left)
  if (completes(first, other)) scene.offer('name-cell', at, first.end)
}

function completes(first: Word, other: Word): boolean {
  const isPair = (first.is(given) && other.is(surname)) || (first.is(surname) && other.is(given))
  return isPair && !other.is(notName) && !(first.is(notName | ambiguous) && other.is(notName | ambiguous))
}

// A bare column separator, in quotes or not: the other side of it, or 0. `at` is its first byte in that direction.
function cellGap(scene: Scene, at: number, step: 1 | -1): number {
  let place = at
  const isQuoted = byteAt(scene, place, step) === 0x22
  if (isQuoted) place += step
  const byte = byteAt(scene, place, step)
  if (!(byte === COMMA || byte === 0x7c || byte === 0x09 || byte === 0x5e || byte === 0x3b)) return 0
  place += step
  if (isQuoted && byteAt(scene, place, step) !== 0x22) return 0
  if (isQuoted) place += step
  return step === 1 ? place : place + 1
}

function byteAt(scene: Scene, place: number, step: 1 | -1): number {
  return step === 1 ? scene.text.at(place) : scene.text.before(place)
}
