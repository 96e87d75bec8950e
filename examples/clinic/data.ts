import { type Random, seeded } from './random.ts'
import { COMPLAINTS, DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES, PAYERS, PLACES, PLANS, STREETS, TESTS } from './words.ts'

/** Rows of one table: column names, then values in that order. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

export interface Patient {
  readonly id: number
  readonly mrn: string
  readonly given: string
  readonly family: string
  readonly birthDate: string
  readonly ssn: string
  readonly phone: string
  readonly email: string
  readonly city: string
}

export interface Clinic {
  readonly tables: readonly Table[]
  readonly patients: readonly Patient[]
}

export const DEFAULT_SEED = 164_312
const PATIENTS = 600
const ENCOUNTERS_EACH = 3
const OBSERVATIONS_EACH = 2
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2026, 0, 5)

/** A small clinic: about eight thousand synthetic rows, the same for the same seed. */
export function clinic(seed: number = DEFAULT_SEED, patientCount: number = PATIENTS): Clinic {
  const random = seeded(seed)
  const patients = Array.from({ length: patientCount }, (_, index) => patient(random, index + 1))
  const visits = patients.flatMap((who) => Array.from({ length: ENCOUNTERS_EACH }, () => ({ who, random })))
  const encounters = visits.map(({ who }, index) => encounter(random, index + 1, who))
  return {
    patients,
    tables: [
      { name: 'departments', columns: ['id', 'name'], rows: DEPARTMENTS.map((name, index) => [index + 1, name]) },
      patientTable(patients, random),
      {
        name: 'encounters',
        columns: ['id', 'patient_id', 'kind', 'department', 'started_at', 'ended_at', 'reason', 'clinician'],
        rows: encounters.map((visit) => visit.row),
      },
      {
        name: 'notes',
        columns: ['id', 'encounter_id', 'patient_id', 'author', 'written_at', 'body'],
        rows: encounters.map((visit, index) => note(random, index + 1, visit)),
      },
      {
        name: 'observations',
        columns: ['id', 'patient_id', 'encounter_id', 'code', 'display', 'value', 'unit', 'observed_at'],
        rows: encounters.flatMap((visit, index) => observations(random, index * OBSERVATIONS_EACH, visit)),
      },
      {
        name: 'claims',
        columns: [
          'id',
          'patient_id',
          'encounter_id',
          'payer',
          'member_id',
          'status',
          'amount',
          'service_date',
          'submitted_at',
        ],
        rows: encounters.filter((_, index) => index % 2 === 0).map((visit, index) => claim(random, index + 1, visit)),
      },
    ],
  }
}

interface Visit {
  readonly id: number
  readonly who: Patient
  readonly start: number
  readonly clinician: string
  readonly complaint: string
  readonly row: readonly unknown[]
}

function patient(random: Random, id: number): Patient {
  const given = random.pick(GIVEN_NAMES)
  const family = random.pick(FAMILY_NAMES)
  return {
    id,
    mrn: `MRN-${String(4_000_000 + id * 7 + random.below(7))}`,
    given,
    family,
    birthDate: day(Date.UTC(1934 + random.below(84), random.below(12), 1 + random.below(28))),
    ssn: `${100 + random.below(560)}-${10 + random.below(89)}-${1000 + random.below(8999)}`,
    phone: `(${201 + random.below(700)}) 555-01${random.digits(2)}`,
    email: `${given}.${family}${id}@example.com`.toLowerCase(),
    city: random.pick(PLACES).city,
  }
}

function patientTable(patients: readonly Patient[], random: Random): Table {
  const columns = [
    'id',
    'mrn',
    'given_name',
    'family_name',
    'birth_date',
    'sex',
    'ssn',
    'phone',
    'email',
    'street',
    'city',
    'state',
    'zip',
    'created_at',
  ]
  const rows = patients.map((who) => {
    const place = PLACES.find(({ city }) => city === who.city)
    const street = `${1 + random.below(980)} ${random.pick(STREETS)}`
    const sex = random.pick(['F', 'M'])
    return [
      who.id,
      who.mrn,
      who.given,
      who.family,
      who.birthDate,
      sex,
      who.ssn,
      who.phone,
      who.email,
      street,
      who.city,
      place?.state,
      place?.zip,
      instant(FIRST_DAY),
    ]
  })
  return { name: 'patients', columns, rows }
}

function encounter(random: Random, id: number, who: Patient): Visit {
  const start = FIRST_DAY + random.below(300) * DAY_MS + random.below(600) * 60_000
  const clinician = `Dr. ${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`
  const complaint = random.pick(COMPLAINTS)
  const kind = random.pick(['office', 'emergency', 'inpatient', 'telehealth'])
  const reason = random.chance(0.3) ? `${who.given} ${who.family} called about ${complaint}` : complaint
  const row = [
    id,
    who.id,
    kind,
    random.pick(DEPARTMENTS),
    instant(start),
    instant(start + 45 * 60_000),
    reason,
    clinician,
  ]
  return { id, who, start, clinician, complaint, row }
}

function note(random: Random, id: number, visit: Visit): readonly unknown[] {
  const { who, complaint } = visit
  const [year, month, date] = who.birthDate.split('-')
  const body = [
    `Patient: ${who.given} ${who.family}, DOB ${month}/${date}/${year}, MRN ${who.mrn.slice(4)}.`,
    `Presents with ${complaint}. BP 128/82, pulse 74, temp 98.6.`,
    random.chance(0.4) ? `Mr. or Ms. ${who.family} asked us to call ${who.phone} or write to ${who.email}.` : '',
    random.chance(0.2) ? `Insurance desk confirmed SSN ${who.ssn}.` : '',
    random.pick(PLANS),
    `Next visit on ${usDay(visit.start + 14 * DAY_MS)}.`,
  ]
  return [id, visit.id, who.id, visit.clinician, instant(visit.start + 30 * 60_000), body.filter(Boolean).join(' ')]
}

function observations(random: Random, before: number, visit: Visit): readonly (readonly unknown[])[] {
  return Array.from({ length: OBSERVATIONS_EACH }, (_, index) => {
    const test = random.pick(TESTS)
    const value = test.low + random.below((test.high - test.low) * 10) / 10
    return [
      before + index + 1,
      visit.who.id,
      visit.id,
      test.code,
      test.display,
      value,
      test.unit,
      instant(visit.start + 10 * 60_000),
    ]
  })
}

function claim(random: Random, id: number, visit: Visit): readonly unknown[] {
  const member = `${random.pick(['NM', 'HH', 'SM'])}${random.digits(9)}`
  const status = random.pick(['submitted', 'paid', 'denied'])
  return [
    id,
    visit.who.id,
    visit.id,
    random.pick(PAYERS),
    member,
    status,
    80 + random.below(90_000) / 100,
    day(visit.start),
    instant(visit.start + 2 * DAY_MS),
  ]
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function usDay(time: number): string {
  const [year, month, date] = day(time).split('-')
  return `${month}/${date}/${year}`
}

function instant(time: number): string {
  return new Date(time).toISOString()
}
