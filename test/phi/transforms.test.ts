import assert from 'node:assert/strict'
import { createPhi, type PhiClass, PhiError, type Transform } from '#phi'
import { describe } from '#test/suite'
import { ff1Decrypt, ff1Encrypt } from '../../phi/transform/ff1.ts'

const KEY = Buffer.alloc(32, 7)
const phi = createPhi({ transforms: { key: KEY } })
const field = (value: string, kind: PhiClass, transform: Transform, patient?: string): string =>
  phi.maskField(value, { class: kind, transform, ...(patient === undefined ? {} : { patient }) }).text

describe('FF1 of NIST SP 800-38G', (test) => {
  const K128 = '2B7E151628AED2A6ABF7158809CF4F3C'
  const K192 = `${K128}EF4359D8D580AA4F`
  const K256 = `${K192}7F036D6F04FC6A94`
  const TWEAK = '39383736353433323130'
  const TWEAK36 = '3737373770717273373737'
  const NUMBER = '0123456789'
  const TEXT = '0123456789abcdefghi'
  // The nine samples of the standard.
  const SAMPLES: readonly (readonly [string, string, number, string, string])[] = [
    [K128, '', 10, NUMBER, '2433477484'],
    [K128, TWEAK, 10, NUMBER, '6124200773'],
    [K128, TWEAK36, 36, TEXT, 'a9tv40mll9kdu509eum'],
    [K192, '', 10, NUMBER, '2830668132'],
    [K192, TWEAK, 10, NUMBER, '2496655549'],
    [K192, TWEAK36, 36, TEXT, 'xbj3kv35jrawxv32ysr'],
    [K256, '', 10, NUMBER, '6657667009'],
    [K256, TWEAK, 10, NUMBER, '1001623463'],
    [K256, TWEAK36, 36, TEXT, 'xs8a0azh2avyalyzuwd'],
  ]
  for (const [index, [key, tweak, radix, plain, sealed]] of SAMPLES.entries())
    test(`agrees with sample ${index + 1}, there and back`, () => {
      const [k, t] = [Buffer.from(key, 'hex'), Buffer.from(tweak, 'hex')]
      assert.equal(ff1Encrypt(k, t, radix, plain), sealed)
      assert.equal(ff1Decrypt(k, t, radix, sealed), plain)
    })

  test('refuses a domain below one million', () => {
    assert.throws(() => ff1Encrypt(KEY, Buffer.alloc(0), 10, '12345'), RangeError)
    assert.equal(ff1Encrypt(KEY, Buffer.alloc(0), 10, '123456').length, 6)
    assert.throws(() => ff1Encrypt(KEY, Buffer.alloc(0), 10, '12345a'), RangeError)
  })
})

describe('transforms of one value', (test) => {
  test('same-length keeps length and separators, and nothing else', () => {
    assert.equal(field('219-09-9999', 'ssn', 'same-length'), '000-00-0000')
    assert.equal(field("O'Brien-Åse, Ann", 'name', 'same-length'), "X'XXXXX-XXX, XXX")
  })

  test('generalise keeps the year, three digits of a ZIP, the state, and ages up to 89', () => {
    assert.equal(field('1962-03-12', 'date', 'generalise'), '1962')
    assert.equal(field('03/12/1931', 'date', 'generalise'), '[DATE]')
    assert.equal(field('62704-1234', 'zip', 'generalise'), '627')
    assert.equal(field('03601', 'zip', 'generalise'), '000')
    assert.equal(field('93', 'age', 'generalise'), '90+')
    assert.equal(field('120 Main St, Springfield, IL 62704', 'address', 'generalise'), 'IL')
    assert.equal(field('120 Main St, Springfield', 'address', 'generalise'), '[ADDRESS]')
    assert.equal(field('John Smith', 'name', 'generalise'), '[NAME]')
  })

  test('shift moves all dates of a patient alike, in the layout in which they were, and never by nothing', () => {
    const days = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000
    for (let patient = 0; patient < 50; patient++) {
      const [admitted, left] = ['2024-02-27', '2024-03-02'].map((date) => field(date, 'date', 'shift', `p${patient}`))
      assert.equal(days(left ?? '') - days(admitted ?? ''), 4)
      assert.notEqual(admitted, '2024-02-27')
      assert.ok(Math.abs(days(admitted ?? '') - days('2024-02-27')) <= 365)
      assert.equal(field('20240227', 'date', 'shift', `p${patient}`), admitted?.replaceAll('-', ''))
      assert.equal(field('27.02.2024', 'date', 'shift', `p${patient}`), admitted?.split('-').reverse().join('.'))
    }
    assert.match(field('March 12, 1962', 'date', 'shift', 'p'), /^[A-Z][a-z]+ \d{1,2}, \d{4}$/)
    assert.match(field('12-MAR-1962', 'date', 'shift', 'p'), /^\d\d-[A-Z]{3}-\d{4}$/)
    assert.match(field('2024-02-27T10:22:33Z', 'date', 'shift', 'p'), /^\d{4}-\d\d-\d\dT10:22:33Z$/)
  })

  test('shift redacts what it cannot move surely: no patient, no such day, two digits, a life of over 89 years', () => {
    assert.equal(field('2024-02-27', 'date', 'shift'), '[DATE]')
    for (const value of ['2023-02-29', '3/4/62', 'Tuesday', '1921-03-04', '00000000'])
      assert.equal(field(value, 'date', 'shift', 'p'), '[DATE]', value)
  })

  test('pseudonym is one for all the ways in which a value is written, and another for another key or class', () => {
    const one = field('John Smith', 'name', 'pseudonym')
    assert.match(one, /^\[NAME-[0-9A-HJKMNP-TV-Z]{16}\]$/)
    for (const written of ['SMITH, JOHN', 'Smith,  John', 'john smith'])
      assert.equal(field(written, 'name', 'pseudonym'), one)
    assert.notEqual(field('Jane Smith', 'name', 'pseudonym'), one)
    assert.notEqual(field('123-45-6789', 'ssn', 'pseudonym').slice(5), field('123456789', 'mrn', 'pseudonym').slice(5))
    const other = createPhi({ transforms: { key: Buffer.alloc(32, 8) } })
    assert.notEqual(other.maskField('John Smith', { class: 'name', transform: 'pseudonym' }).text, one)
  })

  test('fpe keeps the format, is one to one, and leaves what is too small redacted', () => {
    const sealed = new Set<string>()
    for (let number = 0; number < 500; number++) {
      const value = `219-09-${String(number).padStart(4, '0')}`
      const made = field(value, 'ssn', 'fpe')
      assert.match(made, /^\d{3}-\d{2}-\d{4}$/)
      assert.notEqual(made, value)
      sealed.add(made)
    }
    assert.equal(sealed.size, 500)
    assert.match(field('E1234567', 'mrn', 'fpe'), /^[0-9A-Z]{8}$/)
    assert.equal(field('1234', 'mrn', 'fpe'), '[MRN]')
    assert.equal(field('62704', 'zip', 'fpe'), '[ZIP]')
    assert.equal(field('1962-03-12', 'date', 'fpe'), '[DATE]')
  })

  test('typed makes a value of the same type that says nothing', () => {
    for (const [value, typed] of [
      ['4711', '0'],
      ['-3.25', '0.0'],
      ['1962-03-12', '1900-01-01'],
      ['1962-03-12T10:11:12Z', '1900-01-01T00:00:00Z'],
      ['6f1c2b1e-0b1d-4c55-9d5a-2f5be0f6a111', '00000000-0000-0000-0000-000000000000'],
      ['10.1.2.3', '0.0.0.0'],
      ['{"a": 1}', '{}'],
      ['[1]', '[]'],
      ['true', 'false'],
      ['{"a":', '[ID]'],
    ] as const)
      assert.equal(field(value, 'other-id', 'typed'), typed)
  })

  test('what needs a key or a vault cannot be asked for without one', () => {
    for (const transform of ['shift', 'pseudonym', 'fpe', 'token'] as const)
      for (const call of [
        () => createPhi().maskField('x', { class: 'name', transform }),
        () => createPhi().maskText('x', { transform }),
        () => createPhi().stream({ transform }),
      ])
        assert.throws(call, (error) => error instanceof PhiError && error.code === 'options')
    assert.throws(() => createPhi({ transforms: { key: Buffer.alloc(16) } }), PhiError)
  })
})

describe('transforms in text and streams', (test) => {
  const stream = (text: string, options: Parameters<typeof phi.stream>[0], cut = text.length): string => {
    const masker = phi.stream(options)
    const bytes = Buffer.from(text)
    return Buffer.concat([
      masker.write(bytes.subarray(0, cut)),
      masker.write(bytes.subarray(cut)),
      masker.end(),
    ]).toString()
  }

  test('take the place of tags', () => {
    assert.equal(phi.maskText('SSN 219-09-9999.', { transform: 'same-length' }).text, 'SSN 000-00-0000.')
    const { text, findings } = phi.maskText('Seen 2024-02-27, é, SSN 219-09-9999', { transform: 'shift', patient: 'p' })
    assert.match(text, /^Seen \d{4}-\d\d-\d\d, é, SSN \[SSN\]$/)
    assert.deepEqual(
      findings.map(({ start, end }) => [start, end]),
      [
        [5, 15],
        [24, 35],
      ],
    )
    assert.equal(
      Buffer.from(phi.maskBytes(Buffer.from('SSN 219-09-9999'), { transform: 'same-length' })?.bytes ?? []).toString(),
      'SSN 000-00-0000',
    )
  })

  test('give one pseudonym to a person in text, JSON, CSV and HL7', () => {
    const token = field('Ann Keller', 'name', 'pseudonym')
    assert.ok(stream('Patient: Ann Keller.', { transform: 'pseudonym' }).includes(token))
    assert.ok(stream('{"patientName":"Keller, Ann"}', { format: 'json', transform: 'pseudonym' }).includes(token))
    assert.ok(
      stream('patient_name,ssn\n"Keller, Ann",219-09-9999\n', { format: 'csv', transform: 'pseudonym' }).includes(
        token,
      ),
    )
  })

  test('keep every format valid: what could break it is redacted', () => {
    const json =
      '{"name":"O\\u0027Hara","firstName":"A\\"B","mrn":123456789,"dob":"1962-03-12","note":"SSN 219-09-9999"}'
    for (const transform of ['same-length', 'generalise', 'shift', 'pseudonym', 'fpe', 'typed'] as const) {
      const out = stream(json, { format: 'json', transform, patient: 'p' })
      assert.deepEqual(Object.keys(JSON.parse(out) as object), ['name', 'firstName', 'mrn', 'dob', 'note'], transform)
      assert.ok(!/O.{1,6}Hara|219-09-9999|1962-03-12/.test(out), out)
    }
  })

  test('are the same for every cut', () => {
    const text = 'Pt Ann Keller (SSN 219-09-9999) seen on 2024-02-27 and 03/02/2024; call (212) 555-0147.'
    for (const transform of ['same-length', 'pseudonym', 'fpe', 'shift'] as const) {
      const whole = stream(text, { transform, patient: 'p' })
      for (let cut = 0; cut < text.length; cut++) assert.equal(stream(text, { transform, patient: 'p' }, cut), whole)
    }
  })
})
