import { FhirDatatypes } from './fhir-datatypes.ts'
import { patient, practitioner, relatedPerson } from './fhir-people.ts'
import {
  answers,
  coverage,
  device,
  documentReference,
  encounter,
  family,
  imaging,
  observation,
} from './fhir-records.ts'

/** A FHIR document and every value in it that must not survive. */
export interface FhirDocument {
  readonly document: Record<string, unknown>
  readonly phi: readonly string[]
  /** Raw ids of its patients. */
  readonly patients: readonly string[]
}

/** Bundles of made-up people, R4 and R5 by turns, with every datatype that may hold PHI. The same for the same seed. */
export function fhirDocument(seed: number): FhirDocument {
  const make = new FhirDatatypes(seed)
  const patientId = make.secret(make.id())
  make.patients.push(patientId)
  const resources = [
    patient(make, patientId),
    relatedPerson(make, patientId),
    practitioner(make),
    observation(make, patientId),
    encounter(make, patientId),
    coverage(make, patientId),
    documentReference(make, patientId),
    answers(make, patientId),
    imaging(make, patientId),
    device(make),
    family(make, patientId),
  ]
  const entry = make.shuffled(resources).map((resource) => ({
    fullUrl: `https://ehr.example/fhir/${resource['resourceType']}/${resource['id']}`,
    resource,
    ...(make.maybe() ? { search: { mode: 'match', score: 1 } } : {}),
  }))
  const document = {
    resourceType: 'Bundle',
    type: 'searchset',
    timestamp: make.instant(),
    total: entry.length,
    link: [{ relation: 'self', url: `https://ehr.example/fhir/Patient?name=${make.word()}&_count=5` }],
    entry,
  }
  return { document, phi: make.made, patients: make.patients }
}
