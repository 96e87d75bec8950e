import type { Phi, TextOptions } from '#phi'
import { readContent } from './content.ts'
import type { ObjectSink } from './object-stream.ts'
import type { UnpackBudget } from './readable.ts'
import { breathe, type ClassLines, scanSmall, scanText, TextScan } from './scan-text.ts'
import { kindOf } from './sniff.ts'
import type { BlobVerdict } from './verdicts.ts'

type Mode = TextOptions['mode']

export interface BlobParts {
  readonly phi: Phi
  readonly budget: UnpackBudget
  readonly mode: Mode
  readonly size: number
  readonly done: (verdict: BlobVerdict) => void
}

/** Held in memory and unpacked; larger ones are read as they come, as text. */
export const MOST_WHOLE_BYTES: number = 16 * 1024 * 1024
/** Plain text up to this is read at once. */
const MOST_SMALL_BYTES = 65_536
const NOTHING = Buffer.alloc(0)
const LFS_POINTER = Buffer.from('version https://git-lfs.github.com/spec/')
const MOST_POINTER = 1024

/** Looks at one blob as it arrives. */
export function blobSink(parts: BlobParts): ObjectSink {
  return parts.size <= MOST_WHOLE_BYTES ? wholeSink(parts) : streamSink(parts)
}

function wholeSink({ phi, budget, mode, size, done }: BlobParts): ObjectSink {
  let bytes: Buffer = NOTHING
  let at = 0
  return {
    write: (chunk) => {
      // Most files come in one piece.
      if (chunk.length === size) bytes = chunk
      else {
        if (at === 0) bytes = Buffer.allocUnsafe(size)
        chunk.copy(bytes, at)
      }
      at += chunk.length
    },
    settle: () => null,
    end: () => {
      if (size > MOST_SMALL_BYTES || kindOf(bytes) !== 'text') return judge(bytes, { phi, budget, mode }).then(done)
      const classes = scanSmall(bytes, phi, optionsFor(false, mode))
      done({ found: classes.length > 0 ? [{ inner: '', classes }] : [], unreadable: [], lfsPointer: isPointer(bytes) })
      return null
    },
  }
}

async function judge(
  bytes: Buffer,
  { phi, budget, mode }: Pick<BlobParts, 'phi' | 'budget' | 'mode'>,
): Promise<BlobVerdict> {
  const { texts, unreadable } = await readContent(bytes, budget)
  const found: { inner: string; classes: readonly ClassLines[] }[] = []
  for (const { inner, bytes: text, raw } of texts) {
    const classes = await scanText(text, phi, optionsFor(raw, mode))
    if (classes.length > 0) found.push({ inner, classes: raw ? classes.map(withoutLines) : classes })
  }
  return { found, unreadable, lfsPointer: isPointer(bytes) }
}

// Archives are unpacked here, and told where they cannot be: no detector shall do it again.
function optionsFor(raw: boolean, mode: Mode): TextOptions {
  return { mode: raw || mode === undefined ? 'code' : mode, encoding: 'utf-8' }
}

function isPointer(bytes: Buffer): boolean {
  return bytes.length <= MOST_POINTER && bytes.subarray(0, LFS_POINTER.length).equals(LFS_POINTER)
}

// Lines of what is no text say nothing.
function withoutLines(one: ClassLines): ClassLines {
  return { ...one, lines: [] }
}

function streamSink({ phi, mode, size, done }: BlobParts): ObjectSink {
  let scan: TextScan | null = null
  let isText = false
  return {
    write: (chunk) => {
      if (scan === null) {
        isText = kindOf(chunk) === 'text'
        scan = new TextScan(phi, optionsFor(!isText, mode))
      }
      scan.write(chunk)
    },
    settle: breathe,
    end: () => {
      const classes = scan?.end() ?? []
      done({
        found: classes.length > 0 ? [{ inner: '', classes: isText ? classes : classes.map(withoutLines) }] : [],
        unreadable: isText ? [] : [{ inner: '', why: 'too-large', bytes: size }],
        lfsPointer: false,
      })
      return null
    },
  }
}
