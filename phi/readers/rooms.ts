import { DIGIT } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'

const DASH = 0x2d

/** At a digit: three or four of them, perhaps with a bed (214-2), behind a word that says room. */
export function readRoom(scene: Scene, at: number): void {
  const { text } = scene
  const end = text.runEnd(at, DIGIT, 5)
  if (end - at < 3 || end - at > 4) return
  const bed = text.at(end) === DASH ? text.runEnd(end + 1, DIGIT, 3) : end
  scene.weighId('room-number', at, bed - end === 2 || bed - end === 3 ? bed : end)
}

/** A first look: whether room, bed or such stands right before a number, with a sign between them or not. */
export function mayBeRoom({ text, mode, rules }: Scene, at: number): boolean {
  if (mode === 'code') return false
  let end = at
  while (at - end < MOST_FILLER && FILLER[text.before(end - 1)] === 1) end--
  return end < at && rules.looks.rooms.may(text, end)
}

const MOST_FILLER = 4
const FILLER: Uint8Array = fillers(' :#=."')

function fillers(bytes: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(bytes, 'latin1')) table[byte] = 1
  return table
}
