/** A FHIR document and every value in it that must not survive. */
export interface FhirDocument {
  readonly document: Record<string, unknown>
  readonly phi: readonly string[]
  /** Raw ids of its patients. */
  readonly patients: readonly string[]
}

type Json = Record<string, unknown>

/** Bundles of made-up people, R4 and R5 by turns, with every datatype that may hold PHI. The same for the same seed. */
export function fhirDocument(seed: number): FhirDocument {
  return new Maker(seed).bundle()
}

class Maker {
  readonly #phi: string[] = []
  readonly #patients: string[] = []
  readonly #isR5: boolean
  #state: number

  constructor(seed: number) {
    this.#state = seed * 2654435761 + 1
    this.#isR5 = seed % 2 === 1
  }

  bundle(): FhirDocument {
    const patientId = this.#secret(this.#id())
    this.#patients.push(patientId)
    const resources = [
      this.#patient(patientId),
      this.#relatedPerson(patientId),
      this.#practitioner(),
      this.#observation(patientId),
      this.#encounter(patientId),
      this.#coverage(patientId),
      this.#documentReference(patientId),
      this.#answers(patientId),
      this.#imaging(patientId),
      this.#device(),
      this.#family(patientId),
    ]
    const entry = this.#shuffled(resources).map((resource) => ({
      fullUrl: `https://ehr.example/fhir/${resource['resourceType']}/${resource['id']}`,
      resource,
      ...(this.#maybe() ? { search: { mode: 'match', score: 1 } } : {}),
    }))
    const document = {
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp: this.#instant(),
      total: entry.length,
      link: [{ relation: 'self', url: `https://ehr.example/fhir/Patient?name=${this.#word()}&_count=5` }],
      entry,
    }
    return { document, phi: this.#phi, patients: this.#patients }
  }

  #patient(id: string): Json {
    return this.#resource('Patient', id, {
      identifier: this.#some(() => this.#identifier()),
      active: true,
      name: this.#some(() => this.#humanName()),
      telecom: this.#some(() => this.#contactPoint()),
      gender: 'female',
      birthDate: this.#date(),
      _birthDate: {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: this.#dateTime() },
        ],
      },
      ...(this.#maybe() ? { deceasedDateTime: this.#dateTime() } : { deceasedBoolean: false }),
      address: this.#some(() => this.#address()),
      maritalStatus: this.#concept('M', 'Married'),
      multipleBirthInteger: 2,
      photo: [this.#attachment()],
      contact: [
        {
          relationship: [this.#concept('N', 'Next-of-Kin')],
          name: this.#humanName(),
          telecom: [this.#contactPoint()],
          address: this.#address(),
        },
      ],
      communication: [{ language: this.#concept('en', 'English'), preferred: true }],
      generalPractitioner: [this.#reference('Practitioner')],
      link: [{ other: this.#reference('RelatedPerson'), type: 'seealso' }],
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName', valueString: this.#word() },
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: this.#address() },
        {
          url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
          extension: [
            {
              url: 'ombCategory',
              valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2106-3', display: 'White' },
            },
          ],
        },
      ],
      contained: [
        this.#resource('Organization', 'org', { name: 'General Hospital', telecom: [this.#contactPoint()] }, false),
      ],
    })
  }

  #relatedPerson(patient: string): Json {
    return this.#resource('RelatedPerson', this.#secret(this.#id()), {
      patient: { reference: `Patient/${patient}`, display: this.#name() },
      name: [this.#humanName()],
      telecom: [this.#contactPoint()],
      address: [this.#address()],
      birthDate: this.#date(),
      photo: [this.#attachment()],
    })
  }

  #practitioner(): Json {
    return this.#resource('Practitioner', this.#secret(this.#id()), {
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: this.#digits(10) }],
      name: [this.#humanName()],
      telecom: [this.#contactPoint()],
      qualification: [
        { identifier: [this.#identifier()], code: this.#concept('MD', 'Doctor of Medicine'), period: this.#period() },
      ],
    })
  }

  #observation(patient: string): Json {
    return this.#resource('Observation', this.#secret(this.#id()), {
      status: 'final',
      category: [this.#concept('vital-signs', 'Vital Signs')],
      code: this.#concept('8867-4', 'Heart rate'),
      subject: { reference: `https://ehr.example/fhir/Patient/${patient}` },
      ...(this.#maybe() ? { effectiveDateTime: this.#dateTime() } : { effectivePeriod: this.#period() }),
      issued: this.#instant(),
      performer: [this.#reference('Practitioner')],
      valueQuantity: { value: 44.5, unit: 'beats/minute', system: 'http://unitsofmeasure.org', code: '/min' },
      note: [
        {
          authorString: this.#name(),
          time: this.#dateTime(),
          text: `Call back on 212-${this.#secret(`555-0${100 + this.#below(99)}`)}.`,
        },
      ],
      component: [{ code: this.#concept('8480-6', 'Systolic'), valueDateTime: this.#dateTime() }],
    })
  }

  #encounter(patient: string): Json {
    const period = this.#period()
    return this.#resource('Encounter', this.#secret(this.#id()), {
      identifier: [this.#identifier()],
      status: 'finished',
      class: this.#isR5
        ? [this.#concept('AMB', 'ambulatory')]
        : { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
      subject: { reference: `Patient/${patient}`, display: this.#name() },
      ...(this.#isR5 ? { actualPeriod: period } : { period }),
      participant: [{ period: this.#period(), [this.#isR5 ? 'actor' : 'individual']: this.#reference('Practitioner') }],
      location: [{ location: this.#reference('Location'), period: this.#period() }],
      [this.#isR5 ? 'admission' : 'hospitalization']: { preAdmissionIdentifier: this.#identifier() },
    })
  }

  #coverage(patient: string): Json {
    return this.#resource('Coverage', this.#secret(this.#id()), {
      status: 'active',
      subscriberId: this.#isR5 ? [this.#identifier()] : this.#code(),
      beneficiary: { reference: `Patient/${patient}` },
      relationship: this.#concept('self', 'Self'),
      period: this.#period(),
      class: [
        {
          type: this.#concept('group', 'Group'),
          value: this.#isR5 ? this.#identifier() : this.#code(),
          name: 'Silver',
        },
      ],
    })
  }

  #documentReference(patient: string): Json {
    return this.#resource('DocumentReference', this.#secret(this.#id()), {
      masterIdentifier: this.#identifier(),
      status: 'current',
      subject: { reference: `Patient/${patient}` },
      date: this.#instant(),
      author: [this.#reference('Practitioner')],
      content: [{ attachment: this.#attachment() }],
      context: { period: this.#period(), sourcePatientInfo: this.#reference('Patient') },
    })
  }

  #answers(patient: string): Json {
    return this.#resource('QuestionnaireResponse', this.#secret(this.#id()), {
      status: 'completed',
      subject: { reference: `Patient/${patient}` },
      authored: this.#dateTime(),
      item: [
        { linkId: '1', text: 'Who takes care of you?', answer: [{ valueString: this.#name() }] },
        { linkId: '2', text: 'Since when?', item: [{ linkId: '2.1', answer: [{ valueDate: this.#date() }] }] },
      ],
    })
  }

  #imaging(patient: string): Json {
    return this.#resource('ImagingStudy', this.#secret(this.#id()), {
      identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:1.2.840.${this.#digits(9)}` }],
      status: 'available',
      subject: { reference: `Patient/${patient}` },
      started: this.#dateTime(),
      series: [
        { uid: `1.2.840.${this.#digits(9)}`, number: 3, modality: { system: 'http://dicom.nema.org', code: 'CT' } },
      ],
    })
  }

  #device(): Json {
    return this.#resource('Device', this.#secret(this.#id()), {
      serialNumber: this.#code(),
      lotNumber: this.#code(),
      udiCarrier: [{ deviceIdentifier: this.#code(), carrierHRF: `(01)${this.#digits(14)}(21)${this.#code()}` }],
      manufactureDate: this.#dateTime(),
    })
  }

  #family(patient: string): Json {
    return this.#resource('FamilyMemberHistory', this.#secret(this.#id()), {
      patient: { reference: `Patient/${patient}` },
      name: this.#name(),
      relationship: this.#concept('FTH', 'father'),
      ageAge: { value: 95, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' },
      bornDate: this.#date(),
    })
  }

  // Members in any order: what a rule hangs on may come late.
  #resource(type: string, id: string, members: Json, mayShuffle: boolean = true): Json {
    const all = {
      resourceType: type,
      id,
      meta: { versionId: '1', lastUpdated: this.#instant() },
      text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${this.#name()}</p></div>` },
      ...members,
    }
    return mayShuffle && this.#maybe() ? Object.fromEntries(this.#shuffled(Object.entries(all))) : all
  }

  #humanName(): Json {
    return {
      use: 'official',
      ...(this.#maybe() ? { text: this.#name() } : {}),
      family: this.#word(),
      given: [this.#word(), this.#word()],
      prefix: ['Dr.'],
      period: this.#period(),
    }
  }

  #address(): Json {
    return {
      use: 'home',
      line: [`${this.#digits(4)} ${this.#word()} Street`],
      city: this.#word(),
      district: this.#word(),
      state: 'IL',
      postalCode: this.#digits(5),
      country: 'US',
      period: { start: this.#date() },
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
          extension: [{ url: 'latitude', valueDecimal: Number(`41.${this.#digits(6)}1`) }],
        },
      ],
    }
  }

  #contactPoint(): Json {
    const [system, value] = this.#pick([
      ['phone', `+1 ${this.#digits(3)} ${this.#digits(7)}`],
      ['fax', this.#digits(10)],
      ['email', `${this.#word()}@${this.#word()}.example`],
      ['url', `https://${this.#word()}.example/`],
    ])
    return this.#maybe() ? { system, value, use: 'home' } : { value, system }
  }

  #identifier(): Json {
    return {
      use: 'usual',
      type: this.#concept(this.#pick(['MR', 'SS', 'DL', 'AN', 'MB']), 'Number'),
      system: 'urn:oid:1.2.36.146.595.217.0.1',
      value: this.#code(),
      period: this.#period(),
      assigner: { display: this.#name() },
    }
  }

  #attachment(): Json {
    const data = Buffer.from(this.#word().repeat(1 + this.#below(400))).toString('base64')
    return {
      contentType: 'image/png',
      data: this.#secret(data),
      url: `https://x.example/${this.#word()}`,
      title: `Scan of ${this.#name()}`,
      creation: this.#dateTime(),
      size: 12,
    }
  }

  #reference(type: string): Json {
    const id = this.#secret(this.#id())
    if (type === 'Patient') this.#patients.push(id)
    return { reference: this.#maybe() ? `${type}/${id}` : `${type}/${id}/_history/2`, display: this.#name() }
  }

  #concept(code: string, display: string): Json {
    return {
      coding: [{ system: 'http://terminology.example/codes', code, display }],
      ...(this.#maybe() ? { text: display } : {}),
    }
  }

  #period(): Json {
    return { start: this.#dateTime(), ...(this.#maybe() ? { end: this.#dateTime() } : {}) }
  }

  #date(): string {
    return this.#secret(`19${50 + this.#below(49)}-0${2 + this.#below(7)}-1${this.#below(9)}`)
  }

  #dateTime(): string {
    return this.#maybe() ? this.#date() : this.#instant()
  }

  #instant(): string {
    return this.#secret(
      `20${10 + this.#below(14)}-0${2 + this.#below(7)}-1${this.#below(9)}T11:22:33.${100 + this.#below(900)}+02:00`,
    )
  }

  #name(): string {
    return `${this.#word()} ${this.#word()}`
  }

  // In no dictionary, with letters that JSON escapes in many ways.
  #word(): string {
    const letters = Array.from({ length: 5 + this.#below(5) }, () => this.#pick([...'bcdfgklmnprstvzaeiouéößłñ']))
    return this.#secret(`Q${letters.join('')}x`)
  }

  #code(): string {
    return this.#secret(`${this.#pick([...'ABCDE'])}${this.#digits(8)}`)
  }

  #digits(count: number): string {
    return this.#secret(
      Array.from({ length: count }, (_, at) => (at === 0 ? 3 + this.#below(6) : this.#below(10))).join(''),
    )
  }

  #id(): string {
    if (this.#maybe()) return `pt-${this.#digits(7)}`
    const hex = (count: number): string => Array.from({ length: count }, () => this.#below(16).toString(16)).join('')
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
  }

  #secret(value: string): string {
    if (value.length > 4) this.#phi.push(value)
    return value
  }

  #some<T>(make: () => T): T[] {
    return Array.from({ length: 1 + this.#below(3) }, make)
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const left = [...items]
    const out: T[] = []
    while (left.length > 0) out.push(...left.splice(this.#below(left.length), 1))
    return out
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T
  }

  #maybe(): boolean {
    return this.#below(2) === 1
  }

  #below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    const mixed = Math.imul(this.#state ^ (this.#state >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
  }
}
