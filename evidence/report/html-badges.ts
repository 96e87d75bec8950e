import type { ControlResult } from '#schemas'
import { html, Markup } from './markup.ts'
import { countOf, STATUS_ORDER, STATUS_WORDS, type Status } from './statuses.ts'

/** Status in word, shape and colour: never by colour alone. */
export function badge(status: Status): Markup {
  return html`<span class="badge ${status}">${SHAPES[status]}${STATUS_WORDS[status]}</span>`
}

const WIDTH = 1000
const GAP = 4

/** One bar, as long as there are controls, cut by status. Read out as a sentence. */
export function figure(controls: readonly ControlResult[]): Markup {
  const shares = STATUS_ORDER.map((status) => ({ status, n: countOf(controls, status) })).filter(({ n }) => n > 0)
  const words = shares.map(({ n, status }) => `${n} ${STATUS_WORDS[status].toLowerCase()}`).join(', ')
  const room = WIDTH - GAP * Math.max(0, shares.length - 1)
  const bars: Markup[] = []
  let x = 0
  for (const { n, status } of shares) {
    const width = Math.round((room * n) / Math.max(1, controls.length))
    bars.push(html`<rect class="${status}" x="${x}" y="0" width="${width}" height="14" rx="3"/>`)
    x += width + GAP
  }
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 14" preserveAspectRatio="none" role="img" aria-label="${words}">${bars}</svg>`
}

const SHAPES: Readonly<Record<Status, Markup>> = {
  exception: shape('<path d="M8 1.5 15 14H1Z"/><path class="mark" d="M8 6v3.6M8 11.6v.4"/>'),
  insufficient: shape('<circle cx="8" cy="8" r="6.2" class="ring"/><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z"/>'),
  supported: shape('<circle cx="8" cy="8" r="6.8"/><path class="mark" d="m4.8 8.3 2.2 2.2 4.2-4.8"/>'),
  'not-applicable': shape('<circle cx="8" cy="8" r="6.2" class="ring"/><path class="line" d="M5 8h6"/>'),
}

function shape(paths: string): Markup {
  return Markup.constant(`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${paths}</svg>`)
}
