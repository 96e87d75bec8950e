import { randomBytes } from 'node:crypto'
import { ByteWriter } from '../wire/bytes.ts'
import { withDeadline } from '../wire/deadline.ts'
import { dial, type UpstreamTarget } from './upstream.ts'

const CANCEL_REQUEST = 80_877_102
const KEY_BYTES = 8
const DEADLINE_MS = 5000

/** Sends a CancelRequest and waits until the server has closed that connection, which it does when it has acted. */
export async function cancelUpstream(target: UpstreamTarget, key: Buffer | null): Promise<void> {
  if (key === null) return
  const socket = await dial(target, AbortSignal.timeout(DEADLINE_MS))
  const heard = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.once('end', () => resolve())
    socket.resume()
  })
  socket.write(
    new ByteWriter()
      .int32(8 + key.length)
      .int32(CANCEL_REQUEST)
      .bytes(key)
      .done(),
  )
  try {
    await withDeadline(heard, DEADLINE_MS, 'cancelling')
  } finally {
    socket.destroy()
  }
}

/**
 * Keys that clients cancel with. They are minted here and never the server's own: those of poolers and cloud
 * services differ in length, and one that leaked would cancel behind our back.
 */
export class CancelKeys {
  readonly #sessions = new Map<string, () => void>()

  /** A key for BackendKeyData: process id and secret, four bytes each (protocol 3.0). */
  mint(cancel: () => void): Buffer {
    const key = randomBytes(KEY_BYTES)
    // A process id is positive.
    key.writeUInt8(key.readUInt8(0) & 0x7f, 0)
    this.#sessions.set(key.toString('hex'), cancel)
    return key
  }

  forget(key: Buffer): void {
    this.#sessions.delete(key.toString('hex'))
  }

  /** Does nothing where nobody holds the key: the protocol gives no answer to a cancel. */
  cancel(key: Buffer): void {
    this.#sessions.get(key.toString('hex'))?.()
  }
}
