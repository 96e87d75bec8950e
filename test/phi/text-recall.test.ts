import assert from 'node:assert/strict'
import { createPhi, type TextOptions } from '#phi'
import { describe } from '#test/suite'
import { CHECKSUMS } from './generators/checksums.ts'
import { NATIONAL_IDS } from './generators/national.ts'
import { type Labelled, labelled, Seeded } from './generators/seeded.ts'
import { stranger } from './generators/strangers.ts'

const SEED = 20_261_124
const phi = createPhi()

interface Score {
  readonly masked: number
  readonly spans: number
  /** Share of the other words that were masked. */
  readonly lost: number
}

/** Masked: no run of three letters or digits of the value is left. */
function score(texts: readonly Labelled[], options: TextOptions = {}): Score {
  let masked = 0
  let spans = 0
  let words = 0
  let lost = 0
  for (const document of texts) {
    const covered = new Uint8Array(document.text.length)
    for (const { start, end } of phi.maskText(document.text, options).findings) covered.fill(1, start, end)
    const valued = new Uint8Array(document.text.length)
    for (const [start, end] of document.spans) {
      valued.fill(1, start, end)
      spans++
      if (!leaves(document.text, covered, start, end)) masked++
    }
    for (const match of document.text.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (valued[match.index] === 1) continue
      words++
      lost += covered[match.index] ?? 0
    }
  }
  return { masked, spans, lost: lost / Math.max(1, words) }
}

function leaves(text: string, covered: Uint8Array, start: number, end: number): boolean {
  let run = 0
  for (let at = start; at < end; at++) {
    run = covered[at] === 0 && /[\p{L}\p{N}]/u.test(text.charAt(at)) ? run + 1 : 0
    if (run >= 3) return true
  }
  return false
}

describe('identifiers with a check', (test) => {
  for (const [kind, make] of Object.entries(CHECKSUMS)) {
    test(`of ${kind} are found with nothing around them where valid, and left alone where not`, () => {
      const seeded = new Seeded(SEED)
      for (let round = 0; round < 1000; round++) {
        const valid = make(seeded, true)
        assert.ok(phi.maskText(valid).findings.length > 0, `${valid} is a valid ${kind}`)
        const invalid = make(seeded, false)
        assert.equal(phi.maskText(invalid).text, invalid, `${invalid} is no ${kind}`)
      }
    })
  }
})

describe('national identifiers in text', (test) => {
  for (const [kind, { make, phrases }] of Object.entries(NATIONAL_IDS)) {
    test(`of ${kind} are masked, and nothing else is`, () => {
      const seeded = new Seeded(SEED)
      const texts = Array.from({ length: 200 }, () => labelled(kind, seeded.pick(phrases), make(seeded)))
      const { masked, spans, lost } = score(texts)
      assert.ok(masked >= spans * 0.95, `${masked} of ${spans}`)
      assert.ok(lost <= 0.02, `${(lost * 100).toFixed(1)} % of the other words`)
    })
  }
})

describe('people whom no dictionary has', (test) => {
  test('are masked in four of five places, and one in fifty of the other words at most', () => {
    const seeded = new Seeded(SEED)
    const { masked, spans, lost } = score(Array.from({ length: 1000 }, () => stranger(seeded)))
    assert.ok(masked >= spans * 0.8, `${masked} of ${spans}`)
    assert.ok(lost <= 0.02, `${(lost * 100).toFixed(1)} % of the other words`)
  })

  test('are known again in the same text', () => {
    assert.equal(phi.maskText('Met Quorzan Vlkovski. Later Quorzan slept.').text, 'Met [NAME]. Later [NAME] slept.')
    assert.equal(phi.maskText('Later Quorzan slept.').text, 'Later Quorzan slept.')
  })
})

describe('clinical text in Spanish', (test) => {
  test('loses its identifiers and keeps what was found', () => {
    const text = [
      'Nombre: Ernesto.',
      'Apellidos: Rivera Bueno.',
      'NHC: 368503.',
      'NASS: 26 63514095.',
      'Domicilio: Calle Miguel Benitez 90.',
      'Fecha de nacimiento: 03/03/1946.',
      'Médico: Ignacio Navarro Cuéllar NºCol: 28 28 70973.',
      'Varón de 70 años operado el 12 de mayo de 2016, con tensión de 120/80. Tfno: 91 336 85 00.',
    ].join('\n')
    const expected = [
      'Nombre: [NAME].',
      'Apellidos: [NAME].',
      'NHC: [MRN].',
      'NASS: [ID].',
      'Domicilio: [ADDRESS]',
      'Fecha de nacimiento: [DATE].',
      'Médico: [NAME] NºCol: [LICENCE].',
      'Varón de 70 años operado el [DATE], con tensión de 120/80. Tfno: [PHONE].',
    ].join('\n')
    assert.equal(phi.maskText(text).text, expected)
  })
})

describe('columns that the text names', (test) => {
  test('settle what the cells of a CSV and of an INSERT are', () => {
    assert.equal(
      phi.maskText('id,mrn,full_name\n7,X1-22,zo quill\n8,A77,n/a\n').text,
      'id,mrn,full_name\n7,[MRN],[NAME]\n8,[MRN],n/a\n',
    )
    assert.equal(
      phi.maskText("INSERT INTO patients (id, name, age) VALUES (1, 'zo quill', 93), (2, NULL, 44);").text,
      "INSERT INTO patients (id, name, age) VALUES (1, '[NAME]', [AGE]), (2, NULL, 44);",
    )
  })
})
