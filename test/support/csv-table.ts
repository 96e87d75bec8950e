import { MadeUpValues, type Message } from './made-up-values.ts'

/** Patients as CSV or TSV, quoted now and then, columns in any order. */
export function csvTable(seed: number): Message {
  const make = new MadeUpValues(seed)
  const quote = (text: string): string =>
    make.maybe() || /[",\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const columns: (readonly [string, () => string])[] = make.shuffled([
    [make.pick(['first_name', 'FirstName', 'pt_fname']), () => make.word()],
    [make.pick(['last_name', 'LNAME', 'Surname']), () => make.word()],
    [make.pick(['dob', 'birth_date', 'Date of Birth']), () => make.iso()],
    [make.pick(['ssn', 'SSN', 'social_security_number']), () => make.ssn()],
    [make.pick(['mrn', 'medical_record_number', 'PatientID']), () => make.code()],
    [make.pick(['phone', 'home_phone', 'Tel']), () => make.digits(10)],
    [make.pick(['address', 'street_address', 'ADDR']), () => `${make.digits(4)} ${make.word()} Road, "${make.word()}"`],
    [make.pick(['zip', 'zipcode']), () => make.digits(5)],
    [make.pick(['email', 'e_mail']), () => `${make.word()}@x.example`],
    ['state', () => 'IL'],
    ['sex', () => 'F'],
    ['icd', () => 'E11.65'],
  ])
  const separator = make.pick([',', ';', '\t'])
  const rows = Array.from({ length: 20 }, () => columns.map(([, value]) => quote(value())).join(separator))
  const text = [columns.map(([label]) => quote(label)).join(separator), ...rows].join(make.pick(['\n', '\r\n']))
  return { text, phi: make.made }
}
