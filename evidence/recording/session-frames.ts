import { FRAME_HEADER_BYTES, scanFrames } from '../stream/frames.ts'
import { readRecord } from './envelope.ts'

/** One recorded exchange as it lies in files, messages and objects. */
export interface ExchangeFrame {
  readonly exchange: number
  /** With its header: what a reference's digest is over. */
  readonly bytes: Uint8Array
}

/** Frames of one session, in order. */
export interface SessionFrames {
  /** The frame of its wrapped data key. */
  readonly key: Uint8Array | undefined
  readonly exchanges: readonly ExchangeFrame[]
}

/** Sorts frames by session. `isDamaged` where something between them is none; what holds is there all the same. */
export function splitFrames(bytes: Uint8Array): {
  readonly sessions: ReadonlyMap<string, SessionFrames>
  readonly isDamaged: boolean
} {
  const { frames, rest } = scanFrames(bytes)
  const sessions = new Map<string, { key: Uint8Array | undefined; readonly exchanges: ExchangeFrame[] }>()
  let isDamaged = rest === 'damaged'
  for (const { start, end } of frames) {
    const record = readRecord(bytes.subarray(start, end))
    if (!record) {
      isDamaged = true
      continue
    }
    const frame = bytes.subarray(start - FRAME_HEADER_BYTES, end)
    const session = sessions.get(record.session) ?? { key: undefined, exchanges: [] }
    sessions.set(record.session, session)
    if (record.kind === 'key') session.key = frame
    else session.exchanges.push({ exchange: record.exchange, bytes: frame })
  }
  return { sessions, isDamaged }
}
