import type { Readable } from 'node:stream'

/** A body that is known to be short, in one piece. Rejects where it breaks off. */
export function readWhole(source: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = []
    const broken = (): void => reject(new Error('the body broke off'))
    if (source.destroyed && !source.readableEnded) return broken()
    // Its listeners go with it: they need not be taken off.
    source
      .on('data', (chunk: Uint8Array) => pieces.push(chunk))
      .once('end', () => resolve(joined(pieces)))
      .on('error', reject)
      .once('close', broken)
  })
}

/** Pieces as one; a single one as it is. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces)
}
