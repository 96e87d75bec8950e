import { ALNUM, DIGIT, LETTER, OPAQUE, WORD } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'

const SPACE = 0x20
const DASH = 0x2d
const MOST_LOGIN = 32
const MOST_PASSWORD = 64
const LEAST_PASSWORD = 6
/** Of a command line that is looked back at for the program's name. */
const MOST_COMMAND = 96
const PROGRAMS = ['mysql', 'mariadb'].map((name) => Buffer.from(name, 'latin1'))
const USER_OPTIONS = ['-u ', '--user '].map((option) => Buffer.from(option, 'latin1'))

/** At the colon of `curl -u admin:password`. */
export function readLogin(scene: Scene, at: number): void {
  const { text } = scene
  if (!mayBeLogin(text, at)) return
  offer(scene, at + 1)
}

/** A first look at a colon: a login with an option before it. */
export function mayBeLogin(text: Reader, at: number): boolean {
  if ((text.classAt(at + 1) & ALNUM) === 0) return false
  const start = text.runStart(at, ALNUM, MOST_LOGIN)
  return (
    start < at && text.before(start - 1) === SPACE && USER_OPTIONS.some((option) => endsBefore(text, start, option))
  )
}

/** At the dash of `mysql -u root -ppassword`. */
export function readShortOption(scene: Scene, at: number): void {
  const { text } = scene
  if (!mayBeShortOption(text, at)) return
  for (let back = at; at - back < MOST_COMMAND; back--) {
    if (text.before(back - 1) === 0x0a) return
    if (PROGRAMS.some((name) => endsBefore(text, back, name))) {
      offer(scene, at + 2)
      return
    }
  }
}

/** A first look at a dash: ` -p` and something that is no space behind it. */
export function mayBeShortOption(text: Reader, at: number): boolean {
  return text.before(at - 1) === SPACE && text.at(at + 1) === 0x70 && (text.classAt(at + 2) & OPAQUE) !== 0
}

// Letters and digits: a word alone may be anything, and a variable of the shell is none.
function offer(scene: Scene, from: number): void {
  const { text } = scene
  const end = text.runEnd(from, OPAQUE, MOST_PASSWORD)
  if (text.at(from) === 0x24 || text.at(from) === DASH || end - from >= MOST_PASSWORD) return
  const isMixed = hasKind(text, from, end, DIGIT) && hasKind(text, from, end, LETTER)
  if (end - from >= LEAST_PASSWORD && isMixed) scene.offer('command-password', from, end)
}

function hasKind(text: Reader, from: number, to: number, kind: number): boolean {
  for (let place = from; place < to; place++) if ((text.classAt(place) & kind) !== 0) return true
  return false
}

function endsBefore(text: Reader, end: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++)
    if (text.before(end - word.length + index) !== word[index]) return false
  return (text.classBefore(end - word.length - 1) & WORD) === 0
}
