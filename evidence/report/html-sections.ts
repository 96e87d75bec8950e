import type { Report } from '#schemas'
import { badge, figure } from './html-badges.ts'
import { html, type Markup } from './markup.ts'
import { notProven } from './not-proven.ts'
import { byStatus, countOf, STATUS_MEANINGS, STATUS_ORDER, STATUS_WORDS } from './statuses.ts'
import { localTime } from './time-zone.ts'
import { type ReportExtras, verifySteps } from './verify-steps.ts'
import { count, grouped } from './wording.ts'

export function header({ entity, generatedAt, period, systems, timeZone }: Report): Markup {
  const time = timeIn(timeZone)
  return html`<header class="page">
<p class="kicker">HIPAA Security and Privacy Rules · 45 CFR Part 164 · what the evidence shows</p>
<h1>${entity}</h1>
<dl class="facts">
<div><dt>Period</dt><dd>${time(period.from)} <span class="to">to</span> ${time(period.to)}</dd></div>
<div><dt>Time zone</dt><dd>${timeZone}</dd></div>
<div><dt>Systems in scope</dt><dd>${systems.length === 0 ? 'no register handed in' : systems.join(', ')}</dd></div>
<div><dt>Generated</dt><dd>${time(generatedAt)}</dd></div>
</dl>
</header>`
}

export function summary({ controls, ledger }: Report): Markup {
  return html`<section aria-labelledby="summary">
<h2 id="summary">Summary</h2>
${figure(controls)}
<ul class="tallies">
${STATUS_ORDER.map((status) => html`<li class="${status}"><strong>${countOf(controls, status)}</strong> ${badge(status)}<span>${STATUS_MEANINGS[status]}</span></li>\n`)}</ul>
<div class="verdicts">
<p class="${ledger.integrity === 'intact' ? 'good' : 'bad'}"><span>Integrity</span> <strong>${ledger.integrity}</strong> ${ledger.integrity === 'intact' ? `${count(ledger.events, 'event')} verified: what was sealed is what was read.` : 'The ledger does not verify: no control can be supported.'}</p>
<p class="${ledger.completeness === 'complete' ? 'good' : 'weak'}"><span>Completeness</span> <strong>${ledger.completeness}</strong> ${ledger.completeness === 'complete' ? 'No gap was found in what the sources should have recorded.' : `${count(ledger.gaps.length, 'gap')}, listed under Ledger: controls that rest on those sources are insufficient.`}</p>
</div>
</section>`
}

export function indexTable({ controls }: Report): Markup {
  return html`<section aria-labelledby="index">
<h2 id="index">Index</h2>
<div class="wide"><table class="index">
<caption>Every control, exceptions first. OCR rows are derived from the order of the audit protocol of 2016 (updated July 2018), which numbers none.</caption>
<thead><tr><th scope="col">Result</th><th scope="col">Control</th><th scope="col">45 CFR</th><th scope="col" class="number">Judged</th><th scope="col" class="number">Exceptions</th></tr></thead>
<tbody>
${byStatus(controls).map((control) => html`<tr><td>${badge(control.status)}</td><th scope="row"><a href="#control-${control.id}">${control.title}</a></th><td>${control.citation.replace('45 CFR ', '')}</td><td class="number">${grouped(control.population)}</td><td class="number">${control.exceptions.length === 0 ? '–' : grouped(control.exceptions.length)}</td></tr>\n`)}</tbody>
</table></div>
</section>`
}

export function ledgerSection({ ledger, policies }: Report): Markup {
  const rows: readonly (readonly [string, string])[] = [
    ['Shard', ledger.shard],
    ['Events', grouped(ledger.events)],
    ['Tree root (RFC 6962)', ledger.root],
    ['Signing key', ledger.keyId],
    ['Assurance of identities', ledger.assurance.join(', ') || 'none found'],
    ['Separation of parts', ledger.separation.join(', ') || 'none found'],
  ]
  return html`<section aria-labelledby="ledger">
<h2 id="ledger">Ledger</h2>
<div class="wide"><table class="pairs"><caption>What was read and verified</caption><tbody>
${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>\n`)}</tbody></table></div>
<h3>Gaps</h3>
${ledger.gaps.length === 0 ? html`<p>None found.</p>` : html`<ul class="gaps">${ledger.gaps.map((gap) => html`<li>${gap}</li>`)}</ul>`}
<h3>Policies in force</h3>
${policies.length === 0 ? html`<p>No decision was taken in the period.</p>` : html`<p>Digest of code and data of every policy that decided in the period, in order of first use; the store holds bundle, source and test results under it.</p><ul class="digests">${policies.map((digest) => html`<li><code>${digest}</code></li>`)}</ul>`}
</section>`
}

export function closing(report: Report, extras: ReportExtras): Markup {
  return html`<section aria-labelledby="not-proven">
<h2 id="not-proven">What is not proven</h2>
<ul class="limits">${notProven(report).map((item) => html`<li>${item}</li>`)}</ul>
<p>The rule text in force is that of 2003 and 2013. The proposal of January 2025 (90 FR 898) is not final and is not applied here.</p>
</section>
<section aria-labelledby="verify">
<h2 id="verify">How to verify this without us</h2>
<ol class="steps">
${verifySteps(report, extras).map(({ command, text, title }) => html`<li><h3>${title}</h3><p>${text}</p><pre tabindex="0" aria-label="Command: ${title}"><code>${lines(command)}</code></pre></li>\n`)}</ol>
</section>
<section class="sign" aria-labelledby="sign-off">
<h2 id="sign-off">Review and sign-off</h2>
<p>${STATUS_WORDS.supported} is not a finding of law. A named reviewer of the entity reads the samples, answers the exceptions, and signs.</p>
<dl><div><dt>Reviewed by</dt><dd></dd></div><div><dt>Role</dt><dd></dd></div><div><dt>Date</dt><dd></dd></div><div><dt>Signature</dt><dd></dd></div></dl>
</section>`
}

// Line ends of a command are its own; any other control character is made visible.
function lines(command: string): Markup {
  return html`${command.split('\n').map((line, at) => (at === 0 ? html`${line}` : html`\n${line}`))}`
}

function timeIn(timeZone: string): (time: string) => Markup {
  const local = localTime(timeZone)
  return (time) => html`<time datetime="${time}">${local(time)}</time>`
}
