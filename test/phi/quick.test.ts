import assert from 'node:assert/strict'
import { createPhi, type Finding, SeenValues, type StreamOptions } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()

const DATES =
  '2024 1900 1930 2024-01 1900-01 2024-01-02 1900-01-01 2024-01-02T10:00 2024-01-02T10:00:00.123+02:00 1900-01-01T00:00:00Z 2024T10:00 2024-1-2 20240102 2024-01-02T1 2024-01-02Tx 2024-01T10:00 soon'.split(
    ' ',
  )
const REFERENCES =
  'Patient/1 Observation/a-1.2 https://ehr.example/fhir/Patient/77 Patient/ Patient/_x /Patient/3 Ob/1 patient/4 Patient/5/_history/2 Group/1?member=Patient/6 #part urn:oid:1.2.3 urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0 9 Patient/$x'.split(
    ' ',
  )
const CONTACTS = 'a@b.example 212-555-0147 https://x.example :// x:/ [PHONE] [x http://a@b.example'.split(' ')
const SYSTEMS = ['email', 'fax', 'url', 'phone', 'http://hl7.org/fhir/sid/us-ssn', 'urn:example', 'a passport', 'MR']

/** Every element whose common values are masked from their bytes. */
function resources(value: string): unknown[] {
  return [
    { resourceType: 'Observation', id: value, effectiveDateTime: value, valueString: value, issued: value },
    { id: value, resourceType: 'Patient', birthDate: value, link: [{ other: { reference: value } }] },
    { resourceType: 'Encounter', subject: { reference: value }, performer: [{ reference: value }] },
    { resourceType: 'Bundle', link: [{ relation: 'self', url: value }], entry: [{ fullUrl: value }] },
    ...SYSTEMS.map((system) => ({
      resourceType: 'Patient',
      telecom: [{ system, value }, { value }],
      identifier: [{ system, value }, { type: { coding: [{ code: 'SS' }] }, value }, { value }],
    })),
  ]
}

interface Masked {
  readonly value: unknown
  readonly found: readonly string[]
  readonly told: readonly string[]
}

function masked(text: string, options: StreamOptions): Masked {
  const told: string[] = []
  const masker = phi.stream({ ...options, subject: (id) => told.push(id) })
  const out = Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString('utf8')
  return { value: JSON.parse(out), found: masker.findings.map(nameOf), told }
}

function nameOf({ class: kind, detector }: Finding): string {
  return `${kind} ${detector}`
}

describe('values that are masked from their bytes', (test) => {
  test('become what their rule makes of them where they have escapes', () => {
    const options: StreamOptions[] = [{ ids: 'keep' }, { ids: 'number' }, { dates: 'year' }]
    for (const value of [...DATES, ...REFERENCES, ...CONTACTS, '219-09-9999', 'A-77', '[ID]', 'é/é'])
      for (const option of options)
        for (const resource of resources(value)) {
          const plain = JSON.stringify(resource)
          // The rule itself reads what has an escape.
          const code = value
            .charCodeAt(value.length - 1)
            .toString(16)
            .padStart(4, '0')
          const escaped = plain.replaceAll(`${value}"`, `${value.slice(0, -1)}\\u${code}"`)
          assert.notEqual(escaped, plain)
          const all: StreamOptions = { format: 'fhir', ...option }
          assert.deepEqual(masked(plain, all), masked(escaped, all), `${plain} ${JSON.stringify(option)}`)
        }
  })

  test('are masked in a resource of any type, known or not', () => {
    for (const type of ['Patient', 'constructor', '__proto__', 'toString', 'Unheard', '']) {
      const { value } = masked(JSON.stringify({ resourceType: type, birthDate: '1962-03-12' }), { format: 'fhir' })
      assert.deepEqual(value, { resourceType: type, birthDate: '1900-01-01' })
    }
  })
})

describe('texts that come again and again', (test) => {
  const texts = ['Heart rate', 'Seen by Dr. Jane Roe', 'Body height', 'Call 212-555-0147', 'Systolic blood pressure']
  const many = Array.from({ length: 600 }, (_, index) => ({
    display: texts[index % texts.length],
    [index % 3 === 0 ? 'note' : 'text']: texts[(index * 7) % texts.length],
  }))

  test('are masked each time as the first time, alone or in a long stream', () => {
    for (const format of ['json', 'fhir'] as const) {
      const { value } = masked(JSON.stringify(many), { format })
      const alone = many.map((one) => masked(JSON.stringify(one), { format }).value)
      assert.deepEqual(value, alone)
      assert.doesNotMatch(JSON.stringify(value), /Roe|0147/)
      assert.match(JSON.stringify(value), /Heart rate/)
    }
  })

  test('are scanned again where a name in them was learned since', () => {
    const memory = new SeenValues({ key: Buffer.alloc(32, 5), now: () => 0 })
    const text = 'the chart of Brzezhukov is open'
    const before = Array.from({ length: 200 }, () => ({ code: { text } }))
    const patient = { resourceType: 'Patient', name: [{ family: 'Brzezhukov', given: ['Qilaraq'] }] }
    const masker = createPhi({ memory }).stream({ format: 'fhir', seen: 'learn' })
    const said = Buffer.from(JSON.stringify([...before, patient, { code: { text } }]))
    const out = JSON.parse(Buffer.concat([masker.write(said), masker.end()]).toString())
    assert.equal(out[199].code.text, text)
    assert.equal(out[201].code.text, 'the chart of [NAME] is open')
  })

  test('are told apart by the key before them', () => {
    const pairs = Array.from({ length: 300 }, (_, index) =>
      index % 2 === 0 ? { room: 'AB4471' } : { mrnText: 'AB4471' },
    )
    const { value } = masked(JSON.stringify(pairs), { format: 'json' })
    assert.deepEqual(
      value,
      pairs.map((one) => masked(JSON.stringify(one), { format: 'json' }).value),
    )
  })
})
