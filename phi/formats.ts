import { AutoMachine } from './auto/machine.ts'
import { ccdaGrammar } from './ccda/grammar.ts'
import { CsvMachine } from './csv/machine.ts'
import { DelimitedMachine } from './delimited/machine.ts'
import { DicomJsonGrammar } from './dicom/json-grammar.ts'
import { DicomMachine } from './dicom/machine.ts'
import { EncodingMachine } from './encoding/machine.ts'
import { FhirGrammar } from './fhir/grammar.ts'
import { IdNumbers } from './fhir/ids.ts'
import type { BlankingSink, Machine, Sink } from './flow/sink.ts'
import { TextMachine } from './flow/text-machine.ts'
import { Words } from './flow/words.ts'
import { Hl7Dialect } from './hl7/dialect.ts'
import { GenericGrammar } from './json/generic.ts'
import { KeyTable } from './json/keys.ts'
import { JsonMachine } from './json/machine.ts'
import type { Grammar, Node } from './json/node.ts'
import { LogMachine } from './log/machine.ts'
import { stampOf } from './log/stamps.ts'
import type { StreamFormat, StreamOptions } from './phi.ts'
import type { Rules } from './rules.ts'
import type { Mode } from './scene.ts'
import { SseMachine, type TakePiece } from './sse/machine.ts'
import { Stream } from './stream.ts'
import { NOBODY, type StructureContext } from './structure-context.ts'
import { X12Dialect } from './x12/dialect.ts'
import { genericXml } from './xml/generic.ts'
import type { XmlNode } from './xml/grammar.ts'
import { XmlMachine } from './xml/machine.ts'
import { XHTML } from './xml/xhtml.ts'

/** Makes the machine of a format. Grammars and the keys that were met are shared by the streams of one engine. */
export class Formats {
  readonly #rules: Rules
  readonly #fhir: FhirGrammar = new FhirGrammar()
  readonly #dicom: DicomJsonGrammar = new DicomJsonGrammar()
  readonly #generic: GenericGrammar
  /** The same for the lines of a log, which say when they were written. */
  readonly #logs: GenericGrammar
  readonly #ccda: XmlNode = ccdaGrammar()
  readonly #keys: KeyTable = new KeyTable()

  constructor(rules: Rules) {
    this.#rules = rules
    this.#generic = new GenericGrammar(rules.field, rules.labels, (key) => this.#dicom.attribute(key))
    this.#logs = new GenericGrammar(rules.field, rules.labels, stampOf)
  }

  machine(sink: BlankingSink, options: StreamOptions): Machine {
    return this.#encoded(sink, options, contextOf(options, this.#rules), 0)
  }

  // Files of DICOM are binary by themselves; whatever else there is may come encoded.
  #encoded(sink: BlankingSink, options: StreamOptions, context: StructureContext, depth: number): Machine {
    const { format = 'text', mode, encoding = 'any' } = options
    if (format === 'dicom' || encoding === 'utf-8') return this.#of(sink, format, options, context)
    const inflated = (inner: BlankingSink): Machine => this.#encoded(inner, options, context, depth + 1)
    return new EncodingMachine(sink, {
      machine: (inner) => this.#of(inner, format, options, context),
      masker: depth < MOST_COMPRESSIONS ? () => new Stream(inflated) : null,
      isCode: format === 'code' || mode === 'code',
    })
  }

  #of(sink: BlankingSink, format: StreamFormat | 'xml', options: StreamOptions, context: StructureContext): Machine {
    const rules = this.#rules
    switch (format) {
      case 'auto':
        return new AutoMachine(sink, (inner, found) => this.#of(inner, found, options, context))
      case 'text':
        return this.#text(sink, options.mode ?? 'prose')
      case 'code':
        return this.#text(sink, 'code')
      case 'json':
        return this.#json(sink, context, this.#generic.root, false)
      case 'ndjson':
        return this.#json(sink, context, this.#generic.root, true)
      case 'fhir':
        return this.#json(sink, context, this.#fhir.root, true)
      case 'dicom-json':
        return this.#json(sink, context, this.#dicom.root, true)
      case 'dicom':
        return new DicomMachine(sink, rules, context)
      case 'log':
        return new LogMachine(sink, rules, this.#json(sink, context, this.#logs.root, false))
      case 'sse':
        return new SseMachine(sink, rules, (inner, pieces) =>
          this.#json(inner, context, this.#generic.root, false, pieces),
        )
      case 'hl7':
        return new DelimitedMachine(sink, rules, context, new Hl7Dialect())
      case 'x12':
        return new DelimitedMachine(sink, rules, context, new X12Dialect())
      case 'csv':
        return new CsvMachine(sink, rules, context, 0)
      case 'tsv':
        return new CsvMachine(sink, rules, context, TAB)
      case 'ccda':
        return new XmlMachine(sink, rules, context, this.#ccda)
      case 'xml':
        return new XmlMachine(sink, rules, context, genericXml(this.#generic.root))
    }
  }

  #text(sink: Sink, mode: Mode): Machine {
    const machine = new TextMachine(this.#rules, sink)
    machine.begin(0, mode)
    return machine
  }

  #json(sink: Sink, context: StructureContext, root: Node, lines: boolean, pieces?: TakePiece): JsonMachine {
    const grammar: Grammar = {
      root,
      resource: (type) => this.#fhir.resource(type),
      labelled: (bytes, from, to, node) => this.#generic.labelled(bytes, from, to, node),
    }
    const markup = (inner: Sink): XmlMachine => new XmlMachine(inner, this.#rules, context, XHTML)
    return new JsonMachine(sink, {
      rules: this.#rules,
      grammar,
      keys: this.#keys,
      context,
      markup,
      lines,
      ...(pieces && { pieces }),
    })
  }
}

const TAB = 0x09
/** Compressions, one in the other, that are undone. */
const MOST_COMPRESSIONS = 2

function contextOf(options: StreamOptions, { seen, generalisation }: Rules): StructureContext {
  const { subject = NOBODY, ids = 'number', dates = 'redact' } = options
  return {
    subject,
    learn: seen?.learns ? seen.values.learner() : null,
    ids: ids === 'keep' ? null : new IdNumbers(),
    dates,
    earliestYear: generalisation.earliestYear,
    words: new Words(),
  }
}
