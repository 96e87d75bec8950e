import type { Phi, TextOptions } from '#phi'
import type { GitPlace as GitPlaceFact, GitSkipped } from '#schemas'
import { blobSink } from './blob.ts'
import type { Examination, Place } from './examination.ts'
import { modeOf } from './mode.ts'
import { maskName, scanName } from './names.ts'
import type { NewObject } from './new-objects.ts'
import type { ObjectSink } from './object-stream.ts'
import { readTree, readWritten } from './objects.ts'
import type { UnpackBudget } from './readable.ts'
import { type ClassLines, scanSmall } from './scan-text.ts'
import type { BlobVerdict, Verdicts } from './verdicts.ts'

export interface SeenObjectsParts {
  readonly phi: Phi
  readonly verdicts: Verdicts
  /** Bytes that archives may unpack to, in all. */
  readonly unpackedBytes: number
  /** Told now and then how far it is. */
  readonly progress: (done: number, total: number) => void
}

const MOST_MEMBERS = 10_000
const MOST_PLACES = 5000
const MOST_TOLD = 5000
const PROGRESS_EVERY = 500

/** What was seen of a push so far: trees and messages first, since they say how blobs are to be read. */
export class SeenObjects {
  readonly #parts: SeenObjectsParts
  readonly #budget: UnpackBudget
  readonly #places: Place[] = []
  readonly #skipped: GitSkipped[] = []
  readonly #parents = new Map<string, readonly string[]>()
  readonly #modes = new Map<string, NonNullable<TextOptions['mode']>>()
  readonly #symlinks = new Set<string>()
  readonly #submodules = new Set<string>()
  readonly #names = new Set<string>()
  readonly #counts = { commits: 0, merges: 0, tags: 0, files: 0, bytes: 0, lfsPointers: 0 }
  #done = 0
  #overflow = false
  /** How many objects there are, for those who are told of progress. */
  total: number = 0

  constructor(parts: SeenObjectsParts) {
    this.#parts = parts
    this.#budget = { bytes: parts.unpackedBytes, members: MOST_MEMBERS }
  }

  structure(object: NewObject): ObjectSink {
    const chunks: Buffer[] = []
    return {
      write: (chunk) => void chunks.push(chunk),
      settle: () => null,
      end: () => {
        const bytes = Buffer.concat(chunks)
        if (object.type === 'tree') this.#tree(object, bytes)
        else this.#written(object, bytes)
        this.#progress()
        return null
      },
    }
  }

  /** Those of the blobs that have to be read; the others are accounted for. */
  unjudged(blobs: readonly NewObject[]): readonly NewObject[] {
    return blobs.filter((blob) => {
      this.#counts.files++
      this.#counts.bytes += blob.size
      const known = this.#parts.verdicts.get(blob.id, this.#modeOf(blob))
      if (known === undefined) return true
      this.#note(blob, known)
      this.#progress()
      return false
    })
  }

  blob(object: NewObject): ObjectSink {
    const { phi, verdicts } = this.#parts
    const mode = this.#modeOf(object)
    return blobSink({
      phi,
      budget: this.#budget,
      mode,
      size: object.size,
      done: (verdict) => {
        verdicts.keep(object.id, mode, verdict)
        this.#note(object, verdict)
        this.#progress()
      },
    })
  }

  result(unreachable: readonly string[], incomplete: readonly string[]): Examination {
    return {
      ...this.#counts,
      unreachable,
      symlinks: this.#symlinks.size,
      submodules: this.#submodules.size,
      places: this.#places,
      skipped: this.#skipped,
      incomplete: this.#overflow ? [...incomplete, 'more was found in it than can be told'] : incomplete,
      parents: this.#parents,
    }
  }

  #written({ id, type }: NewObject, bytes: Buffer): void {
    const { parents, identities, headers, message, trailers } = readWritten(bytes)
    if (type === 'tag') this.#counts.tags++
    else {
      this.#counts.commits++
      if (parents.length > 1) this.#counts.merges++
      this.#parents.set(id, parents)
    }
    const place = { path: type, label: `${type} ${id.slice(0, 10)}` }
    this.#text('message', place, message, 'prose')
    this.#text('message', place, headers, 'code')
    // Who wrote and who signed off has a name and an address; that alone is no finding.
    this.#text('trailer', place, trailers, 'prose', isNoIdentity)
    this.#text('identity', place, identities, 'prose', isNoIdentity)
  }

  #tree({ id, path }: NewObject, bytes: Buffer): void {
    for (const entry of readTree(bytes, id.length / 2)) {
      const full = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.kind === 'submodule') this.#submodules.add(full)
      if (entry.kind === 'symlink') this.#symlinks.add(entry.id)
      if (entry.kind === 'file') this.#modes.set(entry.id, stricter(this.#modes.get(entry.id), modeOf(entry.name)))
      if (this.#names.has(full)) continue
      this.#names.add(full)
      const found = scanName(entry.name, this.#parts.phi)
      if (found.length === 0) continue
      const shown = this.#mask(full)
      for (const one of found) this.#place('path', { path: shown, label: shown }, one)
    }
  }

  #note(blob: NewObject, { found, unreadable, lfsPointer }: BlobVerdict): void {
    const where = this.#symlinks.has(blob.id) ? 'symlink' : 'file'
    if (lfsPointer) this.#counts.lfsPointers++
    const nameOf = (inner: string): string => {
      const path = blob.path === '' ? `blob ${blob.id.slice(0, 10)}` : blob.path
      return this.#mask(inner === '' ? path : `${path}!${inner}`)
    }
    for (const { inner, classes } of found) {
      // A blob without a path has only its id, which is a hash of what was found.
      const path = blob.path === '' ? 'blob' : nameOf(inner)
      for (const one of classes) this.#place(where, { path, label: nameOf(inner) }, one)
    }
    for (const { inner, why, bytes } of unreadable) {
      if (this.#skipped.length >= MOST_TOLD) this.#overflow = true
      else this.#skipped.push({ path: blob.path === '' ? 'blob' : nameOf(inner), why, bytes })
    }
  }

  #text(
    where: GitPlaceFact['where'],
    place: { readonly path: string; readonly label: string },
    text: string,
    mode: NonNullable<TextOptions['mode']>,
    wanted: (one: ClassLines) => boolean = () => true,
  ): void {
    if (text === '') return
    for (const one of scanSmall(Buffer.from(text, 'utf8'), this.#parts.phi, { mode }))
      if (wanted(one)) this.#place(where, place, one)
  }

  #place(
    where: GitPlaceFact['where'],
    place: { readonly path: string; readonly label: string },
    one: ClassLines,
  ): void {
    if (this.#places.length >= MOST_PLACES) this.#overflow = true
    else this.#places.push({ where, ...place, class: one.class, count: one.count, lines: one.lines })
  }

  #mask(path: string): string {
    return maskName(path, this.#parts.phi)
  }

  #modeOf({ id, path }: NewObject): NonNullable<TextOptions['mode']> {
    if (this.#symlinks.has(id)) return 'log'
    return this.#modes.get(id) ?? modeOf(path)
  }

  #progress(): void {
    this.#done++
    if (this.#done % PROGRESS_EVERY === 0) this.#parts.progress(this.#done, this.total)
  }
}

function isNoIdentity({ class: name }: ClassLines): boolean {
  return name !== 'name' && name !== 'email'
}

function stricter(
  known: NonNullable<TextOptions['mode']> | undefined,
  other: NonNullable<TextOptions['mode']>,
): NonNullable<TextOptions['mode']> {
  const rank = { code: 0, log: 1, prose: 2 }
  return known !== undefined && rank[known] >= rank[other] ? known : other
}
