import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { createPhi, type Phi } from '#phi'
import type { GitDesk } from '#test/git-guard'
import type { Examination } from '../../enforcers/git/examination.ts'
import { EXAMINE_LIMITS, type ExamineLimits, examine } from '../../enforcers/git/examine.ts'
import { takeIn } from '../../enforcers/git/quarantine.ts'
import { Verdicts } from '../../enforcers/git/verdicts.ts'

export const ZERO: string = '0'.repeat(40)
const shipped = createPhi()

/** A pack of everything that these revisions lead to, and of these objects besides. */
export async function packOf(
  desk: GitDesk,
  copy: string,
  revisions: readonly string[],
  more: readonly string[] = [],
): Promise<Buffer> {
  const listed = await desk.must(['rev-list', '--objects', ...revisions], { in: copy })
  const ids = [...listed.split('\n').map((line) => line.split(' ')[0] ?? ''), ...more]
  return binary(
    ['pack-objects', '--stdout', '--delta-base-offset', '-q'],
    join(desk.folder, copy),
    `${ids.join('\n')}\n`,
  )
}

/** Looks at a push of these tips to an empty repository, in a quarantine of the enforcer's own. */
export async function examinePush(
  desk: GitDesk,
  copy: string,
  tips: readonly string[],
  {
    extra = [],
    limits = {},
    phi = shipped,
  }: { readonly extra?: readonly string[]; readonly limits?: Partial<ExamineLimits>; readonly phi?: Phi } = {},
): Promise<Examination> {
  const pack = await packOf(desk, copy, tips, extra)
  const commands = tips.map((id, index) => ({ ref: `refs/heads/b${index}`, old: ZERO, new: id }))
  const head = { commands, capabilities: new Set<string>(), options: [], shallow: [], length: 0 }
  const scratch = join(desk.folder, 'scratch')
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const signal = new AbortController().signal
  const parts = { scratch, path: process.env['PATH'] ?? '', signal, pushBytes: 1 << 30 }
  const quarantine = await takeIn(head, one(pack), parts)
  try {
    return await examine(tips, quarantine.store, {
      phi,
      verdicts: new Verdicts(),
      limits: { ...EXAMINE_LIMITS, ...limits },
      progress: () => undefined,
    })
  } finally {
    await quarantine.remove()
  }
}

/** Places in short: `where path class lines`. */
export function told({ places }: Examination): readonly string[] {
  return places
    .map(({ where, path, class: name, lines }) => [where, path, name, lines.join(',')].filter(Boolean).join(' '))
    .sort()
}

export async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

export function binary(args: readonly string[], cwd: string, input: string | Buffer): Promise<Buffer> {
  const child = spawn('git', [...args], { cwd, stdio: ['pipe', 'pipe', 'ignore'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stdin.end(input)
  return new Promise((resolve) => child.on('close', () => resolve(Buffer.concat(chunks))))
}

export interface ZipEntry {
  readonly name: string
  readonly content: Buffer
  readonly stored?: boolean
  readonly encrypted?: boolean
}

/** A zip archive (APPNOTE 4.3), written plainly. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, stored = false, encrypted = false } of entries) {
    const packed = stored ? content : deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(encrypted ? 1 : 0, 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, listed, end])
}
