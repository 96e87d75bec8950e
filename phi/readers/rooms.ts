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

/** A first look: whether the word right before a number may end as room, rm and bed do, or a sign stands there. */
export function mayBeRoom(scene: Scene, at: number): boolean {
  const { text } = scene
  if (scene.mode === 'code') return false
  const last = text.before(at - 1) === 0x20 ? text.before(at - 2) : text.before(at - 1)
  return LAST[last] === 1
}

/** Last letters of room, rm, bed, ward, bay, suite, rooms, beds, and what may stand between them and the number. */
const LAST: Uint8Array = lastBytes('mMdDyYeEsS:#.="')

function lastBytes(bytes: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(bytes, 'latin1')) table[byte] = 1
  return table
}
