import type { FhirDatatypes, Json } from './fhir-datatypes.ts'

export function patient(make: FhirDatatypes, id: string): Json {
  return make.resource('Patient', id, {
    identifier: make.some(() => make.identifier()),
    active: true,
    name: make.some(() => make.humanName()),
    telecom: make.some(() => make.contactPoint()),
    gender: 'female',
    birthDate: make.iso(),
    _birthDate: {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: make.dateTime() }],
    },
    ...(make.maybe() ? { deceasedDateTime: make.dateTime() } : { deceasedBoolean: false }),
    address: make.some(() => make.address()),
    maritalStatus: make.concept('M', 'Married'),
    multipleBirthInteger: 2,
    photo: [make.attachment()],
    contact: [
      {
        relationship: [make.concept('N', 'Next-of-Kin')],
        name: make.humanName(),
        telecom: [make.contactPoint()],
        address: make.address(),
      },
    ],
    communication: [{ language: make.concept('en', 'English'), preferred: true }],
    generalPractitioner: [make.reference('Practitioner')],
    link: [{ other: make.reference('RelatedPerson'), type: 'seealso' }],
    extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName', valueString: make.word() },
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: make.address() },
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
      make.resource('Organization', 'org', { name: 'General Hospital', telecom: [make.contactPoint()] }, false),
    ],
  })
}

export function relatedPerson(make: FhirDatatypes, patient: string): Json {
  return make.resource('RelatedPerson', make.secret(make.id()), {
    patient: { reference: `Patient/${patient}`, display: make.name() },
    name: [make.humanName()],
    telecom: [make.contactPoint()],
    address: [make.address()],
    birthDate: make.iso(),
    photo: [make.attachment()],
  })
}

export function practitioner(make: FhirDatatypes): Json {
  return make.resource('Practitioner', make.secret(make.id()), {
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: make.digits(10) }],
    name: [make.humanName()],
    telecom: [make.contactPoint()],
    qualification: [
      { identifier: [make.identifier()], code: make.concept('MD', 'Doctor of Medicine'), period: make.period() },
    ],
  })
}
