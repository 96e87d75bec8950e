import type { Phi } from '#phi'
import type { Examination } from './examination.ts'
import type { NewObject, PushStore } from './new-objects.ts'
import { type ObjectHead, type ObjectSink, readObjects } from './object-stream.ts'
import { SeenObjects } from './seen-objects.ts'
import type { Verdicts } from './verdicts.ts'

export interface ExamineParts {
  readonly phi: Phi
  readonly verdicts: Verdicts
  readonly limits: ExamineLimits
  /** Told now and then how far it is. */
  readonly progress: (done: number, total: number) => void
}

export interface ExamineLimits {
  /** Bytes of all new objects, unpacked. */
  readonly objectBytes: number
  /** New objects. */
  readonly objects: number
  /** Bytes that archives may unpack to, in all. */
  readonly unpackedBytes: number
}

export const EXAMINE_LIMITS: ExamineLimits = {
  objectBytes: 1024 * 1024 * 1024,
  objects: 1_000_000,
  unpackedBytes: 256 * 1024 * 1024,
}

/** A tree or a message beyond this is no work of people. */
const MOST_SMALL_BYTES = 32 * 1024 * 1024

/**
 * Reads everything that a push would add: every version of every file in every commit, merges and what nothing leads to
 * included; names, messages, identities. Rejects with GitError where git fails.
 */
export async function examine(tips: readonly string[], store: PushStore, parts: ExamineParts): Promise<Examination> {
  const { objects, unreachable } = await store.list(tips)
  const { phi, verdicts, limits, progress } = parts
  const seen = new SeenObjects({ phi, verdicts, unpackedBytes: limits.unpackedBytes, progress })
  const excess = excessOf(objects, limits)
  if (excess !== null) return seen.result(unreachable, [excess])
  seen.total = objects.length
  // Trees first: a blob is read as the strictest of its names asks.
  const structure = objects.filter(({ type }) => type !== 'blob')
  await readObjects(
    structure.map(({ id }) => id),
    store.place,
    sinks(structure, (object) => seen.structure(object)),
  )
  const blobs = seen.unjudged(objects.filter(({ type }) => type === 'blob'))
  await readObjects(
    blobs.map(({ id }) => id),
    store.place,
    sinks(blobs, (object) => seen.blob(object)),
  )
  return seen.result(unreachable, [])
}

function excessOf(objects: readonly NewObject[], limits: ExamineLimits): string | null {
  if (objects.length > limits.objects) return `it adds more than ${limits.objects} objects`
  const bytes = objects.reduce((sum, { size }) => sum + size, 0)
  if (bytes > limits.objectBytes) return `it unpacks to more than ${Math.round(limits.objectBytes / 1048576)} MiB`
  const large = objects.some(({ type, size }) => type !== 'blob' && size > MOST_SMALL_BYTES)
  return large ? 'a tree, commit or tag in it is larger than any that people make' : null
}

// cat-file answers in the order of the question.
function sinks(
  objects: readonly NewObject[],
  open: (object: NewObject) => ObjectSink,
): (head: ObjectHead) => ObjectSink {
  let at = 0
  return () => open(objects[at++] as NewObject)
}
