import { closeSync, fdatasyncSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Position } from './position.ts'

/** A segment file's name says where it begins: `<10 digits epoch>-<16 digits sequence>.log`. So they sort in order. */
export function segmentName(first: Position): string {
  return `${String(first.epoch).padStart(10, '0')}-${String(first.seq).padStart(16, '0')}.log`
}

/** The segments in a folder, in order. Other files are not ours to touch. */
export async function listSegments(
  folder: string,
  suffix: string = '',
): Promise<readonly { readonly name: string; readonly first: Position }[]> {
  const found = []
  for (const name of await readdir(folder)) {
    const first = readName(name, suffix)
    if (first) found.push({ name, first })
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Makes a file of zeros that is wholly on disk, under a name that recovery ignores. Answers its descriptor. */
export function createZeroFilled(path: string, bytes: number): number {
  const fd = openSync(path, 'w+', 0o600)
  try {
    for (let at = 0; at < bytes; ) at += writeSync(fd, ZEROS, 0, Math.min(ZEROS.length, bytes - at), at)
    fdatasyncSync(fd)
    return fd
  } catch (error) {
    closeSync(fd)
    rmSync(path, { force: true })
    throw error
  }
}

/** `createZeroFilled`, piece by piece beside other work. */
export async function prepareZeroFilled(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for (let at = 0; at < bytes; ) {
      at += (await file.write(ZEROS, 0, Math.min(ZEROS.length, bytes - at), at)).bytesWritten
    }
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** rename(2), and the folder synced: the name survives a power cut. */
export function renameDurably(folder: string, from: string, to: string): void {
  renameSync(join(folder, from), join(folder, to))
  syncFolder(folder)
}

/** Makes names in a folder durable. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const ZEROS = Buffer.alloc(256 * 1024)
const EPOCH_DIGITS = 10
const SEQUENCE_DIGITS = 16

function readName(name: string, suffix: string): Position | undefined {
  const ending = `.log${suffix}`
  if (name.length !== EPOCH_DIGITS + 1 + SEQUENCE_DIGITS + ending.length || !name.endsWith(ending)) return undefined
  const epoch = name.slice(0, EPOCH_DIGITS)
  const seq = name.slice(EPOCH_DIGITS + 1, EPOCH_DIGITS + 1 + SEQUENCE_DIGITS)
  if (!isDigits(epoch) || !isDigits(seq) || name[EPOCH_DIGITS] !== '-') return undefined
  return { epoch: Number(epoch), seq: Number(seq) }
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}
