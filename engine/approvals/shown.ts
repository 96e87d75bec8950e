import { createHash } from 'node:crypto'
import { canonical, type PolicyResult, type Shown } from '#schemas'
import type { PolicyInput } from '../policy-input.ts'
import { showFetch, showPush } from './shown-git.ts'
import { showRequest } from './shown-http.ts'
import { showStatement } from './shown-sql.ts'
import type { View } from './view.ts'
import { visible } from './visible.ts'

const MOST_NAME = 256
const MOST_LINE = 512
const MOST_STATEMENT = 16_384
const MOST_EFFECTS = 32
const MOST_RELATIONS = 256
const MOST_COLUMNS = 512
const MOST_REASON = 1024

/** Action → view. What has none is shown by its text alone. */
const VIEWS: ReadonlyMap<string, (input: PolicyInput, result: PolicyResult) => View> = new Map([
  ['sql.query', showStatement],
  ['git.push', showPush],
  ['git.fetch', showFetch],
  ['http.request', showRequest],
])

const NOTHING_KNOWN: View = { effects: [], relations: [], columns: [], rows: '', clipped: false }

/**
 * What the officer is shown of a request: what would be done to what, reasons, and its text without values. `clipped` where
 * anything did not fit, or where there is no text: nobody may approve what they could not see.
 */
export function shownOf(input: PolicyInput, result: PolicyResult, shape: string): Shown {
  const clip = new Clip()
  const view = VIEWS.get(input.action.name)?.(input, result) ?? NOTHING_KNOWN
  const statement = clip.text(shape, MOST_STATEMENT)
  // The analyser cuts at the same length: a shape that long may have lost its end.
  if (shape === '' || shape.length >= MOST_STATEMENT || view.clipped) clip.happened = true
  return {
    action: clip.text(input.action.name, MOST_NAME),
    target: clip.text(input.resource.id, MOST_NAME),
    effects: clip.list(view.effects, MOST_EFFECTS, MOST_NAME),
    relations: clip.list(view.relations, MOST_RELATIONS, MOST_LINE),
    columns: clip.list(view.columns, MOST_COLUMNS, MOST_LINE),
    rows: clip.text(view.rows, MOST_NAME),
    reasons: result.reasons.map(({ rule, message }) => ({
      rule: clip.text(rule, MOST_NAME),
      message: clip.text(message, MOST_REASON),
    })),
    statement,
    clipped: clip.happened,
  }
}

/** SHA-256 of the canonical bytes of `shown`, hex: what an officer's verdict is bound to. */
export function shownDigest(shown: Shown): string {
  return createHash('sha256').update(canonical(shown)).digest('hex')
}

/** Makes text visible and cuts it; remembers that it had to. */
class Clip {
  happened = false

  text(text: string, most: number): string {
    const shown = visible(text)
    if (shown.length <= most) return shown
    this.happened = true
    return `${shown.slice(0, most - 1)}…`
  }

  list(lines: readonly string[], most: number, longest: number): string[] {
    if (lines.length > most) this.happened = true
    return lines.slice(0, most).map((line) => this.text(line, longest))
  }
}
