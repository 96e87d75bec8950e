import { StoreError } from '../store-error.ts'

/** One page of a list of versions: keys ascending, the versions of a key newest first. */
export interface VersionPage {
  readonly versions: readonly VersionEntry[]
  readonly markers: readonly MarkerEntry[]
  /** Where the next page begins; null at the end. */
  readonly next: { readonly after: string; readonly afterVersion: string | undefined } | null
}

export interface VersionEntry {
  readonly key: string
  readonly version: string
}

export interface MarkerEntry {
  readonly key: string
  readonly isLatest: boolean
}

export interface VersionRange {
  readonly prefix: string
  /** With `afterVersion` behind that version of this key; without it behind the key. */
  readonly after: string | undefined
  readonly afterVersion: string | undefined
  /** Entries on a page. */
  readonly most: number
}

/** Everything that a bucket holds under one key. */
export interface History {
  readonly key: string
  /** The version that was created first: the truth of this key. Null where nothing but delete markers is left. */
  readonly first: string | null
  /** Versions that hold bytes. Counted to 1000. */
  readonly versions: number
  readonly markers: number
  /** A delete marker is the newest. */
  readonly isHidden: boolean
}

export type ReadVersions = (range: VersionRange) => Promise<VersionPage>

/** More pages than this of one key alone are an attack, or a fault: neither is read to its end. */
const MOST_PAGES_A_KEY = 1000
const MOST_COUNTED = 1000
/** Entries on the second page and later. */
const PAGE = 1000

/**
 * The histories of all keys that begin with a prefix, ascending, after a key where given. Versions that a service
 * lists twice count once. Throws StoreError `io` where the service lists out of order, or without end.
 */
export async function* readHistories(read: ReadVersions, range: HistoryRange): AsyncGenerator<History> {
  let open: OpenHistory | null = null
  for await (const next of readPages(read, range)) {
    if (next.key === open?.key) open.add(next)
    else {
      if (open !== null) yield open.close()
      if (next.key < (open?.key ?? '')) throw outOfOrder()
      open = next
    }
  }
  if (open !== null) yield open.close()
}

export interface HistoryRange {
  readonly prefix: string
  readonly after?: string
  /** Entries on the first page: few where one key is meant. */
  readonly pageSize?: number
}

/** What each page says of its keys; the first key of a page may be the last of the one before. */
async function* readPages(
  read: ReadVersions,
  { prefix, after, pageSize = PAGE }: HistoryRange,
): AsyncGenerator<OpenHistory> {
  let range: VersionRange = { prefix, after, afterVersion: undefined, most: pageSize }
  for (let pages = 1; ; pages++) {
    const { versions, markers, next } = await read(range)
    yield* gather(versions, markers)
    if (next === null) return
    if (next.after !== range.after) pages = 1
    else if (pages > MOST_PAGES_A_KEY || next.afterVersion === range.afterVersion) throw endless(next.after)
    range = { prefix, ...next, most: PAGE }
  }
}

// Versions and markers come in two lists; each is ordered by key, and within a key by age.
function gather(versions: readonly VersionEntry[], markers: readonly MarkerEntry[]): readonly OpenHistory[] {
  const histories = new Map<string, OpenHistory>()
  const of = (key: string): OpenHistory => {
    const history = histories.get(key) ?? new OpenHistory(key)
    histories.set(key, history)
    return history
  }
  let last = ''
  for (const { key, version } of versions) {
    if (key < last) throw outOfOrder()
    last = key
    of(key).addVersion(version)
  }
  for (const { key, isLatest } of markers) of(key).addMarker(isLatest)
  return [...histories.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}

class OpenHistory {
  readonly key: string
  readonly #versions = new Set<string>()
  #first: string | null = null
  #markers = 0
  #isHidden = false

  constructor(key: string) {
    this.key = key
  }

  addVersion(version: string): void {
    // Listed twice, it keeps its first place: what comes again is not older than what came before.
    if (this.#versions.has(version)) return
    this.#first = version
    if (this.#versions.size < MOST_COUNTED) this.#versions.add(version)
  }

  addMarker(isLatest: boolean): void {
    this.#markers++
    this.#isHidden ||= isLatest
  }

  /** Takes what a later page says of the same key. */
  add(later: OpenHistory): void {
    for (const version of later.#versions) this.addVersion(version)
    if (later.#first !== null && !this.#versions.has(later.#first)) this.#first = later.#first
    this.#markers += later.#markers
    this.#isHidden ||= later.#isHidden
  }

  close(): History {
    const { key } = this
    return {
      key,
      first: this.#first,
      versions: this.#versions.size,
      markers: this.#markers,
      isHidden: this.#isHidden,
    }
  }
}

function outOfOrder(): StoreError {
  return new StoreError(
    'io',
    'the S3 service lists keys out of order, so it cannot be told what the store holds: use another',
  )
}

function endless(key: string): StoreError {
  return new StoreError(
    'io',
    `the list of versions does not get past ${key}: somebody put very many there, or the service is faulty`,
  )
}
