import { statfs } from 'node:fs/promises'
import type { Recorder } from '#engine'
import { EventLogError, type PayloadLog } from '#evidence'
import type { Logger } from './logger.ts'

/** What exchanges that are under way may still need when no new one is let in: several full recordings. */
const RESERVE_BYTES = 16 * 1024 * 1024
const EVERY_MS = 250

/**
 * Whether there is room for what an exchange leaves behind. A decision is recorded before a statement runs, and what
 * came of it after: on a full disk that second part would fail when it is too late to refuse. So nothing new is
 * decided once the reserve is touched, and it goes on by itself when there is room again.
 */
export interface Room {
  /** Codes for readiness; empty where there is room. */
  readonly reasons: () => readonly string[]
  /** A recorder that takes nothing while there is no room. */
  readonly guard: (recorder: Recorder) => Recorder
  readonly close: () => Promise<void>
}

export interface RoomParts {
  /** The folder that log and recordings lie in. */
  readonly folder: string
  readonly payloads: Pick<PayloadLog, 'heldBytes'>
  /** Most bytes of recordings that may wait for the store. */
  readonly mostBytes: number
  readonly logger: Logger
}

export async function watchRoom({ folder, payloads, mostBytes, logger }: RoomParts): Promise<Room> {
  let isFull = false
  const waiting = (): boolean => payloads.heldBytes > mostBytes - Math.min(RESERVE_BYTES, mostBytes / 4)
  const reasons = (): readonly string[] => [
    ...(isFull ? ['disk_full'] : []),
    ...(waiting() ? ['recordings_waiting'] : []),
  ]
  const look = async (): Promise<void> => {
    const free = await freeBytes(folder)
    if (free < RESERVE_BYTES === isFull) return
    isFull = !isFull
    if (isFull) logger.error('the disk is nearly full: nothing more is decided until there is room', { folder, free })
    else logger.info('there is room on the disk again', { folder, free })
  }
  await look()
  const timer = setInterval(() => void look(), EVERY_MS)
  return {
    reasons,
    guard: (recorder) => ({
      append: (draft) => {
        const [reason] = reasons()
        if (reason === undefined) return recorder.append(draft)
        throw new EventLogError('full', `there is no room in ${folder} for what would be recorded (${reason})`)
      },
    }),
    close: async () => clearInterval(timer),
  }
}

// Where that cannot be asked, the log and the recordings still refuse by themselves.
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
