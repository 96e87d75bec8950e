import { LOWER } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'

/** Whether a prefix of a token may have its anchor here. */
export function mayBePrefix({ text, rules }: Scene, at: number, byte: number): boolean {
  return (
    rules.looks.prefixes[(byte << 8) | text.before(at - 1)] === 1 ||
    rules.looks.starts[(byte << 8) | text.at(at + 1)] === 1
  )
}

/** Where to go on at a capital or a digit inside a word, where only an encoding may be found: `end`, or `at`. */
export function insideEnd({ text, encodings }: Scene, at: number, end: number): number {
  const isEncoded = (text.classBefore(at - 1) & LOWER) !== 0 && encodings !== null && encodings.mayBeEncoded(text, at)
  return isEncoded ? at : end
}
