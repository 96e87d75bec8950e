import type { ControlResult, Report } from '#schemas'
import { controls as known } from './controls.ts'
import { badge } from './html-badges.ts'
import { html, type Markup } from './markup.ts'
import { byStatus } from './statuses.ts'
import type { ReportExtras } from './verify-steps.ts'
import { grouped } from './wording.ts'

/** One section a control: claim, result, population, method, exceptions, sample, limits. */
export function controlSections({ controls }: Report, extras: ReportExtras): Markup {
  return html`<section aria-labelledby="controls">
<h2 id="controls">Controls</h2>
${byStatus(controls).map((control) => section(control, extras))}</section>`
}

function section(control: ControlResult, { remarks }: ReportExtras): Markup {
  const { citation, exceptions, finding, id, population, question, sample, status, title } = control
  const definition = known.find((entry) => entry.id === id)
  const remark = remarks !== undefined && Object.hasOwn(remarks, id) ? remarks[id] : undefined
  return html`<article class="control ${status}" id="control-${id}" aria-labelledby="title-${id}">
<div class="heading"><h3 id="title-${id}">${title}</h3>${badge(status)}</div>
<p class="citation">${citation}${definition === undefined ? null : html` · OCR ${definition.protocol} (derived)${definition.addressable ? ' · addressable' : ''}`}</p>
<p class="finding">${finding}</p>
<dl>
<div><dt>Claim</dt><dd>${question}</dd></div>
<div><dt>Population</dt><dd>${grouped(population)} judged</dd></div>
${
  definition === undefined
    ? null
    : html`<div><dt>Method</dt><dd>${definition.method}</dd></div>
<div><dt>Cannot show</dt><dd>${definition.limits}</dd></div>
`
}${
  remark === undefined
    ? null
    : html`<div><dt>Entity's remark</dt><dd>${remark}</dd></div>
`
}</dl>
${notes('Exceptions', exceptions)}${notes('Sample', sample)}</article>
`
}

function notes(caption: string, entries: ControlResult['sample']): Markup | null {
  if (entries.length === 0) return null
  return html`<div class="wide"><table class="notes ${caption.toLowerCase()}"><caption>${caption}</caption>
<thead><tr><th scope="col" class="number">Event</th><th scope="col">What is on record</th></tr></thead>
<tbody>
${entries.map(({ n, note }) => html`<tr><td class="number">${n}</td><td>${note}</td></tr>\n`)}</tbody></table></div>
`
}
