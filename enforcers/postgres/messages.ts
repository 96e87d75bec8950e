import { ByteReader, ByteWriter, WireError } from '../wire/bytes.ts'
import type { Field } from './analyst.ts'

/** Tags of frontend messages, chapter 55.7 of the PostgreSQL manual. */
export const FRONT = {
  query: 0x51, // Q
  parse: 0x50, // P
  bind: 0x42, // B
  describe: 0x44, // D
  execute: 0x45, // E
  close: 0x43, // C
  sync: 0x53, // S
  flush: 0x48, // H
  functionCall: 0x46, // F
  terminate: 0x58, // X
  copyData: 0x64, // d
  copyDone: 0x63, // c
  copyFail: 0x66, // f
  password: 0x70, // p
} as const

/** Tags of backend messages. */
export const BACK = {
  authentication: 0x52, // R
  backendKeyData: 0x4b, // K
  parameterStatus: 0x53, // S
  readyForQuery: 0x5a, // Z
  rowDescription: 0x54, // T
  dataRow: 0x44, // D
  commandComplete: 0x43, // C
  emptyQuery: 0x49, // I
  portalSuspended: 0x73, // s
  error: 0x45, // E
  notice: 0x4e, // N
  notification: 0x41, // A
  parseComplete: 0x31, // 1
  bindComplete: 0x32, // 2
  closeComplete: 0x33, // 3
  noData: 0x6e, // n
  parameterDescription: 0x74, // t
  functionCallResponse: 0x56, // V
  negotiateVersion: 0x76, // v
  copyIn: 0x47, // G
  copyOut: 0x48, // H
  copyBoth: 0x57, // W
  copyData: 0x64, // d
  copyDone: 0x63, // c
} as const

export const HEADER_BYTES = 5

/** One whole frame. */
export function frame(tag: number, body: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(HEADER_BYTES + body.length)
  whole[0] = tag
  whole.writeInt32BE(body.length + 4, 1)
  whole.set(body, HEADER_BYTES)
  return whole
}

export interface ParseMessage {
  readonly statement: string
  /** UTF-8, unchecked. */
  readonly sql: Buffer
  readonly types: readonly number[]
}

export interface BindMessage {
  readonly portal: string
  readonly statement: string
  readonly formats: readonly number[]
  /** Views of the frame. */
  readonly values: readonly (Buffer | null)[]
  readonly resultFormats: readonly number[]
}

/** `P`. Throws WireError. */
export function readParse(whole: Buffer): ParseMessage {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const statement = reader.strictText()
  const sql = reader.zeroEnded()
  const types = list(reader, () => reader.uint32())
  reader.end()
  return { statement, sql, types }
}

/** `B`. Throws WireError. */
export function readBind(whole: Buffer): BindMessage {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const portal = reader.strictText()
  const statement = reader.strictText()
  const formats = list(reader, () => reader.int16())
  const values = list(reader, () => readValue(reader))
  const resultFormats = list(reader, () => reader.int16())
  reader.end()
  return { portal, statement, formats, values, resultFormats }
}

/** `D` and `C`: `S` a statement, `P` a portal. Throws WireError. */
export function readNamed(whole: Buffer): { readonly kind: 'statement' | 'portal'; readonly name: string } {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const kind = reader.uint8()
  const name = reader.strictText()
  reader.end()
  if (kind === 0x53) return { kind: 'statement', name }
  if (kind === 0x50) return { kind: 'portal', name }
  throw new WireError('format', 'a message names neither a statement nor a portal')
}

/** `E`. Throws WireError. */
export function readExecute(whole: Buffer): { readonly portal: string; readonly most: number } {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const portal = reader.strictText()
  const most = reader.int32()
  reader.end()
  return { portal, most }
}

/** `Q`: the text without its zero byte. Throws WireError where it holds one, which the server refuses, too. */
export function readQuery(whole: Buffer): Buffer {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const sql = reader.zeroEnded()
  reader.end()
  return sql
}

/** `T`. Throws WireError. */
export function readRowDescription(whole: Buffer): readonly Field[] {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const fields = list(reader, () => {
    const name = reader.text()
    const relation = reader.uint32()
    const attribute = reader.int16()
    const type = reader.uint32()
    reader.bytes(6)
    return { name, relation, attribute, type, format: reader.int16() }
  })
  reader.end()
  return fields
}

/** `t`: type OIDs of a statement's parameters. Throws WireError. */
export function readParameterDescription(whole: Buffer): readonly number[] {
  const reader = new ByteReader(whole, HEADER_BYTES)
  return list(reader, () => reader.uint32())
}

/** `D`: one row's values as views, null for SQL NULL. Throws WireError. */
export function readDataRow(whole: Buffer): readonly (Buffer | null)[] {
  const reader = new ByteReader(whole, HEADER_BYTES)
  return list(reader, () => readValue(reader))
}

export function parseMessage(statement: string, sql: string): Buffer {
  return frame(FRONT.parse, new ByteWriter().text(statement).text(sql).int16(0).done())
}

export function bindMessage(portal: string, statement: string): Buffer {
  return frame(FRONT.bind, new ByteWriter().text(portal).text(statement).int16(0).int16(0).int16(0).done())
}

export function describePortal(portal: string): Buffer {
  return frame(FRONT.describe, new ByteWriter().uint8(0x50).text(portal).done())
}

export function closeMessage(kind: 'statement' | 'portal', name: string): Buffer {
  const body = new ByteWriter().uint8(kind === 'portal' ? 0x50 : 0x53).text(name)
  return frame(FRONT.close, body.done())
}

export function executeMessage(portal: string): Buffer {
  return frame(FRONT.execute, new ByteWriter().text(portal).int32(0).done())
}

export function queryMessage(sql: string): Buffer {
  return frame(FRONT.query, new ByteWriter().text(sql).done())
}

export const SYNC: Buffer = frame(FRONT.sync, Buffer.alloc(0))
export const FLUSH: Buffer = frame(FRONT.flush, Buffer.alloc(0))
export const TERMINATE: Buffer = frame(FRONT.terminate, Buffer.alloc(0))

function readValue(reader: ByteReader): Buffer | null {
  const length = reader.int32()
  return length === -1 ? null : reader.bytes(length)
}

function list<T>(reader: ByteReader, read: () => T): T[] {
  // Counts are unsigned 16 bits on the wire; every entry takes two bytes at least, so that a lie ends in `short`.
  const count = reader.int16() & 0xffff
  const items: T[] = []
  for (let index = 0; index < count; index++) items.push(read())
  return items
}
