import type { FieldLookup } from './field-names.ts'
import type { FieldHint, MaskedText, PhiClass, TextOptions } from './phi.ts'
import type { Transformer } from './transform/transformer.ts'

/** What a field needs of its engine. */
export interface FieldTools {
  readonly field: FieldLookup
  readonly transformer: Transformer
  /** Remembers a value of a structured field. */
  readonly learn: (kind: PhiClass, value: string, record?: string[]) => void
}

/** What a field falls back to where its class is not certain. */
export type MaskText = (text: string, options?: TextOptions) => MaskedText

/**
 * One structured value. A given class masks it whole; free text is read as prose and stays readable around what was
 * masked. A name that settles the class does the same; one that only hints is put before the value as a label, so that
 * detectors see it as context.
 */
export function maskField(value: string, hint: FieldHint, maskText: MaskText, tools: FieldTools): MaskedText {
  const transform = hint.transform ?? 'redact'
  tools.transformer.check(transform)
  if (value === '') return { text: value, findings: [] }
  if (hint.class === 'free-text')
    return transform === 'null' ? whole(value, hint.class, 'field-class', hint, tools) : maskText(value)
  if (hint.class !== undefined) return whole(value, hint.class, 'field-class', hint, tools)
  const rule = hint.name === undefined ? null : tools.field(hint.name, true)
  if (rule === null || rule.class === 'free-text') return maskText(value)
  if (rule.class === 'age') return maskAge(value, maskText)
  if (rule.strength === 'sure') return whole(value, rule.class, 'field-name', hint, tools)
  const label = rule.class === 'name' ? 'Name' : rule.class === 'secret' ? 'Token' : 'Date'
  return maskLabelled(value, label, maskText)
}

function whole(
  value: string,
  kind: PhiClass,
  detector: string,
  { transform = 'redact', patient, seen, record }: FieldHint,
  { transformer, learn }: FieldTools,
): MaskedText {
  if (seen === 'learn') learn(kind, value, record)
  const text = transformer.transform(value, kind, transform, patient)
  if (text === value) return { text, findings: [] }
  return { text, findings: [{ class: kind, detector, start: 0, end: value.length, score: 1 }] }
}

// Ages up to 89 may stay; what is no number is read as text.
function maskAge(value: string, maskText: MaskText): MaskedText {
  return maskLabelled(value, 'Age', maskText)
}

function maskLabelled(value: string, label: string, maskText: MaskText): MaskedText {
  const prefix = `${label}: `
  const masked = maskText(prefix + value)
  const findings = masked.findings.map((finding) => ({
    ...finding,
    start: finding.start - prefix.length,
    end: finding.end - prefix.length,
  }))
  return { text: masked.text.slice(prefix.length), findings }
}
