import { keyIdOf } from '../ledger/key-id.ts'
import { type BadPlace, LedgerError } from '../ledger/ledger-error.ts'
import { segmentPrefix } from '../ledger/segment-keys.ts'
import type { Overlaid } from '../store/object-store.ts'
import type { VerifiedSegment } from './check-segment.ts'
import { Completeness, type CompletenessOptions } from './completeness.ts'
import type { Gap } from './gap.ts'
import type { SourceState } from './sources.ts'
import { type WalkOptions, walkSegments } from './walk-segments.ts'

export interface VerifyOptions extends WalkOptions, Omit<CompletenessOptions, 'partial'> {
  /** Told of each segment as it is verified, for progress. */
  readonly onSegment?: (segment: VerifiedSegment) => void
}

/** What the files show. Integrity: these are the events that were sealed. Completeness: and none is missing. */
export interface Verdict {
  readonly integrity: 'intact' | 'broken'
  /** The first bad place; what stands before it was verified, what stands behind it was not looked at. */
  readonly firstBad: BadPlace | null
  /** `incomplete` too where integrity is broken: nothing can be said then. */
  readonly completeness: 'complete' | 'incomplete'
  /** What is missing, for people. */
  readonly gaps: readonly string[]
  readonly gapDetails: readonly Gap[]
  /**
   * Objects of the ledger on which somebody put a newer version or a delete marker. What was verified is what lies
   * below: the ledger can be intact, and yet somebody tried to replace or hide it. At most 256.
   */
  readonly overlaid: readonly Overlaid[]
  readonly shard: string
  /** Events that were verified. */
  readonly events: number
  readonly segments: number
  /** RFC 6962 root over the verified events (and those before `from`), hex. */
  readonly root: string
  /** C2SP checkpoint of the last verified segment: keep it elsewhere and hand it back as `expectAtLeast`. */
  readonly checkpoint: string | null
  /** Key id of the key that was trusted. */
  readonly keyId: string
  /** Of all segment headers, each word once. */
  readonly assurance: readonly string[]
  readonly separation: readonly string[]
  readonly sources: readonly SourceState[]
  readonly abandonedByCrash: number
  readonly openSessions: number
  /** Time of the first and last event, RFC 3339. */
  readonly firstTime: string | null
  readonly lastTime: string | null
}

/**
 * Verifies a shard from its objects and a key that was learned elsewhere; nothing else is needed or trusted. A
 * bad ledger is a verdict. Throws StoreError where the store cannot be read, and LedgerError `checkpoint` where
 * `expectAtLeast` is no checkpoint of this shard by this key.
 */
export async function verifyLedger(options: VerifyOptions): Promise<Verdict> {
  const tally = new Tally(options, await overlaidIn(options))
  try {
    const { segments, sources, start } = await walkSegments(options)
    tally.begin(start.frontier.root(), sources)
    for await (const segment of segments) {
      tally.add(segment)
      options.onSegment?.(segment)
    }
    return tally.verdict(null)
  } catch (error) {
    if (error instanceof LedgerError && error.place) return tally.verdict(error.place)
    throw error
  }
}

const MOST_OVERLAID = 256

async function overlaidIn({ store, shard }: VerifyOptions): Promise<readonly Overlaid[]> {
  const found: Overlaid[] = []
  if (store.overlaid === undefined) return found
  for await (const object of store.overlaid(segmentPrefix(shard))) {
    found.push(object)
    if (found.length === MOST_OVERLAID) break
  }
  return found
}

class Tally {
  readonly #options: VerifyOptions
  readonly #overlaid: readonly Overlaid[]
  readonly #completeness: Completeness
  readonly #assurance = new Set<string>()
  readonly #separation = new Set<string>()
  #sources: { states(): SourceState[] } = { states: () => [] }
  #root = ''
  #events = 0
  #segments = 0
  #first: VerifiedSegment['facts'] | null = null
  #last: VerifiedSegment['facts'] | null = null

  constructor(options: VerifyOptions, overlaid: readonly Overlaid[]) {
    this.#options = options
    this.#overlaid = overlaid
    this.#completeness = new Completeness({ ...options, partial: (options.from ?? 0) > 0 })
  }

  begin(root: string, sources: { states(): SourceState[] }): void {
    this.#root = root
    this.#sources = sources
  }

  add({ events, facts }: VerifiedSegment): void {
    for (const { event } of events) this.#completeness.add(event)
    this.#events += events.length
    this.#segments++
    this.#root = facts.root
    this.#assurance.add(facts.assurance)
    this.#separation.add(facts.separation)
    this.#first ??= facts
    this.#last = facts
  }

  verdict(firstBad: BadPlace | null): Verdict {
    const { gaps, abandonedByCrash, openSessions } = this.#completeness.finish()
    const found = firstBad ? [unjudged(firstBad), ...gaps] : gaps
    return {
      integrity: firstBad ? 'broken' : 'intact',
      firstBad,
      completeness: found.length === 0 ? 'complete' : 'incomplete',
      gaps: found.map(({ text }) => text),
      gapDetails: found,
      overlaid: this.#overlaid,
      shard: this.#options.shard,
      events: this.#events,
      segments: this.#segments,
      root: this.#root,
      checkpoint: this.#last?.checkpoint ?? null,
      keyId: keyIdOf(this.#options.publicKey),
      assurance: [...this.#assurance].sort(),
      separation: [...this.#separation].sort(),
      sources: this.#sources.states(),
      abandonedByCrash,
      openSessions,
      firstTime: this.#first?.firstTime ?? null,
      lastTime: this.#last?.lastTime ?? null,
    }
  }
}

function unjudged({ n }: BadPlace): Gap {
  const text = `integrity is broken at event ${n}: what the ledger holds from there on is not known`
  return { kind: 'integrity', text, source: null, from: null, to: null }
}
