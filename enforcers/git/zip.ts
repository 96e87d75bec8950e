import { promisify } from 'node:util'
import { inflateRaw as inflateRawCallback } from 'node:zlib'
import type { UnpackBudget, UnreadableContent } from './readable.ts'

/** One member of an archive: its bytes, or why there are none. */
export type ZipMember =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly why: UnreadableContent['why']; readonly size: number }

const inflateRaw = promisify(inflateRawCallback)

const END_SIGNATURE = Buffer.from('PK\x05\x06', 'latin1')
const END_BYTES = 22
const MOST_COMMENT = 65_535
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_BYTES = 46
const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_BYTES = 30
const ENCRYPTED = 1
const STORED = 0
const DEFLATED = 8

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

/**
 * Members of a zip archive by its central directory (APPNOTE 4.3), unpacked within the budget. An archive that
 * can't be read, in whole or from some place on, gives one member without a name that says so.
 */
export async function* readZip(bytes: Buffer, budget: UnpackBudget): AsyncGenerator<ZipMember> {
  const entries = readDirectory(bytes)
  if (entries === null) {
    yield { name: '', why: 'damaged', size: bytes.length }
    return
  }
  for (const entry of entries) {
    if (budget.members <= 0) {
      yield { name: entry.name, why: 'too-large', size: entry.size }
      return
    }
    budget.members--
    yield await readMember(bytes, entry, budget)
  }
}

function readDirectory(bytes: Buffer): readonly Entry[] | null {
  const end = bytes.lastIndexOf(END_SIGNATURE)
  if (end < 0 || end < bytes.length - END_BYTES - MOST_COMMENT || end + END_BYTES > bytes.length) return null
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) return null
    const nameLength = bytes.readUInt16LE(at + 28)
    const next = at + ENTRY_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (next > end) return null
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at = next
  }
  return entries
}

async function readMember(bytes: Buffer, entry: Entry, budget: UnpackBudget): Promise<ZipMember> {
  const { name, flags, method, packed, size, at } = entry
  const unreadable = (why: UnreadableContent['why']): ZipMember => ({ name, why, size })
  if (flags & ENCRYPTED) return unreadable('encrypted')
  if (at + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== LOCAL_SIGNATURE) return unreadable('damaged')
  const start = at + LOCAL_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (start + packed > bytes.length) return unreadable('damaged')
  const content = bytes.subarray(start, start + packed)
  if (method === STORED && packed <= budget.bytes) {
    // Members may overlap: what is read again costs again.
    budget.bytes -= packed
    return { name, bytes: content }
  }
  if (method === STORED) return unreadable('too-large')
  if (method !== DEFLATED) return unreadable('binary')
  try {
    const unpacked = await inflateRaw(content, { maxOutputLength: Math.max(1, budget.bytes) })
    budget.bytes -= unpacked.length
    return { name, bytes: unpacked }
  } catch (error) {
    return unreadable((error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged')
  }
}
