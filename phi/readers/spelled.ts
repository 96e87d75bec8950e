import { LETTER } from '../byte-classes.ts'
import { spelledStart } from '../held.ts'
import type { Scene } from '../scene.ts'

const LEAST_WORDS = 7
const MOST_WORDS = 24
const LONGEST = 6

/**
 * At an x, a z or a v, which every number of some length has in a digit's word (six, zero, five, seven): digits spelled out,
 * seven or more in a row.
 */
export function readSpelled(scene: Scene, at: number): void {
  const { text, rules } = scene
  const { digitWords } = rules.dictionaries
  const from = text.runStart(at, LETTER, LONGEST)
  const to = text.runEnd(at, LETTER, LONGEST)
  if (to - from > 5 || digitWords.lookup(text.bytes, from, to) === 0) return
  const start = spelledStart(rules, text, from)
  let words = 1 + countWords(scene, start, from)
  let end = to
  while (words < MOST_WORDS) {
    let next = end
    while (next - end < 3 && (text.at(next) === 0x20 || text.at(next) === 0x2d || text.at(next) === 0x2c)) next++
    const wordEnd = text.runEnd(next, LETTER, LONGEST)
    if (next === end || digitWords.lookup(text.bytes, next, wordEnd) === 0) break
    end = wordEnd
    words++
  }
  if (words >= LEAST_WORDS) scene.offer('spelled-digits', start, end)
}

function countWords({ text }: Scene, from: number, to: number): number {
  let count = 0
  for (let place = from; place < to; place++)
    if ((text.classBefore(place) & LETTER) !== 0 && (text.classBefore(place + 1) & LETTER) === 0) count++
  return count
}
