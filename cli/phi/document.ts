import type { Finding, Phi, StreamOptions } from '#phi'

/** What a document is masked to; offsets are UTF-16 code units of the input. */
export interface MaskedDocument {
  readonly text: string
  readonly findings: readonly Finding[]
}

/** Masks one whole document in memory: text at once, everything that has structure through its stream. */
export function maskDocument(phi: Phi, text: string, options: StreamOptions): MaskedDocument {
  if (options.format === undefined || options.format === 'text') return phi.maskText(text, options)
  const masker = phi.stream(options)
  const bytes = Buffer.from(text, 'utf8')
  const masked = Buffer.concat([masker.write(bytes), masker.end()])
  return { text: masked.toString('utf8'), findings: unitOffsets(text, bytes.length, masker.findings) }
}

// Findings of a stream count bytes of UTF-8, in order of their ends at least: one walk over the text finds all places.
function unitOffsets(text: string, bytes: number, findings: readonly Finding[]): readonly Finding[] {
  if (bytes === text.length) return findings
  const wanted = [...new Set(findings.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const units = new Map<number, number>()
  let unit = 0
  let byte = 0
  for (const place of wanted) {
    while (byte < place && unit < text.length) {
      const code = text.codePointAt(unit) ?? 0
      byte += utf8Length(code)
      unit += code > 0xffff ? 2 : 1
    }
    units.set(place, unit)
  }
  const at = (place: number): number => units.get(place) ?? text.length
  return findings.map((finding) => ({ ...finding, start: at(finding.start), end: at(finding.end) }))
}

function utf8Length(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** The same offsets in code points, as other languages count. */
export function codePointOffsets(text: string, findings: readonly Finding[]): readonly Finding[] {
  if (!/[\ud800-\udbff]/.test(text)) return findings
  const points = new Uint32Array(text.length + 1)
  let point = 0
  for (let unit = 0; unit < text.length; unit++) {
    points[unit] = point
    const code = text.charCodeAt(unit)
    const isFirstOfPair = code >= 0xd800 && code <= 0xdbff && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00
    if (!isFirstOfPair) point++
  }
  points[text.length] = point
  return findings.map((finding) => ({
    ...finding,
    start: points[finding.start] ?? point,
    end: points[finding.end] ?? point,
  }))
}
