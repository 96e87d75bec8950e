import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()

/** What looks like an identifier and is none. Every line must come back byte for byte. */
const PROSE: Readonly<Record<string, readonly string[]>> = {
  'versions and builds': [
    'upgrade to version 1.2.3.4 of the driver',
    'v20.20.2, node 18.19.1, OpenSSL 3.0.13',
    'build 10.0.19041.1 and Chrome 120.0.6099.71',
    'OID 2.16.840.1.113883.6.96 and 1.2.840.10008.5.1.4.1.1.2',
  ],
  'hashes and ids of machines': [
    '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '550e8400-e29b-41d4-a716-446655440000',
    '12345678-1234-1234-1234-123456789012',
    'commit 1234567 and abcdef1234567890',
  ],
  'ports and sizes': [
    'listens on port 5432',
    'localhost:8080',
    '1048576 bytes',
    'timeout 30000 ms',
    'http 404, code 12345',
  ],
  'diagnosis, laboratory, drug and procedure codes': [
    'E11.9, I10, Z79.4, S72.001A and C50.911',
    'LOINC 2345-7, 718-7 and 4548-4',
    'NDC 0002-8215-01, 50242-040-62 and 12345-6789-01',
    'CPT 99213, HCPCS J1885, SNOMED 73211009, RxCUI 860975',
  ],
  'vital signs, laboratory values and doses': [
    'BP 120/80, HR 72, RR 16, T 98.6 F, SpO2 98% on 2 L',
    'Na 140, K 4.1, Cl 103, CO2 24, BUN 14, Cr 0.9, glucose 126 mg/dL',
    'HbA1c 8.1%, LDL 132, eGFR > 60, WBC 12.4, Plt 250',
    'metformin 500 mg twice daily, 10-20 units at night, 1/2 tablet',
    'strength 5/5, reflexes 2+, pain 7/10, visual acuity 20/40',
    'age 45, 62-year-old, aged 89, 38 weeks',
  ],
  'eponyms, headings and institutions': [
    'Parkinson disease, Crohn disease, Foley catheter, Achilles tendon, Glasgow Coma Scale',
    'HISTORY OF PRESENT ILLNESS',
    'ASSESSMENT AND PLAN: Continue current medications.',
    'Massachusetts General Hospital, Johns Hopkins Hospital',
    'Denies fever. Lungs clear. Heart regular. Abdomen soft.',
    'Monday through Friday. Will return in May or June.',
  ],
  'bare numbers': ['123456789', '90210', 'order 4400123', '1700000000', '2019', 'shelf 1204'],
}

const LOG: readonly string[] = [
  '2024-01-15T10:22:33.123Z INFO server started in 1234 ms',
  '[2024-01-15 10:22:33,123] WARN retry 3/5',
  '15/Jan/2024:10:22:33 +0000 GET /healthz 200 1234',
  'Jan 15 10:22:33 host sshd[12345]: session opened',
  '2024/01/15 10:22:33 connected to 127.0.0.1:5432',
]

const CODE: readonly string[] = [
  'const port = 5432 // see RFC 1918',
  "import { readFile } from 'node:fs/promises'",
  'export class PatientName extends Field {}',
  'expect(add(1, 2)).toBe(3) // Jan 2024',
  'password: string',
  'const name = user.name',
  'dob: Date; ssn: string; mrn?: string',
  'std::vector<int> v{1, 2, 3};',
  'https://example.org/docs/api#section-2',
]

describe('what looks like PHI and is none', (test) => {
  for (const [kind, lines] of Object.entries(PROSE)) {
    test(`${kind} stay as they are in prose`, () => {
      for (const line of lines) assert.equal(phi.maskText(line).text, line)
    })
  }
  test('timestamps stay as they are in log mode', () => {
    for (const line of LOG) assert.equal(phi.maskText(line, { mode: 'log' }).text, line)
  })
  test('source stays as it is in code mode', () => {
    for (const line of CODE) assert.equal(phi.maskText(line, { mode: 'code' }).text, line)
  })
  test('a birth date in a log is still one', () => {
    const line = '2024-01-15T10:22:33Z INFO dob=1962-03-12 loaded'
    assert.equal(phi.maskText(line, { mode: 'log' }).text, '2024-01-15T10:22:33Z INFO dob=[DATE] loaded')
  })
  test('what is masked is not masked again', () => {
    const note =
      'Pt John Smith, DOB 3/12/1962, SSN 219-09-9999, lives at 120 Main St, Dayton, OH 45402; call (212) 555-0147.'
    const once = phi.maskText(note)
    assert.ok(once.findings.length >= 5)
    assert.deepEqual(phi.maskText(once.text), { text: once.text, findings: [] })
  })
})
