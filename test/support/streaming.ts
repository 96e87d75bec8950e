import type { Phi, StreamMasker, StreamOptions } from '#phi'

export interface Streamed {
  readonly text: string
  readonly masker: StreamMasker
}

/** Masks bytes that come in pieces which end at these places. */
export function streamed(phi: Phi, bytes: Uint8Array, cuts: readonly number[], options?: StreamOptions): Streamed {
  const masker = phi.stream(options)
  const out: Uint8Array[] = []
  let written = 0
  for (const cut of [...cuts, bytes.length]) {
    out.push(masker.write(bytes.slice(written, cut)))
    written = cut
  }
  out.push(masker.end())
  return { text: Buffer.concat(out).toString('latin1'), masker }
}

/** Every place of a text: byte by byte. */
export function everyPlace(bytes: Uint8Array): readonly number[] {
  return Array.from({ length: bytes.length }, (_, index) => index)
}

/** Whether two documents are the same but for the values of their strings and numbers, and the names of members. */
export function hasSameShape(left: unknown, right: unknown): boolean {
  if (typeof left !== typeof right || left === null || right === null) return left === right
  if (typeof left === 'boolean') return left === right
  if (typeof left !== 'object' || typeof right !== 'object') return true
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const [these, those] = [Object.values(left), Object.values(right)]
  return these.length === those.length && these.every((value, index) => hasSameShape(value, those[index]))
}
