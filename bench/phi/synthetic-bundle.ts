import { fill } from '../../test/phi/generators/fill.ts'
import { Random } from '../../test/phi/generators/random.ts'
import { usValues } from '../../test/phi/generators/values.ts'

type Json = Readonly<Record<string, unknown>>

const US = usValues('train')
const VITALS: readonly (readonly [code: string, display: string, unit: string])[] = [
  ['8302-2', 'Body height', 'cm'],
  ['29463-7', 'Body weight', 'kg'],
  ['8867-4', 'Heart rate', '/min'],
  ['8480-6', 'Systolic blood pressure', 'mm[Hg]'],
  ['2093-3', 'Cholesterol', 'mg/dL'],
  ['4548-4', 'Hemoglobin A1c', '%'],
]
const CONDITIONS: readonly (readonly [code: string, display: string])[] = [
  ['44054006', 'Diabetes mellitus type 2'],
  ['38341003', 'Essential hypertension'],
  ['195967001', 'Asthma'],
]

/** A Bundle as records come: a patient, an encounter, three conditions, two prescriptions, twelve observations. */
export function syntheticBundle(seed: number): Json {
  const random = new Random(seed * 31 + 7)
  const make = (template: string): string => fill(template, US, random).text
  const id = uuid(random)
  const subject = { reference: `Patient/${id}` }
  const day = (): string => `2024-0${random.int(1, 9)}-1${random.digits(1)}T10:1${random.digits(1)}:00-05:00`
  const resources = [
    patient(make, id),
    {
      resourceType: 'Encounter',
      id: uuid(random),
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject,
      period: { start: day(), end: day() },
    },
    ...Array.from({ length: 3 }, () => {
      const [code, display] = random.pick(CONDITIONS)
      return {
        resourceType: 'Condition',
        clinicalStatus: active(),
        code: coded('http://snomed.info/sct', code, display),
        subject,
        onsetDateTime: day(),
      }
    }),
    ...Array.from({ length: 2 }, () => ({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: coded('http://www.nlm.nih.gov/research/umls/rxnorm', '314076', make('{drug}')),
      subject,
      authoredOn: day(),
      dosageInstruction: [
        { text: 'Take one tablet by mouth daily', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } },
      ],
    })),
    ...Array.from({ length: 12 }, () => {
      const [code, display, unit] = random.pick(VITALS)
      return {
        resourceType: 'Observation',
        id: uuid(random),
        status: 'final',
        category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs', 'Vital Signs')],
        code: coded('http://loinc.org', code, display),
        subject,
        effectiveDateTime: day(),
        valueQuantity: { value: random.int(1, 2000) / 10, unit, system: 'http://unitsofmeasure.org', code: unit },
      }
    }),
  ]
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
}

function patient(make: (template: string) => string, id: string): Json {
  return {
    resourceType: 'Patient',
    id,
    identifier: [
      {
        type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'MR', 'Medical Record Number'),
        value: make('{mrn}'),
      },
      { system: 'http://hl7.org/fhir/sid/us-ssn', value: make('{ssndash}') },
    ],
    name: [{ use: 'official', family: make('{family}'), given: [make('{given}')] }],
    telecom: [{ system: 'phone', value: make('{phone}'), use: 'home' }],
    gender: make('{male|female}'),
    birthDate: make('{isodate}'),
    address: [
      {
        line: [make('{street}')],
        city: make('{city}'),
        state: make('{state}'),
        postalCode: make('{zip}'),
        country: 'US',
      },
    ],
    maritalStatus: coded('http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'M', 'Married'),
  }
}

function active(): Json {
  return coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active', 'Active')
}

function coded(system: string, code: string, display: string): Json {
  return { coding: [{ system, code, display }], text: display }
}

function uuid(random: Random): string {
  return random.like('hhhhhhhh-hhhh-4hhh-9hhh-hhhhhhhhhhhh')
}
