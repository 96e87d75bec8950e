import assert from 'node:assert/strict'
import { createPhi, type FieldHint, type PhiClass } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()
const masked = (value: string, hint: FieldHint): string => phi.maskField(value, hint).text

describe('a field', (test) => {
  test('of a given class is masked whole, whatever it holds', () => {
    assert.deepEqual(phi.maskField('no name at all', { class: 'name' }), {
      text: '[NAME]',
      findings: [{ class: 'name', detector: 'field-class', start: 0, end: 14, score: 1 }],
    })
    assert.equal(masked('garbage', { class: 'ssn' }), '[SSN]')
    assert.equal(masked('x', { class: 'date', name: 'note' }), '[DATE]')
  })

  test('that is empty stays empty', () => {
    assert.deepEqual(phi.maskField('', { class: 'name' }), { text: '', findings: [] })
  })

  test('of free text stays readable around what is masked', () => {
    const note = 'Pt John Smith seen 3/12/2024 for cough. Call 212-555-0147.'
    assert.equal(masked(note, { class: 'free-text' }), 'Pt [NAME] seen [DATE] for cough. Call [PHONE].')
    assert.equal(masked(note, { class: 'free-text', transform: 'null' }), '')
    assert.equal(masked(note, { name: 'progress_note' }), 'Pt [NAME] seen [DATE] for cough. Call [PHONE].')
  })

  test('keeps the year of a date, and no year that means an age over 89', () => {
    const year = (value: string): string => masked(value, { class: 'date', transform: 'year' })
    assert.equal(year('1962-03-12'), '1962')
    assert.equal(year('3/12/1962'), '1962')
    assert.equal(year('1962-03-12T10:00:00.000Z'), '1962')
    assert.equal(year('12 March 1962'), '1962')
    assert.equal(year('19620312'), '1962')
    assert.equal(year('1931-03-12'), '[DATE]')
    assert.equal(year('3/12/62'), '[DATE]')
    assert.equal(year('1962 or 1963'), '[DATE]')
    assert.equal(year('unknown'), '[DATE]')
  })

  test('keeps three digits of a ZIP, and none where too few people live', () => {
    const zip = (value: string): string => masked(value, { class: 'zip', transform: 'zip3' })
    assert.equal(zip('62704'), '627')
    assert.equal(zip('62704-1234'), '627')
    assert.equal(zip('03601'), '000')
    assert.equal(zip('10'), '[ZIP]')
    assert.equal(zip('627O4'), '[ZIP]')
  })

  test('is redacted where its transform does not fit its class', () => {
    assert.equal(masked('219-09-9999', { class: 'ssn', transform: 'year' }), '[SSN]')
    assert.equal(masked('219-09-9999', { class: 'ssn', transform: 'zip3' }), '[SSN]')
    assert.equal(masked('219-09-9999', { class: 'ssn', transform: 'null' }), '')
  })

  test('generalises ages over 89 only', () => {
    assert.equal(masked('45', { class: 'age', transform: 'year' }), '45')
    assert.equal(masked('93', { class: 'age', transform: 'year' }), '90+')
    assert.equal(masked('45', { name: 'age' }), '45')
    assert.equal(masked('93', { name: 'patient_age' }), '[AGE]')
  })

  test('is classed by its name, whatever the spelling', () => {
    const names: readonly [PhiClass, readonly string[]][] = [
      [
        'name',
        [
          'first_name',
          'lastName',
          'PT_FNAME',
          'lname',
          'patient_full_name',
          'Patient Name',
          'maiden_name',
          'guarantorName',
        ],
      ],
      ['date', ['dob', 'birth_date', 'dateOfBirth', 'DT_OF_BIRTH', 'admit_dt', 'date_of_death']],
      ['address', ['addr', 'home_address', 'street', 'city', 'addressLine1', 'mailing_addr']],
      ['phone', ['ph', 'phone_number', 'mobile', 'home_phone', 'tel', 'contact_ph_no', 'phone_1']],
      ['fax', ['fax', 'fax_no']],
      ['email', ['email', 'e_mail', 'emailAddress', 'contact_email']],
      ['ssn', ['ssn', 'SSN', 'social_security_number', 'pt_ssn', 'ssn_last4']],
      ['mrn', ['mrn', 'medical_record_number', 'pt_id', 'patientId', 'chart_no']],
      ['zip', ['zip', 'zipcode', 'postal_code', 'ZIP_CODE']],
      ['plan-id', ['member_id', 'mbi', 'subscriberId', 'policy_no', 'mbr_id']],
      ['account', ['account_number', 'acct_no', 'iban']],
      ['npi', ['npi', 'provider_npi']],
      ['ip', ['ip_address', 'client_ip']],
      ['secret', ['password', 'api_key', 'client_secret']],
      ['other-id', ['encounter_id', 'accession_no', 'csn']],
    ]
    for (const [kind, list] of names) {
      for (const name of list) {
        const { findings } = phi.maskField('zzz 1 zzz', { name })
        assert.equal(findings[0]?.class, kind, name)
      }
    }
  })

  test('is read as text where its name is about something else', () => {
    const names = [
      'file_name',
      'drug_name',
      'table_name',
      'phone_verified',
      'address_type',
      'address_id',
      'city_count',
      'status',
      'id',
      'ssn_valid',
    ]
    for (const name of names) assert.deepEqual(phi.maskField('metoprolol 25', { name }).findings, [], name)
    assert.equal(masked('call 212-555-0147', { name: 'status' }), 'call [PHONE]')
  })

  test('whose name only hints is masked where the value agrees', () => {
    assert.equal(masked('Maria Ostrander', { name: 'name' }), '[NAME]')
    assert.equal(masked('Lisinopril', { name: 'name' }), 'Lisinopril')
    assert.equal(masked('2024-01-15', { name: 'date' }), '[DATE]')
    assert.deepEqual(phi.maskField('Maria Ostrander', { name: 'name' }).findings[0]?.end, 15)
  })
})
