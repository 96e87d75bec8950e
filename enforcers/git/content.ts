import { promisify } from 'node:util'
import { gunzip as gunzipCallback } from 'node:zlib'
import { spaced } from './names.ts'
import type { Readable, UnpackBudget } from './readable.ts'
import { kindOf } from './sniff.ts'
import { readZip } from './zip.ts'

const gunzip = promisify(gunzipCallback)
const MOST_DEPTH = 3

/**
 * Makes texts of one file's bytes: UTF-8 and other 8-bit text as it is, UTF-16 decoded, gzip and zip unpacked within
 * the budget. What is no text is given raw, and is told as unreadable besides.
 */
export async function readContent(bytes: Buffer, budget: UnpackBudget): Promise<Readable> {
  const result: Readable = { texts: [], unreadable: [] }
  await read(bytes, '', 0, budget, result)
  return result
}

async function read(bytes: Buffer, inner: string, depth: number, budget: UnpackBudget, into: Readable): Promise<void> {
  const kind = kindOf(bytes)
  if (kind === 'text') {
    into.texts.push({ inner, bytes, raw: false })
    return
  }
  if (kind === 'utf16le' || kind === 'utf16be') {
    into.texts.push({ inner, bytes: decodeUtf16(bytes, kind), raw: false })
    return
  }
  // A container may hold plain text beside what it lists.
  into.texts.push({ inner, bytes, raw: true })
  if (kind === 'binary') into.unreadable.push({ inner, why: 'binary', bytes: bytes.length })
  else if (depth >= MOST_DEPTH) into.unreadable.push({ inner, why: 'nested', bytes: bytes.length })
  else if (kind === 'gzip') await readGzip(bytes, inner, depth, budget, into)
  else await readMembers(bytes, inner, depth, budget, into)
}

async function readGzip(
  bytes: Buffer,
  inner: string,
  depth: number,
  budget: UnpackBudget,
  into: Readable,
): Promise<void> {
  try {
    const unpacked = await gunzip(bytes, { maxOutputLength: Math.max(1, budget.bytes) })
    budget.bytes -= unpacked.length
    await read(unpacked, inner, depth + 1, budget, into)
  } catch (error) {
    into.unreadable.push({ inner, why: isTooLarge(error) ? 'too-large' : 'damaged', bytes: bytes.length })
  }
}

async function readMembers(
  bytes: Buffer,
  inner: string,
  depth: number,
  budget: UnpackBudget,
  into: Readable,
): Promise<void> {
  const names: string[] = []
  for await (const member of readZip(bytes, budget)) {
    const name = inner === '' ? member.name : `${inner}!${member.name}`
    names.push(member.name)
    if ('bytes' in member) await read(member.bytes, name, depth + 1, budget, into)
    else into.unreadable.push({ inner: name, why: member.why, bytes: member.size })
  }
  if (names.length > 0) into.texts.push({ inner, bytes: Buffer.from(spaced(names.join('\n'))), raw: false })
}

function decodeUtf16(bytes: Buffer, kind: 'utf16le' | 'utf16be'): Buffer {
  return Buffer.from(new TextDecoder(kind === 'utf16le' ? 'utf-16le' : 'utf-16be').decode(bytes), 'utf8')
}

function isTooLarge(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
}
