import { HEX } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'

/** At an equals sign, RFC 2045 6.7: =31=32 and so on, or =3D, or a line that goes on. */
export function isQuotedPrintable(text: Reader, at: number): boolean {
  const next = text.at(at + 1)
  if (next === 0x0a || next === 0x0d) return true
  if (next === 0x33 && text.at(at + 2) === 0x44) return true
  return text.at(at + 3) === 0x3d && (text.classAt(at + 1) & text.classAt(at + 2) & HEX) !== 0
}
