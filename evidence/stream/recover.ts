import { closeSync, fsyncSync, ftruncateSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../ledger/hash.ts'
import { EventLogError } from './event-log-error.ts'
import { FRAME_HEADER_BYTES, type Scan, type Span, scanFrames } from './frames.ts'
import { listSegments, syncFolder } from './segment-files.ts'
import type { Segment } from './segments.ts'
import { sequenceOf } from './stamp.ts'

/** What a log finds when it opens its folder again. */
export interface Recovered {
  /** Segments that hold events, in order, cut to what holds. */
  readonly segments: readonly Segment[]
  /** The last event of the folder, and whether a torn tail was cut; null in a new one. */
  readonly previous: {
    readonly epoch: number
    readonly seq: number
    readonly head: string
    readonly torn: boolean
  } | null
  /** The highest epoch that a segment names; 0 in a new folder. */
  readonly epoch: number
  /** Damaged segments that no alarm has been recorded for yet: see `settleDamage`. */
  readonly damaged: readonly string[]
}

const DAMAGED = '.damaged'
const CORRUPT = '.corrupt'
const SALVAGED = '.salvaged'

/**
 * Reads all segments. A tail that a dying process left torn is cut off. A segment with damage inside is kept as it
 * is under another name, and what holds of it is copied to a new file: the events behind the damage are evidence
 * too, and the gap shows in their sequence. Throws EventLogError `failed` when the disk cannot be read or written.
 */
export async function recoverSegments(folder: string): Promise<Recovered> {
  try {
    return await recover(folder)
  } catch (cause) {
    if (cause instanceof EventLogError) throw cause
    const code = (cause as NodeJS.ErrnoException).code
    throw new EventLogError('failed', `the event log ${folder} cannot be recovered (${code}): check the disk`, {
      cause,
    })
  }
}

/** Call when the alarms are durable: the damaged segments are kept for good as `.corrupt`, and not told again. */
export function settleDamage(folder: string, damaged: readonly string[]): void {
  for (const name of damaged) renameSync(join(folder, name + DAMAGED), join(folder, name + CORRUPT))
  if (damaged.length > 0) syncFolder(folder)
}

async function recover(folder: string): Promise<Recovered> {
  await removeUnfinished(folder)
  const segments: Segment[] = []
  let previous: Recovered['previous'] = null
  let epoch = 0
  let torn = false
  for (const { name, first } of await listSegments(folder)) {
    epoch = first.epoch
    const bytes = await readFile(join(folder, name))
    const scan = scanEvents(bytes)
    torn ||= scan.rest === 'torn'
    const last = scan.frames.at(-1)
    const used = scan.rest === 'damaged' ? salvage(folder, name, bytes, scan.frames) : cut(folder, name, bytes, scan)
    if (last === undefined) continue
    const event = bytes.subarray(last.start, last.end)
    previous = { epoch: first.epoch, seq: sequenceOf(event), head: sha256(event), torn: false }
    segments.push({ name, first, lastSeq: previous.seq, used, durable: used, released: 0 })
  }
  const damaged = (await listSegments(folder, DAMAGED)).map(({ name }) => name.slice(0, -DAMAGED.length))
  return { segments, previous: previous && { ...previous, torn }, epoch, damaged }
}

// A frame that holds but is no event was not written by us: it is damage as well.
function scanEvents(bytes: Uint8Array): Scan {
  const scan = scanFrames(bytes)
  const frames = scan.frames.filter(({ start, end }) => Number.isSafeInteger(sequenceOf(bytes.subarray(start, end))))
  return frames.length === scan.frames.length ? scan : { ...scan, frames, rest: 'damaged' }
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.new') || name.endsWith(SALVAGED)) rmSync(join(folder, name), { force: true })
  }
}

function cut(folder: string, name: string, bytes: Uint8Array, scan: Scan): number {
  if (scan.end === bytes.length && scan.end > 0) return scan.end
  const path = join(folder, name)
  if (scan.frames.length === 0) {
    rmSync(path)
    return 0
  }
  const fd = openSync(path, 'r+')
  try {
    ftruncateSync(fd, scan.end)
    // What is read back from the page cache is now also on disk: the sealer may have it.
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  return scan.end
}

// In an order that can be broken off and begun again at any point without losing either the damaged file, what
// holds of it, or the alarm.
function salvage(folder: string, name: string, bytes: Uint8Array, frames: readonly Span[]): number {
  const path = join(folder, name)
  let used = 0
  const fd = openSync(path + SALVAGED, 'w', 0o600)
  try {
    for (const { start, end } of frames)
      used += writeSync(fd, bytes, start - FRAME_HEADER_BYTES, end - start + FRAME_HEADER_BYTES)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  try {
    linkSync(path, path + DAMAGED)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  renameSync(path + SALVAGED, path)
  syncFolder(folder)
  return used
}
