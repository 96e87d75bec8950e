import { ALNUM, LETTER } from '../byte-classes.ts'
import { topicBit } from '../dictionaries.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'

const UNDERSCORE = 0x5f
const DASH = 0x2d
const MOST_NAME = 64
const IMAGE = topicBit('image')
const ENDINGS = ['jpg', 'jpeg', 'png', 'heic', 'tif', 'tiff', 'bmp'].map((ending) => Buffer.from(ending, 'latin1'))
/** 1 at a byte that one of them begins with, in any case. */
const STARTS = startsOf(ENDINGS)
/** What the names of such files begin with where nothing else says whose picture it is. */
const BEGINNINGS = ['face', 'patient', 'pt', 'headshot', 'portrait', 'selfie', 'mugshot', 'wound'].map((word) =>
  Buffer.from(word, 'latin1'),
)

/** At a full stop: the name of an image file behind a word that says photo, or that begins with one. */
export function readImage(scene: Scene, at: number): void {
  const { text } = scene
  const end = endingEnd(text, at + 1)
  if (end < 0) return
  let start = at
  while (at - start < MOST_NAME && isNamed(text, start - 1)) start--
  if (at - start < 2 || at - start >= MOST_NAME) return
  if ((scene.topics(start) & IMAGE) !== 0 || BEGINNINGS.some((word) => begins(text, start, word)))
    scene.offer('image-file', start, end)
}

/** A first look at a full stop. */
export function mayBeImage(scene: Scene, at: number): boolean {
  return scene.mode !== 'code' && endingEnd(scene.text, at + 1) > 0
}

// The end of "jpg" and its kin, in any case, where nothing goes on behind it; or -1.
function endingEnd(text: Reader, at: number): number {
  if (STARTS[text.at(at)] === 0) return -1
  if ((text.classAt(at) & text.classAt(at + 1) & text.classAt(at + 2) & LETTER) === 0) return -1
  for (const ending of ENDINGS) {
    const end = at + ending.length
    if (isWord(text, at, ending) && (text.classAt(end) & ALNUM) === 0 && text.at(end) !== UNDERSCORE) return end
  }
  return -1
}

function begins(text: Reader, at: number, word: Uint8Array): boolean {
  return isWord(text, at, word) && (text.classAt(at + word.length) & LETTER) === 0
}

function isWord(text: Reader, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if ((text.at(at + index) | 0x20) !== word[index]) return false
  return true
}

function isNamed(text: Reader, place: number): boolean {
  const byte = text.before(place)
  return (text.classBefore(place) & ALNUM) !== 0 || byte === UNDERSCORE || byte === DASH
}

function startsOf(words: readonly Uint8Array[]): Uint8Array {
  const starts = new Uint8Array(256)
  for (const [first = 0] of words) starts.fill(1, first, first + 1).fill(1, first & 0xdf, (first & 0xdf) + 1)
  return starts
}
