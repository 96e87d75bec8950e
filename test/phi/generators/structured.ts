import type { Labelled } from '#phi'
import { fill, joined } from './fill.ts'
import type { Style } from './people.ts'
import type { Random } from './random.ts'
import { usValues } from './values.ts'

/** A column, in the words of one table or another, and the slot that fills it. */
const COLUMNS: Readonly<Record<Style, readonly (readonly [name: string, slot: string])[]>> = {
  train: [
    ['patient_name', 'name'],
    ['first_name', 'given'],
    ['last_name', 'family'],
    ['dob', 'isodate'],
    ['ssn', 'ssndash'],
    ['mrn', 'mrn'],
    ['phone', 'phone'],
    ['email', 'email'],
    ['address', 'street'],
    ['city', 'city'],
    ['state', 'state'],
    ['zip', 'zip'],
    ['member_id', 'member'],
    ['npi', 'npi'],
    ['ip_address', 'ip'],
    ['diagnosis', 'icd'],
    ['medication', 'drug'],
  ],
  'held-out': [
    ['PatientFullName', 'person'],
    ['pt_fname', 'given'],
    ['pt_lname', 'family'],
    ['DateOfBirth', 'date'],
    ['social_security_number', 'ssn'],
    ['medRecNum', 'mrn'],
    ['medical_record_number', 'mrn'],
    ['home_ph', 'phone'],
    ['fax_no', 'fax'],
    ['contactEmail', 'email'],
    ['street_addr', 'street'],
    ['res_city', 'city'],
    ['postal_code', 'zip'],
    ['medicare_mbi', 'mbi'],
    ['policy_number', 'member'],
    ['acct_nbr', 'account'],
    ['card_number', 'card'],
    ['routing_number', 'aba'],
    ['provider_npi', 'npi'],
    ['dea_no', 'dea'],
    ['drivers_license', 'licence'],
    ['vin', 'vin'],
    ['license_plate', 'plate'],
    ['device_serial', 'serial'],
    ['imei', 'imei'],
    ['mac_addr', 'mac'],
    ['portal_url', 'url'],
    ['client_ip', 'ip'],
    ['encounter_id', 'visit'],
    ['icd10', 'icd'],
    ['rx', 'drug'],
    ['result', 'lab'],
  ],
}

const columnsOf = (random: Random, style: Style): readonly (readonly [string, string])[] =>
  random.shuffle(COLUMNS[style]).slice(0, random.int(4, 9))

/** One JSON document or a few NDJSON lines. */
export function json(random: Random, style: Style): Labelled {
  const columns = columnsOf(random, style)
  const makers = usValues(style)
  const [open, colon, comma, close] = random.pick([
    ['{', ':', ',', '}'],
    ['{\n  ', ': ', ',\n  ', '\n}'],
    ['{"patient": {', ': ', ', ', '}}'],
  ] as const)
  const members = columns.map(([key, slot]) => `"${key}"${colon}"{${slot}}"`).join(comma)
  const rows = Array.from({ length: random.int(1, 3) }, () =>
    fill(`${open}${members}${close}`, makers, random, (value) => JSON.stringify(value).slice(1, -1)),
  )
  return joined(rows, '\n')
}

/** A table with a header. */
export function csv(random: Random, style: Style): Labelled {
  const columns = columnsOf(random, style)
  const makers = usValues(style)
  const comma = random.pick([',', ',', ';', '\t', '|'])
  const quote = (value: string): string =>
    value.includes(comma) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value
  const header = { text: columns.map(([name]) => name).join(comma), spans: [] }
  const rows = Array.from({ length: random.int(2, 6) }, () => {
    const cells = columns.map(([, slot]) => fill(`{${slot}}`, makers, random, quote))
    return joined(cells, comma)
  })
  return joined([header, ...rows], '\n')
}

const STATEMENTS: Readonly<Record<Style, readonly string[]>> = {
  train: [
    "SELECT * FROM patients WHERE ssn = '{ssndash}';",
    "UPDATE patients SET phone = '{phone}', email = '{email}' WHERE mrn = '{mrn}';",
    "DELETE FROM visits WHERE patient_name = '{person}' AND admit_date = '{isodate}';",
  ],
  'held-out': [
    "select id from persons where last_name = '{family}' and first_name = '{given}' and dob = '{isodate}'",
    "UPDATE member SET street_address='{street}', city='{city}', zip='{zip}' WHERE member_id='{member}'",
    "SELECT e.* FROM encounters e JOIN patients p USING (patient_id) WHERE p.mrn IN ('{mrn}', '{mrn}') AND e.npi = '{npi}'",
    "CALL register('{person}', date '{isodate}'); -- phone {phone}",
    "update accounts set card_number = '{card}', iban = '{iban}' where account_number = '{account}'",
  ],
}

/** An SQL statement, or an INSERT with its columns. */
export function sql(random: Random, style: Style): Labelled {
  const makers = usValues(style)
  const quote = (value: string): string => value.replaceAll("'", "''")
  if (random.chance(0.5)) return fill(random.pick(STATEMENTS[style]), makers, random, quote)
  const columns = columnsOf(random, style)
  const table = random.pick(['patients', 'public.patient', 'members', '"Person"'])
  const row = `(${columns.map(([, slot]) => `'{${slot}}'`).join(', ')})`
  const rows = Array.from({ length: random.int(1, 3) }, () => row).join(',\n  ')
  return fill(
    `INSERT INTO ${table} (${columns.map(([name]) => name).join(', ')}) VALUES ${rows};`,
    makers,
    random,
    quote,
  )
}

const LOGS: Readonly<Record<Style, readonly string[]>> = {
  train: [
    '{stamp} INFO  [http-1] GET /patients/{visit} user={email} ip={ip} 200 12ms',
    '{stamp} WARN  duplicate key (ssn)=({ssndash}) already exists',
    '{stamp} ERROR lookup failed for patient "{person}" mrn={mrn}',
    '{stamp} DEBUG worker 12 started, heap 512 MB, version 4.12.1',
  ],
  'held-out': [
    '{stamp} level=error msg="claim rejected" member_id={member} npi={npi} dob={isodate}',
    '{stamp} app[3121]: sms to {phone} delivered, request_id=7f3a99b1',
    '{stamp} auth: login ok email={email} client_ip={ip} agent="okhttp/4.12.0"',
    '{stamp} export patient_name="{person}" mrn={mrn} address="{street}" zip={zip}',
    '{stamp} payment declined card={card} account_number={account}',
    '{stamp} device mac={mac} imei={imei} firmware 2.3.10-rc.4 checksum 9f86d081884c7d65',
    '{stamp} GET {url} 302 0.012 "-" peer [{ip6}]',
    '{stamp} medicare eligibility 271 received mbi={mbi} trace 1',
  ],
}

/** Lines of an application's log; their own time stamps are none of a patient's. */
export function log(random: Random, style: Style): Labelled {
  const stamp = (source: Random): string =>
    `2024-0${source.int(1, 9)}-1${source.digits(1)}T0${source.digits(1)}:1${source.digits(1)}:2${source.digits(1)}.${source.digits(3)}Z`
  const makers = { ...usValues(style), stamp: { class: null, make: stamp } }
  const lines = Array.from({ length: random.int(2, 6) }, () => fill(random.pick(LOGS[style]), makers, random))
  return joined(lines, '\n')
}
