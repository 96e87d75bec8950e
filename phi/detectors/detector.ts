import type { PhiClass, TextOptions } from '../phi.ts'
import type { Topic } from '../words/topics.ts'

/**
 * A detector is data: what it looks for, who checks it, how sure it is, and its own examples. Everything that a
 * result hangs on is in here or in the word lists, so that the digest of the rules covers it.
 */
export interface Detector {
  readonly id: string
  readonly class: PhiClass
  readonly find: Find
  /** Name of a check: a checksum, a calendar, a range. */
  readonly check?: CheckName
  /** How sure it is with nothing around it, 0 to 1; 0 means never. Thresholds are in scan.ts. */
  readonly score: number
  /** Words before it that make it surer, or that it needs where `score` is 0. */
  readonly context?: { readonly topics: readonly Topic[]; readonly score: number }
  /** What may follow and belongs to it: the time of an ISO date, the extension of a phone number. */
  readonly tail?: 'time' | 'extension'
  readonly examples: Examples
}

/** `match`: texts in which exactly the parts between « and » are found by this detector. `ignore`: nothing of its class is. */
export interface Examples {
  readonly mode?: NonNullable<TextOptions['mode']>
  readonly match: readonly string[]
  readonly ignore: readonly string[]
}

export type Find =
  /**
   * Groups of digits. A shape is group lengths joined by `-`: `3-2-4`, `1..2-1..2-4`. Separators are alike unless
   * `mixed`; in them `(` and `)` mean a group in parentheses.
   */
  | {
      readonly kind: 'digits'
      readonly shapes: readonly string[]
      readonly separators: string
      readonly mixed?: boolean
    }
  /** Groups of digits of any lengths that add up. */
  | { readonly kind: 'digit-count'; readonly least: number; readonly most: number; readonly separators: string }
  /** Groups of letters and digits joined by `-`, shapes as above. */
  | { readonly kind: 'token'; readonly shapes: readonly string[] }
  /** A fixed beginning, then at least so many bytes of a body. */
  | {
      readonly kind: 'prefix'
      readonly prefixes: readonly string[]
      readonly body: 'base64url' | 'opaque'
      readonly least: number
    }
  /** What no shape says; readers/ has the code. */
  | { readonly kind: 'reader'; readonly reader: ReaderName }

export type ReaderName =
  | 'address'
  | 'age'
  | 'city'
  | 'colon'
  | 'command'
  | 'concatenated'
  | 'column'
  | 'email'
  | 'encoded'
  | 'coordinates'
  | 'handle'
  | 'iban'
  | 'image'
  | 'label'
  | 'month'
  | 'path-id'
  | 'name'
  | 'pem'
  | 'po-box'
  | 'place'
  | 'room'
  | 'signed-hex'
  | 'spaced'
  | 'spelled'
  | 'ssn-end'
  | 'udi'
  | 'url'
  | 'zip'

export type CheckName =
  | 'aadhaar'
  | 'aba'
  | 'ahv'
  | 'au-medicare'
  | 'belgian'
  | 'card'
  | 'chinese'
  | 'cnpj'
  | 'codice-fiscale'
  | 'compact-date'
  | 'cpf'
  | 'cpr'
  | 'cuit'
  | 'curp'
  | 'day-month-year'
  | 'dea'
  | 'dni'
  | 'fodselsnummer'
  | 'hetu'
  | 'imei'
  | 'ipv4'
  | 'itin'
  | 'lettered'
  | 'mbi'
  | 'mixed'
  | 'month-day'
  | 'month-year'
  | 'nanp'
  | 'national-phone'
  | 'nhs'
  | 'nino'
  | 'nine'
  | 'nir'
  | 'npi'
  | 'octets'
  | 'nric'
  | 'pan'
  | 'personnummer'
  | 'plus'
  | 'rodne-cislo'
  | 'room'
  | 'rrn'
  | 'rut'
  | 'short-date'
  | 'sin'
  | 'ssn'
  | 'steuer-id'
  | 'tfn'
  | 'twilio'
  | 'vin'
  | 'year-month-day'
