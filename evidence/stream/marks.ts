import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { canonical, parseStrictJson, SchemaError } from '#schemas'
import { EventLogError } from './event-log-error.ts'
import type { Position } from './position.ts'
import { renameDurably } from './segment-files.ts'

/** What a log remembers beside its segments. */
export interface Marks {
  /** The highest epoch ever opened here. */
  readonly epoch: number
  /** Events up to and with this one are released: read back from the store by whoever sealed them. */
  readonly released: Position | null
}

const NAME = 'marks.json'
const FIRST: Marks = { epoch: 0, released: null }

/** Reads the marks of a folder; those of a new log where there are none. Throws EventLogError `failed`. */
export function readMarks(folder: string): Marks {
  let bytes: Buffer
  try {
    bytes = readFileSync(join(folder, NAME))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return FIRST
    throw new EventLogError('failed', `${join(folder, NAME)} cannot be read: check its permissions`, { cause })
  }
  try {
    const { epoch, released } = parseStrictJson(bytes) as Partial<Marks>
    if (!isCount(epoch)) throw new TypeError('epoch is no number')
    if (released === null || released === undefined) return { epoch, released: null }
    if (!isCount(released.epoch) || !isCount(released.seq)) throw new TypeError('released is no place')
    return { epoch, released: { epoch: released.epoch, seq: released.seq } }
  } catch (cause) {
    if (!(cause instanceof SchemaError || cause instanceof TypeError)) throw cause
    // Guessing an epoch could number two events alike, which reads as forgery in the ledger.
    const advice = `restore it, or write {"epoch":N,"released":null} with N at least the highest epoch ever used here`
    throw new EventLogError('failed', `${join(folder, NAME)} is damaged: ${advice}`, { cause })
  }
}

/** Replaces the marks, whole and durably: written beside, synced, renamed, folder synced. */
export function writeMarks(folder: string, marks: Marks): void {
  const fd = openSync(join(folder, `${NAME}.new`), 'w', 0o600)
  try {
    writeSync(fd, `${canonical(marks)}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameDurably(folder, `${NAME}.new`, NAME)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
