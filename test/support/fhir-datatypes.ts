import { MadeUpValues } from './made-up-values.ts'

export type Json = Record<string, unknown>

/** The datatypes of FHIR that may hold PHI, of made-up people; R4 and R5 by turns. */
export class FhirDatatypes extends MadeUpValues {
  /** Raw ids of the patients. */
  readonly patients: string[] = []
  readonly isR5: boolean

  constructor(seed: number) {
    // Letters that JSON escapes in many ways.
    super(seed, 'bcdfgklmnprstvzaeiouéößłñ')
    this.isR5 = seed % 2 === 1
  }

  // Members in any order: what a rule hangs on may come late.
  resource(type: string, id: string, members: Json, mayShuffle: boolean = true): Json {
    const all = {
      resourceType: type,
      id,
      meta: { versionId: '1', lastUpdated: this.instant() },
      text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${this.name()}</p></div>` },
      ...members,
    }
    return mayShuffle && this.maybe() ? Object.fromEntries(this.shuffled(Object.entries(all))) : all
  }

  humanName(): Json {
    return {
      use: 'official',
      ...(this.maybe() ? { text: this.name() } : {}),
      family: this.word(),
      given: [this.word(), this.word()],
      prefix: ['Dr.'],
      period: this.period(),
    }
  }

  address(): Json {
    return {
      use: 'home',
      line: [`${this.digits(4)} ${this.word()} Street`],
      city: this.word(),
      district: this.word(),
      state: 'IL',
      postalCode: this.digits(5),
      country: 'US',
      period: { start: this.iso() },
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
          extension: [{ url: 'latitude', valueDecimal: Number(`41.${this.digits(6)}1`) }],
        },
      ],
    }
  }

  contactPoint(): Json {
    const [system, value] = this.pick([
      ['phone', `+1 ${this.digits(3)} ${this.digits(7)}`],
      ['fax', this.digits(10)],
      ['email', `${this.word()}@${this.word()}.example`],
      ['url', `https://${this.word()}.example/`],
    ])
    return this.maybe() ? { system, value, use: 'home' } : { value, system }
  }

  identifier(): Json {
    return {
      use: 'usual',
      type: this.concept(this.pick(['MR', 'SS', 'DL', 'AN', 'MB']), 'Number'),
      system: 'urn:oid:1.2.36.146.595.217.0.1',
      value: this.code(),
      period: this.period(),
      assigner: { display: this.name() },
    }
  }

  attachment(): Json {
    const data = Buffer.from(this.word().repeat(1 + this.below(400))).toString('base64')
    return {
      contentType: 'image/png',
      data: this.secret(data),
      url: `https://x.example/${this.word()}`,
      title: `Scan of ${this.name()}`,
      creation: this.dateTime(),
      size: 12,
    }
  }

  reference(type: string): Json {
    const id = this.secret(this.id())
    if (type === 'Patient') this.patients.push(id)
    return { reference: this.maybe() ? `${type}/${id}` : `${type}/${id}/_history/2`, display: this.name() }
  }

  concept(code: string, display: string): Json {
    return {
      coding: [{ system: 'http://terminology.example/codes', code, display }],
      ...(this.maybe() ? { text: display } : {}),
    }
  }

  period(): Json {
    return { start: this.dateTime(), ...(this.maybe() ? { end: this.dateTime() } : {}) }
  }

  dateTime(): string {
    return this.maybe() ? this.iso() : this.instant()
  }

  instant(): string {
    return this.secret(
      `20${10 + this.below(14)}-0${2 + this.below(7)}-1${this.below(9)}T11:22:33.${100 + this.below(900)}+02:00`,
    )
  }

  name(): string {
    return `${this.word()} ${this.word()}`
  }

  id(): string {
    if (this.maybe()) return `pt-${this.digits(7)}`
    const hex = (count: number): string => Array.from({ length: count }, () => this.below(16).toString(16)).join('')
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
  }
}
