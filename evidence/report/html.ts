import { createHash } from 'node:crypto'
import type { Report } from '#schemas'
import { controlSections } from './html-controls.ts'
import { closing, header, indexTable, ledgerSection, summary } from './html-sections.ts'
import { STYLE } from './html-style.ts'
import { html, Markup } from './markup.ts'
import type { ReportExtras } from './verify-steps.ts'

/**
 * The report as one HTML file that needs nothing else: no script, no font, no request (its own policy forbids
 * them), the style allowed by its digest. The same input gives the same bytes. Throws ReportError `time-zone`.
 */
export function renderHtml(report: Report, extras: ReportExtras): string {
  const policy = `default-src 'none'; style-src 'sha256-${digestOf(STYLE)}'; base-uri 'none'; form-action 'none'`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>HIPAA evidence report: ${report.entity}, ${report.period.from.slice(0, 10)} to ${report.period.to.slice(0, 10)}</title>
<style>${Markup.constant(STYLE)}</style>
</head>
<body>
<a class="skip" href="#controls">Skip to the controls</a>
${header(report)}
<main>
${summary(report)}
${indexTable(report)}
${controlSections(report, extras)}
${ledgerSection(report)}
${closing(report, extras)}
</main>
<footer><p>Computed by Cordon ${extras.version} from verified segments. It says what the evidence shows; it is no certificate and no legal advice.</p></footer>
</body>
</html>
`
  return page.toString()
}

function digestOf(style: string): string {
  return createHash('sha256').update(style, 'utf8').digest('base64')
}
