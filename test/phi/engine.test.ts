import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPhi, DETECTORS, PHI_VERSION } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()

describe('the PHI engine', (test) => {
  test('answers null for bytes without PHI, and masked bytes with places in bytes', () => {
    assert.equal(phi.maskBytes(Buffer.from('no acute distress')), null)
    const masked = phi.maskBytes(Buffer.from('é SSN 219-09-9999 é'))
    assert.equal(Buffer.from(masked?.bytes ?? []).toString(), 'é SSN [SSN] é')
    assert.deepEqual(masked?.findings, [{ class: 'ssn', detector: 'ssn', start: 7, end: 18, score: 0.98 }])
  })

  test('gives places in a text as UTF-16 code units', () => {
    for (const before of ['', 'é ', '日本 ', '😀 ', '\ud800 ', 'x😀é\ud800日 ']) {
      const text = `${before}219-09-9999 ${before}John Smith`
      const { findings, text: masked } = phi.maskText(text)
      assert.deepEqual(
        findings.map(({ start, end }) => text.slice(start, end)),
        ['219-09-9999', 'John Smith'],
      )
      assert.equal(masked, `${before}[SSN] ${before}[NAME]`)
    }
  })

  test('gives text and bytes the same answer, findings in order and apart', () => {
    const words = fc.constantFrom(
      ...DETECTORS.flatMap(({ examples }) => examples.match.map((text) => text.replaceAll(/[«»]/g, ''))),
      'é',
      '日',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (parts) => {
        const text = parts.join(' ')
        const bytes = Buffer.from(text)
        assert.equal(Buffer.from(phi.maskBytes(bytes)?.bytes ?? bytes).toString(), phi.maskText(text).text)
        const { findings } = phi.maskText(text)
        for (const [index, { start, end, score }] of findings.entries()) {
          assert.ok(start >= (findings[index - 1]?.end ?? 0) && end > start && end <= text.length)
          assert.ok(score > 0 && score <= 1)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('never puts a value into a finding', () => {
    const { findings } = phi.maskText('Pt John Smith, SSN 219-09-9999, jane.roe@example.com')
    assert.ok(findings.length >= 3)
    for (const finding of findings)
      assert.deepEqual(Object.keys(finding).sort(), ['class', 'detector', 'end', 'score', 'start'])
    const shown = JSON.stringify(findings)
    for (const value of ['John', 'Smith', '219', '9999', 'jane']) assert.ok(!shown.includes(value))
  })

  test('wants more for a log, and most for code', () => {
    const text = 'John Smith, 2024-01-15, 219-09-9999, jane.roe@example.com'
    const classes = (mode: 'prose' | 'log' | 'code'): readonly string[] =>
      phi.maskText(text, { mode }).findings.map((finding) => finding.class)
    assert.deepEqual(classes('prose'), ['name', 'date', 'ssn', 'email'])
    assert.deepEqual(classes('log'), ['name', 'ssn', 'email'])
    assert.deepEqual(classes('code'), ['ssn', 'email'])
  })

  test('takes the longest: a name inside an e-mail or an address is a part of it', () => {
    assert.equal(phi.maskText('john.smith@example.com').text, '[EMAIL]')
    assert.equal(phi.maskText('John.Smith@Example.com').text, '[EMAIL]')
    assert.equal(phi.maskText('12 Mary Smith St, Dayton, OH 45402').text, '[ADDRESS]')
    assert.equal(phi.maskText('https://x.org/p?ssn=219-09-9999&n=John').text, '[URL]')
  })

  test('has a version and a digest that covers every rule', () => {
    assert.equal(phi.version, PHI_VERSION)
    assert.match(phi.digest, /^[0-9a-f]{64}$/)
    assert.equal(createPhi().digest, phi.digest)
    const changed = [
      { without: ['npi'] },
      { names: ['Zubaida'] },
      { generalisation: { asOf: '2027-01-01', restrictedZip3: [], earliestYear: 1938 } },
    ]
    for (const rules of changed) assert.notEqual(createPhi({ rules }).digest, phi.digest)
  })

  test('takes a tenant’s own detectors and names, and leaves out what it is told to', () => {
    const mrn = {
      id: 'st-elsewhere-mrn',
      class: 'mrn',
      find: { kind: 'prefix', prefixes: ['SEW-'], body: 'base64url', least: 6 },
      score: 0.9,
      examples: { match: ['«SEW-123456»'], ignore: ['SEW-1'] },
    } as const
    const own = createPhi({ rules: { add: [mrn], names: ['Zubaida'], without: ['npi'] } })
    assert.equal(
      own.maskText('seen SEW-123456 and Zubaida Smith, 1234567893').text,
      'seen [MRN] and [NAME], 1234567893',
    )
  })

  test('refuses rules that make no sense', () => {
    assert.throws(() => createPhi({ rules: { without: ['nonsense'] } }), /no detector "nonsense"/)
    const [first] = DETECTORS
    assert.throws(() => createPhi({ rules: { add: first === undefined ? [] : [first] } }), /two detectors/)
    const bad = {
      id: 'x',
      class: 'mrn',
      find: { kind: 'digits', shapes: ['0-x'], separators: '' },
      score: 1,
      examples: { match: [], ignore: [] },
    } as const
    assert.throws(() => createPhi({ rules: { add: [bad] } }), /no shape/)
  })

  test('takes any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const masked = phi.maskBytes(bytes)
        assert.ok(masked === null || masked.findings.length > 0)
      }),
      { numRuns: 2000 },
    )
  })
})
