/**
 * The interface of the PHI engine: the same for every enforcer. Pure: no file, network or clock inside. A
 * finding says what, where and how sure; it never holds the value.
 */
export interface Phi {
  /** Version of the engine, and a digest of its rules: recorded with every mask. */
  readonly version: string
  readonly digest: string
  /** Finds and masks in one whole text. Offsets are UTF-16 code units of the input. */
  maskText(text: string, options?: StreamOptions): MaskedText
  /**
   * Finds and masks in one run of UTF-8 bytes (a database cell, a header value); null where nothing was found,
   * which is the common case and allocates nothing. Offsets are bytes of the input.
   */
  maskBytes(bytes: Uint8Array, options?: StreamOptions): MaskedBytes | null
  /**
   * The same for the values of one column, one after the other: a short one in which nothing was found is known when it comes
   * again, for as long as nothing new was remembered. What is known goes with the function.
   */
  valueMasker(options?: TextOptions): (value: Uint8Array) => MaskedBytes | null
  /** Masks one structured value whose class is known or hinted by a column, a path or a key. */
  maskField(value: string, hint: FieldHint): MaskedText
  /**
   * Remembers a value of a structured field of a system of record without masking it; null where the engine has no
   * memory. `record` as in a FieldHint.
   */
  readonly learn: ((kind: PhiClass, value: string, record?: string[]) => void) | null
  /** A masker for a stream: the same output for every way the bytes can be cut. */
  stream(options?: StreamOptions): StreamMasker
}

export interface StreamMasker {
  /** Masked bytes that can no longer change; the rest is held back: at most 4 KiB, 8 KiB where text is escaped in JSON, 64 KiB of a model's answer in pieces, 1 MiB of gzip or zlib. */
  write(chunk: Uint8Array): Uint8Array
  /** What was held back. The masker is then spent. */
  end(): Uint8Array
  /** Findings so far; offsets are bytes of the whole input. At most 10 000 are kept, then only counted. */
  readonly findings: readonly Finding[]
  /** Counts by class, without a limit. */
  readonly counts: ReadonlyMap<PhiClass, number>
}

export interface TextOptions {
  /** What is done with values that passed in structured fields before; of meaning where the engine has a memory. `own` where absent. */
  readonly seen?: SeenMode
  /** What becomes of what is found: `redact` where absent. Escaped, typed and very long values are redacted whatever it says. */
  readonly transform?: Transform
  /** Whose dates `shift` moves. */
  readonly patient?: string
  /** `prose` masks on weaker evidence than `log`; `code` wants the strongest. */
  readonly mode?: 'prose' | 'log' | 'code'
  /** `utf-8`: bytes are read as they are, since who asks has unpacked them; else UTF-16, gzip and zlib are known by their first bytes. */
  readonly encoding?: 'any' | 'utf-8'
}

/**
 * Whose bytes they are. `own`: an agent's; they never teach, and look-ups are counted and limited, so that nobody can ask by
 * trying who is a patient. `match`: what comes back from a system of record. `learn`: the same, and its structured fields teach.
 * `off`: nothing is looked up.
 */
export type SeenMode = 'own' | 'match' | 'learn' | 'off'

/**
 * What bytes are made of. Structured formats keep their structure: the output is valid wherever the input is, types and all
 * counts are kept, and the place of a value settles its class. What breaks the structure is masked as text from there on.
 */
export type StreamFormat =
  /** By the first 1024 bytes. */
  | 'auto'
  | 'text'
  /** Source code: only the surest findings are masked. */
  | 'code'
  /** Lines, each of them text or a JSON document. */
  | 'log'
  /** One or more JSON documents. FHIR and DICOM inside are known by themselves. */
  | 'json'
  /** The same; after a line that is none it begins anew. */
  | 'ndjson'
  /** FHIR JSON, R4 and R5. */
  | 'fhir'
  /** Server-sent events: the data of an event is a document or text. */
  | 'sse'
  /** HL7 version 2, ER7. */
  | 'hl7'
  /** X12 with its ISA. */
  | 'x12'
  /** RFC 4180 and its kin, with or without a header. */
  | 'csv'
  | 'tsv'
  /** CDA R2 and other XML without a DTD. */
  | 'ccda'
  | 'dicom-json'
  /** Files, PS3.10; every value keeps its length. */
  | 'dicom'

export interface StreamOptions extends TextOptions {
  /** `text` where absent. */
  readonly format?: StreamFormat
  /**
   * Called with each id of a patient that is met: the id of a FHIR Patient, of a reference to one, a medical record number
   * under its key. Raw, so that the caller can commit to it at once; ids come again as often as they are met.
   */
  readonly subject?: (id: string) => void
  /** FHIR ids and references: numbered in the order in which they are met (the default), or kept, where who asked must go on with them. */
  readonly ids?: 'number' | 'keep'
  /** FHIR dates: 1900-01-01 in the same precision (the default), or their year where 164.514(b)(2)(i)(C) lets it stay. */
  readonly dates?: 'redact' | 'year'
}

export interface FieldHint {
  /** Class from a label catalogue: the value is masked whole, whatever it holds. */
  readonly class?: PhiClass
  /** Column name, FHIR path element or JSON key: raises or settles the class. */
  readonly name?: string
  /** As of a text; `learn` also teaches this value. */
  readonly seen?: SeenMode
  /** One array for the fields of one record: names in it are one person's. It is changed. */
  readonly record?: string[]
  readonly transform?: Transform
  /** Whose dates `shift` moves. */
  readonly patient?: string
}

/**
 * What becomes of a value. Safe Harbor, 164.514(b)(2), allows the first group; what the second makes is still PHI, or needs an
 * expert's word: docs/phi.md says why. What a transform cannot do with a value is redacted.
 */
export type Transform =
  /** A type tag: `[NAME]`. */
  | 'redact'
  /** An empty text. */
  | 'null'
  /** A date's year, an age as a number or `90+`: 164.514(b)(2)(i)(C). */
  | 'year'
  /** The first three digits of a ZIP code, or 000: 164.514(b)(2)(i)(B). */
  | 'zip3'
  /** Both, and the state of an address. */
  | 'generalise'
  /** Digits become 0, letters X; separators stay. */
  | 'same-length'
  /** A value of the same type that says nothing: 0, 1900-01-01, the nil UUID, {}. */
  | 'typed'
  /** A random token that a vault keeps: 164.514(c). */
  | 'token'
  /** A date moved by a patient's own secret number of days. No Safe Harbor. */
  | 'shift'
  /** A keyed digest: one value, one pseudonym. No Safe Harbor. */
  | 'pseudonym'
  /** FF1: another number of the same form. No Safe Harbor. */
  | 'fpe'

export interface Finding {
  readonly class: PhiClass
  readonly detector: string
  readonly start: number
  readonly end: number
  /** 0 to 1. */
  readonly score: number
}

export interface MaskedText {
  readonly text: string
  readonly findings: readonly Finding[]
}

export interface MaskedBytes {
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** The eighteen classes of 45 CFR 164.514(b)(2)(i), split where masks differ, and secrets. */
export type PhiClass =
  | 'name'
  | 'address'
  | 'zip'
  | 'date'
  | 'age'
  | 'phone'
  | 'fax'
  | 'email'
  | 'ssn'
  | 'mrn'
  | 'plan-id'
  | 'account'
  | 'card'
  | 'licence'
  | 'npi'
  | 'vehicle'
  | 'device'
  | 'url'
  | 'ip'
  | 'biometric'
  | 'photo'
  | 'other-id'
  | 'free-text'
  | 'secret'
