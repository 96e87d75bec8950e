import type { Phi, PhiClass, SeenMode, StreamMasker } from '#phi'
import type { BodyRecord } from './body-record.ts'
import type { BodyFormat, StreamableFormat } from './media.ts'
import type { Flow } from './pump.ts'
import { strictMasker } from './strict-masker.ts'
import { TextGuard } from './text-guard.ts'

/** A body on its way: checked, read, masked, counted and recorded. */
export interface BodyFlow extends Flow {
  /** PHI that was found, by class. */
  readonly counts: ReadonlyMap<PhiClass, number>
}

export interface BodyFlowParts {
  readonly phi: Phi
  readonly format: BodyFormat
  /** `pass`: it goes out as it came, and what is kept of it is masked all the same. */
  readonly way: 'mask' | 'pass'
  readonly from: 'request_body' | 'upstream_answer'
  readonly record: BodyRecord
  /** Told of each patient's id that is met. */
  readonly subject: (id: string) => void
  readonly ids: 'number' | 'keep'
  /** What becomes of what is found. */
  readonly found: 'redact' | 'token'
  /** Whose words they are: see SeenMode. */
  readonly seen: SeenMode
}

/** How bytes of one body go through. What no detector can read passes untouched: whoever asks for it must allow that. */
export function bodyFlow({ phi, format, way, from, record, subject, ids, found, seen }: BodyFlowParts): BodyFlow {
  const readable = streamable(format)
  if (readable === null) return unread(record)
  const guard = new TextGuard(from)
  const masker = strictMasker(phi.stream({ format: readable, subject, ids, seen, transform: found }))
  return way === 'mask' ? masking(masker, guard, record) : passing(masker, guard, record)
}

/** The format as a PHI engine knows it; null for what it cannot read. */
export function streamable(format: BodyFormat): StreamableFormat | null {
  if (format === 'none' || format === 'other') return null
  return format === 'form' ? 'text' : format
}

function masking(masker: StreamMasker, guard: TextGuard, record: BodyRecord): BodyFlow {
  const out = (bytes: Uint8Array): Uint8Array => {
    record.sent(bytes)
    record.keep(bytes)
    return bytes
  }
  return {
    counts: masker.counts,
    write: (chunk) => {
      guard.check(chunk)
      return out(masker.write(chunk))
    },
    end: () => {
      guard.end()
      return out(masker.end())
    },
  }
}

function passing(masker: StreamMasker, guard: TextGuard, record: BodyRecord): BodyFlow {
  return {
    counts: masker.counts,
    write: (chunk) => {
      guard.check(chunk)
      record.keep(masker.write(chunk))
      record.sent(chunk)
      return chunk
    },
    end: () => {
      guard.end()
      record.keep(masker.end())
      return NOTHING
    },
  }
}

function unread(record: BodyRecord): BodyFlow {
  return {
    counts: new Map(),
    write: (chunk) => {
      record.sent(chunk)
      return chunk
    },
    end: () => NOTHING,
  }
}

const NOTHING = new Uint8Array(0)
