import assert from 'node:assert/strict'
import { createPhi, type Phi, PhiError, type SeenMode, SeenValues, type StreamFormat } from '#phi'
import { describe } from '#test/suite'
import { englishName, worldName } from './generators/people.ts'
import { Random } from './generators/random.ts'

const KEY = Buffer.alloc(32, 5)

function engine(options: Partial<ConstructorParameters<typeof SeenValues>[0]> = {}): { phi: Phi; memory: SeenValues } {
  const memory = new SeenValues({ key: KEY, now: () => 0, ...options })
  return { phi: createPhi({ memory }), memory }
}

function pass(phi: Phi, text: string, format: StreamFormat, seen: SeenMode): string {
  const masker = phi.stream({ format, seen })
  return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString()
}

const fhir = (family: string, given: string, mrn: string): string =>
  JSON.stringify({
    resourceType: 'Patient',
    identifier: [{ type: { coding: [{ code: 'MR' }] }, value: mrn }],
    name: [{ family, given: [given] }],
  })

describe('values that passed in structured fields', (test) => {
  test('are found in later free text: names in either order, a telling last name alone, identifiers in any grouping', () => {
    const { phi } = engine()
    pass(phi, fhir('Brzezhukov', 'Qilaraq', 'ZX48812'), 'fhir', 'learn')
    for (const [text, masked] of [
      ['we spoke to Qilaraq Brzezhukov at noon', 'we spoke to [NAME] at noon'],
      ['Brzezhukov, Qilaraq', '[NAME]'],
      ['the chart of Brzezhukov is open', 'the chart of [NAME] is open'],
      ['BRZEZHUKOV again', '[NAME] again'],
      ['see zx48812', 'see zx48812'],
      ['see ZX-48812 now', 'see [ID] now'],
    ] as const)
      assert.equal(phi.maskText(text, { seen: 'match' }).text, masked)
    assert.equal(
      phi.maskText('the chart of Brzezhukov is open', { seen: 'off' }).text,
      'the chart of Brzezhukov is open',
    )
  })

  test('98 in 100 names are found after one sighting, whatever they are', () => {
    const { phi } = engine()
    const random = new Random(21)
    let found = 0
    let names = 0
    for (let person = 0; person < 600; person++) {
      const { given, family } = person % 2 === 0 ? worldName(random, 'held-out') : englishName(random, 'held-out')
      pass(phi, fhir(family, given, random.digits(8)), 'fhir', 'learn')
      for (const text of [`told ${given} ${family} to wait`, `told ${family}, ${given} to wait`]) {
        names++
        const masked = phi.maskText(text, { seen: 'match' }).text
        if (masked === 'told [NAME] to wait') found++
      }
    }
    assert.ok(found >= names * 0.98, `${found} of ${names}`)
  })

  test('come from HL7, CSV, JSON, fields of a database, and nowhere else', () => {
    for (const [format, text] of [
      ['hl7', 'MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.5\rPID|1||ZX48812^^^H^MR||Brzezhukov^Qilaraq\r'],
      ['csv', 'last_name,first_name,mrn\nBrzezhukov,Qilaraq,ZX48812\n'],
      ['json', '{"lastName":"Brzezhukov","firstName":"Qilaraq","mrn":"ZX48812"}'],
      ['json', '{"lastName":"Brze\\u007ahukov","firstName":"Qilaraq","mrn":"ZX48812"}'],
    ] as const) {
      const { phi } = engine()
      pass(phi, text, format, 'learn')
      assert.equal(phi.maskText('ask Qilaraq Brzezhukov, ZX48812', { seen: 'match' }).text, 'ask [NAME], [ID]', format)
    }
    const { phi } = engine()
    const record: string[] = []
    phi.maskField('Qilaraq', { class: 'name', seen: 'learn', record })
    phi.maskField('Brzezhukov', { name: 'last_name', seen: 'learn', record })
    assert.equal(phi.maskText('ask Qilaraq Brzezhukov', { seen: 'match' }).text, 'ask [NAME]')
  })

  test('everyday words that are names are found beside the same person’s other name only', () => {
    const { phi } = engine()
    pass(phi, fhir('Rose', 'Will', '10000001'), 'fhir', 'learn')
    pass(phi, fhir('March', 'Grace', '10000002'), 'fhir', 'learn')
    const off = (text: string): string => phi.maskText(text, { seen: 'off' }).text
    for (const text of ['Will the wound heal?', 'Rose hips and tea', 'In March it rained', 'Grace period of ten days'])
      assert.equal(phi.maskText(text, { seen: 'match' }).text, off(text))
    assert.equal(phi.maskText('ask Will Rose', { seen: 'match' }).text, 'ask [NAME]')
  })

  test('an agent’s own text never teaches, whatever it claims to be', () => {
    const { phi, memory } = engine()
    for (const seen of ['own', 'match', 'off'] as const)
      pass(phi, fhir('Brzezhukov', 'Qilaraq', 'ZX48812'), 'fhir', seen)
    phi.maskField('Brzezhukov', { class: 'name' })
    assert.equal(memory.counts.learned, 0)
    assert.equal(
      phi.maskText('the chart of Brzezhukov is open', { seen: 'match' }).text,
      'the chart of Brzezhukov is open',
    )
  })

  test('cannot be asked for by trying: an agent’s look-ups are counted, and after enough of them nothing is answered', () => {
    let clock = 0
    let told = 0
    const { phi, memory } = engine({ now: () => clock, mostProbes: 50, onLimit: () => told++ })
    pass(phi, fhir('Brzezhukov', 'Qilaraq', 'ZX48812'), 'fhir', 'learn')
    const asked = 'the chart of Brzezhukov is open'
    assert.equal(phi.maskText(asked).text, 'the chart of [NAME] is open')
    assert.ok(memory.counts.probes > 0)
    const guess = (one: number): void =>
      void phi.maskText(`the chart of Guess${'abcdefgh'.charAt(one % 8)}${'klmnopqr'.charAt(one / 8)}ovich is open`)
    // To ask the same again tells nothing new.
    for (let again = 0; again < 500; again++) guess(again % 4)
    assert.equal(phi.maskText(asked).text, 'the chart of [NAME] is open')
    assert.equal(told, 0)
    for (let one = 0; one < 64; one++) guess(one)
    assert.equal(phi.maskText(asked).text, asked)
    assert.ok(memory.counts.refused > 0)
    assert.equal(told, 1)
    // What comes back from a system of record is masked all the same, and the next hour is another one.
    assert.equal(phi.maskText(asked, { seen: 'match' }).text, 'the chart of [NAME] is open')
    clock += 3_600_000
    assert.equal(phi.maskText(asked).text, 'the chart of [NAME] is open')
  })

  test('are forgotten after their time, and the oldest where there are too many', () => {
    let clock = 0
    const { phi, memory } = engine({ now: () => clock, ttlMs: 1000, most: 40 })
    const asked = 'the chart of Brzezhukov is open'
    pass(phi, fhir('Brzezhukov', 'Qilaraq', 'ZX48812'), 'fhir', 'learn')
    clock = 1000
    assert.equal(phi.maskText(asked, { seen: 'match' }).text, asked)
    pass(phi, fhir('Brzezhukov', 'Qilaraq', 'ZX48812'), 'fhir', 'learn')
    for (let person = 0; person < 60; person++)
      pass(
        phi,
        fhir(`Zq${'abcdefghij'.charAt(person % 10)}${'klmnop'.charAt(person / 10)}ukov`, 'Tt', '1'),
        'fhir',
        'learn',
      )
    assert.ok(memory.counts.entries <= 40)
    assert.equal(phi.maskText(asked, { seen: 'match' }).text, asked)
    assert.equal(phi.maskText('the chart of Zqjpukov', { seen: 'match' }).text, 'the chart of [NAME]')
  })

  test('go out one by one, the oldest first, however many pass through', () => {
    const most = 1000
    const memory = new SeenValues({ key: KEY, now: () => 0, most })
    const number = (index: number): string => String(500_000_000 + index)
    const isSeen = (index: number): boolean => memory.has('value', Buffer.from(number(index)), 0, 9)
    for (let index = 0; index < 20 * most; index++) {
      memory.learn('ssn', number(index))
      assert.ok(isSeen(index))
      if (index >= most) assert.ok(!isSeen(index - most) && isSeen(index - most + 1), `after ${index}`)
    }
    assert.equal(memory.counts.entries, most)
  })

  test('need a key that nobody guesses', () => {
    assert.throws(() => new SeenValues({ key: Buffer.alloc(8), now: () => 0 }), PhiError)
  })

  test('leave prose, source code and numbers alone that nobody had', () => {
    const { phi } = engine()
    pass(phi, fhir('Brzezhukov', 'Qilaraq', '40218833'), 'fhir', 'learn')
    const text = 'Patient denies pain. Hgb 13.2, 40218834 rows. Foley removed; see Table 4 of Harrison.'
    assert.equal(phi.maskText(text, { seen: 'match' }).text, phi.maskText(text, { seen: 'off' }).text)
    assert.equal(phi.maskText('class Brzezhukov {}', { seen: 'match', mode: 'code' }).text, 'class Brzezhukov {}')
  })

  test('give the same output for every cut', () => {
    const { phi } = engine()
    pass(phi, fhir('Brzezhukov', 'Qilaraq', 'ZX48812'), 'fhir', 'learn')
    const text = Buffer.from('spoke to Qilaraq Brzezhukov, then (Brzezhukov, Qilaraq) about ZX-48812 and ZX 48812.')
    const whole = pass(phi, text.toString(), 'text', 'match')
    assert.equal(whole, 'spoke to [NAME], then ([NAME]) about [ID] and ZX 48812.')
    for (let cut = 0; cut <= text.length; cut++) {
      const masker = phi.stream({ seen: 'match' })
      const parts = [masker.write(text.subarray(0, cut)), masker.write(text.subarray(cut)), masker.end()]
      assert.equal(Buffer.concat(parts).toString(), whole, `cut at ${cut}`)
    }
  })
})
