import { CsvMachine } from './csv/machine.ts'
import { DelimitedMachine } from './delimited/machine.ts'
import { FhirGrammar } from './fhir/grammar.ts'
import { IdNumbers } from './fhir/ids.ts'
import type { StructureContext } from './fhir/values.ts'
import type { Machine, Sink } from './flow/sink.ts'
import { TextMachine } from './flow/text-machine.ts'
import { Hl7Dialect } from './hl7/dialect.ts'
import { GenericGrammar } from './json/generic.ts'
import { KeyTable } from './json/keys.ts'
import { JsonMachine } from './json/machine.ts'
import type { StreamOptions } from './phi.ts'
import type { Rules } from './rules.ts'
import { SseMachine } from './sse/machine.ts'
import { X12Dialect } from './x12/dialect.ts'

/** Makes the machine of a format. Grammars and the keys that were met are shared by the streams of one engine. */
export class Formats {
  readonly #rules: Rules
  readonly #fhir: FhirGrammar = new FhirGrammar()
  readonly #generic: GenericGrammar = new GenericGrammar()
  readonly #keys: KeyTable = new KeyTable()

  constructor(rules: Rules) {
    this.#rules = rules
  }

  machine(sink: Sink, options: StreamOptions): Machine {
    switch (options.format ?? 'text') {
      case 'text':
        return this.#text(sink, options)
      case 'json':
        return this.#json(sink, options, this.#generic.root, false)
      case 'ndjson':
        return this.#json(sink, options, this.#generic.root, true)
      case 'fhir':
        return this.#json(sink, options, this.#fhir.root, true)
      case 'hl7':
        return new DelimitedMachine(sink, this.#rules, this.#context(options), new Hl7Dialect())
      case 'x12':
        return new DelimitedMachine(sink, this.#rules, this.#context(options), new X12Dialect())
      case 'csv':
        return new CsvMachine(sink, this.#rules, this.#context(options), 0)
      case 'tsv':
        return new CsvMachine(sink, this.#rules, this.#context(options), 0x09)
      case 'sse': {
        const context = this.#context(options)
        return new SseMachine(sink, this.#rules, (inner) => this.#jsonIn(inner, context, this.#generic.root, false))
      }
    }
  }

  #text(sink: Sink, { mode = 'prose' }: StreamOptions): Machine {
    const machine = new TextMachine(this.#rules, sink)
    machine.begin(0, mode)
    return machine
  }

  #json(sink: Sink, options: StreamOptions, root: FhirGrammar['root'], lines: boolean): Machine {
    return this.#jsonIn(sink, this.#context(options), root, lines)
  }

  #jsonIn(sink: Sink, context: StructureContext, root: FhirGrammar['root'], lines: boolean): JsonMachine {
    const grammar = { root, resource: (type: string) => this.#fhir.resource(type) }
    return new JsonMachine(sink, { rules: this.#rules, grammar, keys: this.#keys, context, lines })
  }

  #context({ subject, ids = 'number', dates = 'redact' }: StreamOptions): StructureContext {
    return {
      subject: subject ?? (() => {}),
      ids: ids === 'keep' ? null : new IdNumbers(),
      dates,
      earliestYear: this.#rules.generalisation.earliestYear,
    }
  }
}
