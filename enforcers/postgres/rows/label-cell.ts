import type { Phi, PhiClass, SeenMode } from '#phi'
import type { EnforcerContext } from '../../enforcer.ts'
import type { CellRule, Found } from './cell.ts'
import type { Label } from './column-action.ts'
import { scanText } from './scan-cell.ts'
import type { Family } from './types-by-oid.ts'
import { type YearOf, yearCell } from './year-cell.ts'

export interface LabelParts {
  readonly phi: Phi
  readonly commit: EnforcerContext['commit']
  /** Whose words free text is. */
  readonly seen: SeenMode
}

const CLASSES: ReadonlySet<string> = new Set<PhiClass>([
  'name',
  'address',
  'zip',
  'date',
  'age',
  'phone',
  'fax',
  'email',
  'ssn',
  'mrn',
  'plan-id',
  'account',
  'card',
  'licence',
  'npi',
  'vehicle',
  'device',
  'url',
  'ip',
  'biometric',
  'photo',
  'other-id',
  'free-text',
  'secret',
])

/** Whether a class of the label catalogue is one that masks are known for. */
export function isPhiClass(name: string): name is PhiClass {
  return CLASSES.has(name)
}

/**
 * Masks a labelled value in its own type, so that the client can still read it: text becomes a tag or is
 * generalised, dates may keep their year, everything else becomes NULL. Nulls are always valid, in binary too.
 */
export function labelRule(label: Label, family: Family, oid: number, format: number, parts: LabelParts): CellRule {
  const known = isPhiClass(label.class) ? label.class : 'other-id'
  if (label.transform === 'null') return nothing(known)
  if (family === 'text') return textRule(known, label.transform, parts)
  if ((family === 'date' || family === 'timestamp') && label.transform === 'year')
    return counted(known, yearCell(oid, format, yearOf(parts.phi)))
  return nothing(known)
}

function textRule(phiClass: PhiClass, transform: Label['transform'], { phi, commit, seen }: LabelParts): CellRule {
  switch (transform) {
    case 'redact':
      // Free text keeps what is no identifier: it is read as prose, on weaker evidence.
      if (phiClass === 'free-text') return { kind: 'each', mask: scanText(phi, { mode: 'prose', seen }) }
      return { kind: 'fixed', phiClass, value: utf8(phi.maskField('x', { class: phiClass }).text) }
    case 'pseudonym':
      return counted(phiClass, (value) => utf8(`[${phiClass.toUpperCase()}-${commit('literal', value).slice(0, 12)}]`))
    case 'null':
      return nothing(phiClass)
    case 'token':
      if (phiClass === 'free-text') return { kind: 'each', mask: scanText(phi, { mode: 'prose', seen, transform }) }
      return counted(phiClass, (value) => utf8(phi.maskField(textOf(value), { class: phiClass, transform }).text))
    default:
      return counted(
        phiClass,
        remembered((text) => phi.maskField(text, { class: phiClass, transform }).text),
      )
  }
}

function nothing(phiClass: PhiClass): CellRule {
  return { kind: 'fixed', phiClass, value: null }
}

function counted(phiClass: PhiClass, mask: (value: Uint8Array) => Uint8Array | null): CellRule {
  const counting = (value: Uint8Array, found: Found): Uint8Array | null => {
    found(phiClass, 1)
    return mask(value)
  }
  return { kind: 'each', mask: counting }
}

function textOf(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8')
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

const MOST_REMEMBERED = 1024

// ZIP codes and years repeat; a bounded memory spares most of the work, and is dropped with the plan.
function remembered(mask: (text: string) => string): (value: Uint8Array) => Uint8Array {
  const known = new Map<string, Uint8Array>()
  return (value) => {
    const text = textOf(value)
    const before = known.get(text)
    if (before) return before
    const masked = Buffer.from(mask(text), 'utf8')
    if (known.size < MOST_REMEMBERED) known.set(text, masked)
    return masked
  }
}

// Whether phi's rules let a year stand (ages above 89 keep none).
function yearOf(phi: Phi): YearOf {
  const known = new Map<number, boolean>()
  return (year) => {
    const before = known.get(year)
    if (before !== undefined) return before
    const text = `${String(year).padStart(4, '0')}-06-15`
    const stays = phi.maskField(text, { class: 'date', transform: 'year' }).text.includes(text.slice(0, 4))
    if (known.size < MOST_REMEMBERED) known.set(year, stays)
    return stays
  }
}
