import type { Readable, Writable } from 'node:stream'

/** Bytes in, bytes out; the same for every cut of the input. Throws to end the exchange. */
export interface Flow {
  write(chunk: Uint8Array): Uint8Array
  /** What was held back. */
  end(): Uint8Array
}

/** Whoever was to be sent something is gone. */
export class SinkClosed extends Error {
  override readonly name = 'SinkClosed'
}

/**
 * Sends a body on through a flow, no faster than it is taken. Resolves with the flow's last bytes, not yet sent, once the
 * source has ended; rejects where the source breaks off, the flow throws, or the sink is closed. Ends neither.
 */
export function pump(
  source: Readable,
  sink: Writable,
  flow: Flow,
  send: (bytes: Uint8Array) => boolean,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      source.off('data', take).off('end', finish).off('error', fail).off('close', broken)
      sink.off('drain', resume).off('close', closed)
      source.on('error', ignore)
      end()
    }
    const fail = (error: unknown): void =>
      settle(() => {
        source.pause()
        reject(error)
      })
    const take = (chunk: Uint8Array): void => {
      try {
        const bytes = flow.write(chunk)
        if (bytes.length > 0 && !send(bytes)) source.pause()
      } catch (error) {
        fail(error)
      }
    }
    const finish = (): void => {
      try {
        const last = flow.end()
        settle(() => resolve(last))
      } catch (error) {
        fail(error)
      }
    }
    const broken = (): void => fail(new Error('the body broke off'))
    const closed = (): void => fail(new SinkClosed('the receiver is gone'))
    const resume = (): void => {
      source.resume()
    }
    if (sink.closed || sink.destroyed) return closed()
    if (source.destroyed && !source.readableEnded) return broken()
    source.on('data', take).once('end', finish).once('error', fail).once('close', broken)
    sink.on('drain', resume).once('close', closed)
    source.resume()
  })
}

function ignore(): void {
  // A source that was given up may still say why it broke.
}
