import type { Clinic, Table } from './data.ts'

/** A FHIR R4 resource as JSON. */
export interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly [member: string]: unknown
}

/** The clinic's patients and observations as FHIR R4, under the ids that its database has. */
export interface ClinicResources {
  readonly patients: ReadonlyMap<string, Resource>
  readonly observations: ReadonlyMap<string, Resource>
}

type Row = Readonly<Record<string, unknown>>

export function clinicResources({ tables }: Clinic): ClinicResources {
  return {
    patients: byId(rowsOf(tables, 'patients').map(patientResource)),
    observations: byId(rowsOf(tables, 'observations').map(observationResource)),
  }
}

function patientResource(row: Row): Resource {
  const { id, mrn, given_name, family_name, birth_date, sex, ssn, phone, email, street, city, state, zip } = row
  return {
    resourceType: 'Patient',
    id: String(id),
    meta: { versionId: '1', lastUpdated: row['created_at'] },
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">${given_name} ${family_name}, born ${birth_date}</div>`,
    },
    identifier: [
      {
        use: 'usual',
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
        system: 'urn:example:clinic:mrn',
        value: mrn,
      },
      { system: 'http://hl7.org/fhir/sid/us-ssn', value: ssn },
    ],
    active: true,
    name: [{ use: 'official', family: family_name, given: [given_name] }],
    telecom: [
      { system: 'phone', value: phone, use: 'home' },
      { system: 'email', value: email },
    ],
    gender: sex === 'F' ? 'female' : 'male',
    birthDate: birth_date,
    address: [{ use: 'home', line: [street], city, state, postalCode: zip, country: 'US' }],
  }
}

function observationResource(row: Row): Resource {
  const { id, patient_id, code, display, value, unit, observed_at } = row
  return {
    resourceType: 'Observation',
    id: String(id),
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code, display }], text: display },
    subject: { reference: `Patient/${patient_id}` },
    effectiveDateTime: observed_at,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org' },
  }
}

/** A searchset; `base` is the address under which clients reach the service. */
export function searchset(found: readonly Resource[], total: number, base: string): Resource {
  return {
    resourceType: 'Bundle',
    id: `search-${total}`,
    type: 'searchset',
    total,
    entry: found.map((resource) => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  }
}

function rowsOf(tables: readonly Table[], wanted: string): readonly Row[] {
  const table = tables.find(({ name }) => name === wanted)
  if (table === undefined) throw new RangeError(`the clinic has no table ${wanted}`)
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column, row[at]])))
}

function byId(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(resources.map((resource) => [resource.id, resource]))
}
