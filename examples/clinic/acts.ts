/** The story that `npm start` tells: what an agent asks, and what must come of it. Tests and docs use the same. */
export interface SqlAct {
  readonly act: string
  readonly title: string
  readonly sql: string
  /** What must happen, for people. */
  readonly expected: string
}

/** The people and the software of the story. */
export const CAST: {
  readonly human: string
  readonly agent: string
  readonly group: string
  readonly officer: string
  readonly officers: string
} = {
  human: 'ana@clinic.example',
  agent: 'coding-agent',
  group: 'developers',
  officer: 'omar@clinic.example',
  officers: 'security-officers',
}

/** The patient that the story asks about: present in every seed. */
export const STORY_PATIENT = 17
export const STORY_CLAIM = 42

export const ACTS: {
  readonly patients: SqlAct
  readonly note: SqlAct
  readonly exportAll: SqlAct
  readonly stillUsable: SqlAct
  readonly update: SqlAct
} = {
  patients: {
    act: 'masked-patients',
    title: 'An agent reads patients',
    sql: 'select id, mrn, given_name, family_name, birth_date, ssn, phone, zip from patients order by id limit 5',
    expected: 'rows come back; names, numbers and dates masked',
  },
  note: {
    act: 'masked-note',
    title: 'It reads a clinical note',
    sql: `select patient_id, written_at, body from notes where patient_id = ${STORY_PATIENT}`,
    expected: 'the text comes back; identifiers inside it masked, the medicine left readable',
  },
  exportAll: {
    act: 'denied-export',
    title: 'It tries to export the table',
    sql: 'select * from patients',
    expected: 'refused with a reason and a decision id',
  },
  stillUsable: {
    act: 'session-usable',
    title: 'The same session goes on',
    sql: 'select count(*) from encounters',
    expected: 'the session that was refused still works',
  },
  update: {
    act: 'needs-approval',
    title: 'It wants to change a claim',
    sql: `update claims set status = 'resubmitted' where id = ${STORY_CLAIM} returning id, patient_id`,
    expected: 'refused until a security officer approves, with an approval id',
  },
}
