import type { Phi } from '#phi'
import type { ClassLines } from './scan-text.ts'

const MOST_NAME = 500
const MODE = { mode: 'log' } as const

/** A name with its underscores as spaces: words in names are joined by them. */
export function spaced(name: string): string {
  return name.replaceAll('_', ' ')
}

/** What is found in the name of one file, or in one ref, by class. */
export function scanName(name: string, phi: Phi): readonly ClassLines[] {
  const counts = new Map<string, number>()
  for (const part of partsOf(name)) {
    const own = new Map<string, number>()
    for (const { class: found } of phi.maskText(part, MODE).findings) own.set(found, (own.get(found) ?? 0) + 1)
    // A part lies within another: what both show counts once.
    for (const [found, count] of own) counts.set(found, Math.max(count, counts.get(found) ?? 0))
  }
  return [...counts].map(([found, count]) => ({ class: found, count, lines: [] }))
}

/** A path or a ref, with what looks like PHI in it masked; cut to what a request may hold. */
export function maskName(name: string, phi: Phi): string {
  const segments = name.split('/').map((segment) => maskSegment(segment, phi))
  const whole = phi.maskText(segments.join('/'), MODE).text.slice(0, MOST_NAME)
  // A cut may leave half a character, which no JSON holds.
  return Buffer.from(whole, 'utf8').toString('utf8') || '?'
}

function maskSegment(segment: string, phi: Phi): string {
  if (scanName(segment, phi).length === 0) return segment
  const { text } = phi.maskText(spaced(segment), MODE)
  const { stem, end } = split(text)
  return `${phi.maskText(stem, MODE).text}${end}`
}

// Whole, and without its ending: `219-09-9999.csv` reads like a host name.
function partsOf(name: string): readonly string[] {
  const whole = spaced(name)
  const { stem, end } = split(whole)
  return end === '' ? [whole] : [whole, stem]
}

function split(name: string): { readonly stem: string; readonly end: string } {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? { stem: name, end: '' } : { stem: name.slice(0, dot), end: name.slice(dot) }
}
