import type { Finding, Phi, SeenMode } from '#phi'
import type { CellMask, CellRule, Found } from './cell.ts'
import { maskJsonText } from './json-text.ts'
import type { Family } from './types-by-oid.ts'

/** How values are read: as what, and whose words they are. */
export interface ScanOptions {
  readonly mode: 'prose' | 'log'
  readonly seen: SeenMode
  readonly transform?: 'redact' | 'token'
}

/** Reads values for PHI as their type needs it; null where values of this type and format cannot be read. */
export function scanRule(family: Family, format: number, phi: Phi, options: ScanOptions): CellRule | null {
  const { seen } = options
  switch (family) {
    case 'text':
      return { kind: 'each', mask: scanText(phi, options) }
    case 'json':
      return { kind: 'each', mask: (value, found) => json(value, 0, phi, seen, found) }
    case 'jsonb':
      return { kind: 'each', mask: (value, found) => json(value, format === 1 ? 1 : 0, phi, seen, found) }
    case 'other':
      return format === 0 ? { kind: 'each', mask: structured(phi, options) } : null
    case 'date':
    case 'timestamp':
    case 'plain':
      return { kind: 'keep' }
  }
}

/** Reads one run of characters. */
export function scanText(phi: Phi, options: ScanOptions): CellMask {
  const mask = phi.valueMasker(options)
  return (value, found) => {
    const masked = mask(value)
    if (masked === null) return value
    count(masked.findings, found)
    return masked.bytes
  }
}

// jsonb has one byte before its text in binary: the version.
function json(value: Uint8Array, start: number, phi: Phi, seen: SeenMode, found: Found): Uint8Array {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length)
  const masked = maskJsonText(bytes.toString('utf8', start), phi, seen)
  if (masked.findings.length === 0) return value
  count(masked.findings, found)
  const text = Buffer.from(masked.text, 'utf8')
  return start === 0 ? text : Buffer.concat([value.subarray(0, start), text])
}

// Arrays, composites, ranges, XML: a mask inside could break the syntax around it, so the value goes whole.
function structured(phi: Phi, options: ScanOptions): CellMask {
  const mask = phi.valueMasker(options)
  return (value, found) => {
    const masked = mask(value)
    if (masked === null) return value
    count(masked.findings, found)
    return null
  }
}

function count(findings: readonly Finding[], found: Found): void {
  for (const finding of findings) found(finding.class, 1)
}
