import { assembleBytes, assembleText, publicFindings, textFindings } from './assemble.ts'
import { checkExamples } from './custom/examples.ts'
import { encodingOf } from './encoding/encoding-of.ts'
import { type FieldTools, maskField } from './fields.ts'
import { CleanTexts } from './flow/clean-texts.ts'
import { Formats } from './formats.ts'
import type { SeenValues } from './memory/seen-values.ts'
import type { FieldHint, Finding, MaskedBytes, MaskedText, Phi, SeenMode, StreamOptions, TextOptions } from './phi.ts'
import { compileRules, type RuleOptions, type Rules } from './rules.ts'
import { Scanner } from './scan.ts'
import { Stream } from './stream.ts'
import { rewriter } from './transform/rewrite.ts'
import { Transformer, type TransformParts } from './transform/transformer.ts'

/** Changes with every change of code that can change a result; the digest covers the data. */
export const PHI_VERSION = '0.2.0'

/** What an engine is made of. */
export interface PhiOptions {
  readonly rules?: RuleOptions
  /** What transforms other than redaction need. */
  readonly transforms?: TransformParts
  /** What is remembered of structured fields: one object a tenant or a run. */
  readonly memory?: SeenValues
}

/**
 * Makes a PHI engine: rules compiled once, then pure. Not for use by two threads at once (it has scratch space); one a
 * thread is cheap. Throws RangeError where options make no sense, PhiError `rules` with every reason where a tenant's rules
 * cannot be used, or do not do what their examples say.
 */
export function createPhi(options: PhiOptions = {}): Phi {
  const rules = compileRules(PHI_VERSION, options.rules)
  const uses = usesOf(rules, options.memory)
  const transformer = new Transformer(options.transforms ?? {}, rules.generalisation)

  const tools: FieldTools = {
    field: rules.field,
    transformer,
    learn: (kind, value, record?) => options.memory?.learn(kind, value, record),
  }

  function scan(bytes: Uint8Array, { mode = 'prose', seen }: TextOptions): Scanner {
    const { scanner } = uses(seen)
    scanner.begin(mode)
    scanner.text.set(bytes, 0, true)
    scanner.scan(0)
    return scanner
  }

  function stream(streamOptions: StreamOptions = {}): Stream {
    const { transform = 'redact', patient } = streamOptions
    transformer.check(transform)
    const rewrite = transform === 'redact' ? null : rewriter(transformer, transform, patient)
    return new Stream((sink) => uses(streamOptions.seen).formats.machine(sink, streamOptions), rewrite)
  }

  function maskText(text: string, textOptions: StreamOptions = {}): MaskedText {
    const bytes = Buffer.from(text, 'utf8')
    if (isStructured(textOptions)) {
      const masked = maskWhole(stream(textOptions), bytes)
      return { text: masked.bytes.toString('utf8'), findings: textFindings(text, bytes.length, masked.findings) }
    }
    const { items } = scan(bytes, textOptions).findings
    if (items.length === 0) return { text, findings: [] }
    const findings = textFindings(text, bytes.length, items)
    return { text: assembleText(text, findings), findings }
  }

  function maskBytes(bytes: Uint8Array, textOptions: StreamOptions = PROSE): MaskedBytes | null {
    if (isStructured(textOptions) || (textOptions.encoding !== 'utf-8' && isEncoded(bytes))) {
      const masked = maskWhole(stream(textOptions), bytes)
      return masked.findings.length === 0 ? null : masked
    }
    const { items } = scan(bytes, textOptions).findings
    if (items.length === 0) return null
    return { bytes: assembleBytes(bytes, items), findings: publicFindings(items) }
  }

  function valueMasker(textOptions: TextOptions = PROSE): (value: Uint8Array) => MaskedBytes | null {
    const { seen = 'own' } = textOptions
    const memory = seen === 'off' ? undefined : options.memory
    const mask = (value: Uint8Array): MaskedBytes | null => maskBytes(value, textOptions)
    // What an agent asks after is counted each time.
    return memory !== undefined && seen === 'own' ? mask : knowing(mask, () => memory?.learned ?? 0)
  }

  const phi: Phi = {
    version: PHI_VERSION,
    digest: rules.digest,
    maskText,
    maskBytes,
    valueMasker,
    maskField: (value, hint) => {
      const read = (text: string): MaskedText => maskText(text, textOptionsOf(hint))
      return maskField(value, hint, read, tools)
    },
    learn: options.memory === undefined ? null : tools.learn,
    stream,
  }
  checkExamples(phi, options.rules?.rules ?? [])
  return phi
}

const PROSE: TextOptions = { mode: 'prose' }

// Remembers in which values nothing is found, for as long as `learned` stays.
function knowing(
  mask: (value: Uint8Array) => MaskedBytes | null,
  learned: () => number,
): (value: Uint8Array) => MaskedBytes | null {
  let clean = new CleanTexts()
  let since = learned()
  return (value) => {
    if (since !== learned()) {
      clean = new CleanTexts()
      since = learned()
    }
    if (clean.has(value, 0, value.length, 0)) return null
    const masked = mask(value)
    if (masked === null) clean.add(value, 0, value.length)
    return masked
  }
}

interface Use {
  readonly scanner: Scanner
  readonly formats: Formats
}

// Scanners and grammars by how they use the memory; made when first asked for.
function usesOf(rules: Rules, values: SeenValues | undefined): (seen?: SeenMode) => Use {
  const made = new Map<SeenMode, Use>()
  return (seen = 'own') => {
    const mode = values === undefined ? 'off' : seen
    let use = made.get(mode)
    if (use === undefined) {
      const own =
        values === undefined || mode === 'off'
          ? rules
          : { ...rules, seen: { values, own: mode === 'own', learns: mode === 'learn' } }
      use = { scanner: new Scanner(own), formats: new Formats(own) }
      made.set(mode, use)
    }
    return use
  }
}

// A field that is read as text is transformed as the field would be.
function textOptionsOf({ transform = 'redact', patient, seen }: FieldHint): TextOptions {
  const common = seen === undefined ? PROSE : { ...PROSE, seen }
  if (transform === 'redact' || transform === 'null') return common
  return { ...common, transform, ...(patient === undefined ? {} : { patient }) }
}

// The long way: everything but plain text that is redacted.
function isStructured({ format = 'text', transform = 'redact' }: StreamOptions): boolean {
  return format !== 'text' || transform !== 'redact'
}

// UTF-16, or compressed.
function isEncoded(bytes: Uint8Array): boolean {
  return encodingOf(bytes, bytes.length, true) !== 'plain'
}

function maskWhole(stream: Stream, bytes: Uint8Array): { bytes: Buffer; findings: readonly Finding[] } {
  const parts = [stream.write(bytes), stream.end()]
  return { bytes: Buffer.concat(parts), findings: stream.findings }
}
