import type { FhirDatatypes, Json } from './fhir-datatypes.ts'

export function observation(make: FhirDatatypes, patient: string): Json {
  return make.resource('Observation', make.secret(make.id()), {
    status: 'final',
    category: [make.concept('vital-signs', 'Vital Signs')],
    code: make.concept('8867-4', 'Heart rate'),
    subject: { reference: `https://ehr.example/fhir/Patient/${patient}` },
    ...(make.maybe() ? { effectiveDateTime: make.dateTime() } : { effectivePeriod: make.period() }),
    issued: make.instant(),
    performer: [make.reference('Practitioner')],
    valueQuantity: { value: 44.5, unit: 'beats/minute', system: 'http://unitsofmeasure.org', code: '/min' },
    note: [
      {
        authorString: make.name(),
        time: make.dateTime(),
        text: `Call back on 212-${make.secret(`555-0${100 + make.below(99)}`)}.`,
      },
    ],
    component: [{ code: make.concept('8480-6', 'Systolic'), valueDateTime: make.dateTime() }],
  })
}

export function encounter(make: FhirDatatypes, patient: string): Json {
  const period = make.period()
  return make.resource('Encounter', make.secret(make.id()), {
    identifier: [make.identifier()],
    status: 'finished',
    class: make.isR5
      ? [make.concept('AMB', 'ambulatory')]
      : { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    subject: { reference: `Patient/${patient}`, display: make.name() },
    ...(make.isR5 ? { actualPeriod: period } : { period }),
    participant: [{ period: make.period(), [make.isR5 ? 'actor' : 'individual']: make.reference('Practitioner') }],
    location: [{ location: make.reference('Location'), period: make.period() }],
    [make.isR5 ? 'admission' : 'hospitalization']: { preAdmissionIdentifier: make.identifier() },
  })
}

export function coverage(make: FhirDatatypes, patient: string): Json {
  return make.resource('Coverage', make.secret(make.id()), {
    status: 'active',
    subscriberId: make.isR5 ? [make.identifier()] : make.code(),
    beneficiary: { reference: `Patient/${patient}` },
    relationship: make.concept('self', 'Self'),
    period: make.period(),
    class: [
      {
        type: make.concept('group', 'Group'),
        value: make.isR5 ? make.identifier() : make.code(),
        name: 'Silver',
      },
    ],
  })
}

export function documentReference(make: FhirDatatypes, patient: string): Json {
  return make.resource('DocumentReference', make.secret(make.id()), {
    masterIdentifier: make.identifier(),
    status: 'current',
    subject: { reference: `Patient/${patient}` },
    date: make.instant(),
    author: [make.reference('Practitioner')],
    content: [{ attachment: make.attachment() }],
    context: { period: make.period(), sourcePatientInfo: make.reference('Patient') },
  })
}

export function answers(make: FhirDatatypes, patient: string): Json {
  return make.resource('QuestionnaireResponse', make.secret(make.id()), {
    status: 'completed',
    subject: { reference: `Patient/${patient}` },
    authored: make.dateTime(),
    item: [
      { linkId: '1', text: 'Who takes care of you?', answer: [{ valueString: make.name() }] },
      { linkId: '2', text: 'Since when?', item: [{ linkId: '2.1', answer: [{ valueDate: make.iso() }] }] },
    ],
  })
}

export function imaging(make: FhirDatatypes, patient: string): Json {
  return make.resource('ImagingStudy', make.secret(make.id()), {
    identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:1.2.840.${make.digits(9)}` }],
    status: 'available',
    subject: { reference: `Patient/${patient}` },
    started: make.dateTime(),
    series: [
      { uid: `1.2.840.${make.digits(9)}`, number: 3, modality: { system: 'http://dicom.nema.org', code: 'CT' } },
    ],
  })
}

export function device(make: FhirDatatypes): Json {
  return make.resource('Device', make.secret(make.id()), {
    serialNumber: make.code(),
    lotNumber: make.code(),
    udiCarrier: [{ deviceIdentifier: make.code(), carrierHRF: `(01)${make.digits(14)}(21)${make.code()}` }],
    manufactureDate: make.dateTime(),
  })
}

export function family(make: FhirDatatypes, patient: string): Json {
  return make.resource('FamilyMemberHistory', make.secret(make.id()), {
    patient: { reference: `Patient/${patient}` },
    name: make.name(),
    relationship: make.concept('FTH', 'father'),
    ageAge: { value: 95, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' },
    bornDate: make.iso(),
  })
}
