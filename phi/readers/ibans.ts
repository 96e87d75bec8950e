import { DIGIT, UPPER, WORD } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'
import { isIban } from '../validators.ts'

const LONGEST = 34
const SHORTEST = 15

/** At a capital: country, check digits, and up to thirty more, in one run or in groups of four, apart by spaces or dashes. */
export function readIban(scene: Scene, at: number): void {
  const { text, chain } = scene
  if ((text.classAt(at + 1) & UPPER) === 0 || (text.classAt(at + 2) & text.classAt(at + 3) & DIGIT) === 0) return
  let length = 0
  let bestEnd = 0
  let place = at
  while (length <= LONGEST) {
    const kind = text.classAt(place)
    if ((kind & (UPPER | DIGIT)) !== 0) {
      if (length === LONGEST) break
      chain.text[length++] = text.at(place++)
      continue
    }
    const isWhole = (kind & WORD) === 0 && length >= SHORTEST && isIban(chain.text, length)
    if (isWhole) bestEnd = place
    const isGap = text.at(place) === 0x20 || text.at(place) === 0x2d
    if (!isGap || length % 4 !== 0 || length === 0) break
    place++
  }
  if (length === LONGEST && (text.classAt(place) & WORD) === 0 && isIban(chain.text, length)) bestEnd = place
  if (bestEnd > 0) scene.offer('iban', at, bestEnd)
}
