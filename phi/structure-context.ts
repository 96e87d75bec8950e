import type { IdNumbers } from './fhir/ids.ts'
import type { Words } from './flow/words.ts'
import type { PhiClass } from './phi.ts'

/** What a stream's caller wants, and what a stream remembers. */
export interface StructureContext {
  /** Told every patient's id that is met; NOBODY where none listens, so that no text need be made of it. */
  readonly subject: (id: string) => void
  /** Told every whole value of a structured field, where they teach. */
  readonly learn: ((kind: PhiClass, value: string) => void) | null
  /** Null where ids stay as they are. */
  readonly ids: IdNumbers | null
  readonly dates: 'redact' | 'year'
  readonly earliestYear: number
  /** Words that come again. */
  readonly words: Words
}

export const NOBODY: StructureContext['subject'] = () => {}

/** Where a value stands: what the object around it has said so far. */
export interface Occurrence {
  readonly context: StructureContext
  readonly frames: {
    readonly memo: string
    /** Type of the resource around it, or '' where that is not said yet. */
    readonly type: string
    readonly ownType: string
    /** What was said so many objects and arrays further out. */
    saidAround(up: number): string
    pend(id: string): void
  }
}

/** Where a format has no objects around its values. */
export const NO_FRAMES: Occurrence['frames'] = { memo: '', type: '', ownType: '', saidAround: () => '', pend: () => {} }

/** A part of a value, in bytes, and what stands in its place. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly class: PhiClass
}
