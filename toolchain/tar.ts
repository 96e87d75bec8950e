import { gunzipSync } from 'node:zlib'
import { ToolchainError } from './toolchain-error.ts'

const BLOCK = 512
const MOST_BYTES = 128 * 1024 * 1024
const REGULAR = new Set(['0', '\0'])

/** Regular files of a gzipped ustar archive (POSIX.1-1988) by name, as `opa build` writes one. */
export function readTar(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const bytes = gunzipSync(archive, { maxOutputLength: MOST_BYTES })
  const files = new Map<string, Uint8Array>()
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) break
    const size = Number.parseInt(field(header, 124, 12), 8)
    const start = at + BLOCK
    if (!Number.isSafeInteger(size) || size < 0 || start + size > bytes.length)
      throw new ToolchainError('build', 'the archive of opa build is broken: try again')
    if (REGULAR.has(String.fromCharCode(header[156] ?? 0)))
      files.set(field(header, 0, 100), bytes.subarray(start, start + size))
    at = start + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

function field(header: Uint8Array, start: number, length: number): string {
  const text = Buffer.from(header.buffer, header.byteOffset + start, length).toString('latin1')
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}
