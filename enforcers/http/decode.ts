import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { HttpError } from './http-error.ts'
import type { Coding } from './media.ts'

/** Decoded bytes that a body may have whatever its size: small texts pack well. */
const FREE_BYTES = 8 * 1_048_576
const MOST_RATIO = 100

/**
 * A body without its content coding, within a budget: past a few megabytes at most a hundred bytes for each that came
 * (a bomb of zeros has a thousand). Errors of the source, its early end, and codings that break off are errors of the
 * stream.
 */
export function decoded(source: Readable, coding: Coding | null): Readable {
  if (coding === null) return source
  const decoder = coding === 'gzip' ? createGunzip() : coding === 'br' ? createBrotliDecompress() : createInflate()
  let packed = 0
  let plain = 0
  source.on('data', (chunk: Uint8Array) => {
    packed += chunk.length
  })
  decoder.on('data', (chunk: Uint8Array) => {
    plain += chunk.length
    if (plain > FREE_BYTES && plain > packed * MOST_RATIO)
      decoder.destroy(new HttpError('content_coding', 'The body unpacks to far more than it is.', { status: 413 }))
  })
  // Listening made both flow; nothing may, before somebody takes it.
  decoder.pause()
  pipeline(source, decoder, () => undefined)
  return decoder
}
