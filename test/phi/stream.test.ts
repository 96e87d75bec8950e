import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPhi, DETECTORS, type TextOptions } from '#phi'
import { describe } from '#test/suite'

const MOST_HELD = 4096
const phi = createPhi()

/** What came out differently in pieces once. */
const CUT_BEFORE = [
  'alta el ?0 de diciembre de 1941.',
  ' mayo del 1952 por dolor',
  'before them: Mrs. van den Bosch, and',
  'by Mr. de la Cruz-',
  'address="12 Quarry Lane\\',
  'seen on 04/07\u{e0041}/2015 for',
  "INSERT INTO patient (patient_name, first_name) VALUES ('Betty S. Mart\\u0041in', 'Richard'),\n  ('Austin', 'Ann')",
]

/** Every example of every detector, unmarked: the richest text there is. */
const EXAMPLES = [
  ...DETECTORS.flatMap(({ examples }) => [...examples.match, ...examples.ignore]).map((text) =>
    text.replaceAll(/[«»]/g, ''),
  ),
  ...CUT_BEFORE,
]

function whole(bytes: Uint8Array, options?: TextOptions): string {
  return Buffer.from(phi.maskBytes(bytes, options)?.bytes ?? bytes).toString('latin1')
}

function streamed(bytes: Uint8Array, cuts: readonly number[], options?: TextOptions): string {
  const masker = phi.stream(options)
  const out: Uint8Array[] = []
  let written = 0
  for (const cut of [...cuts, bytes.length]) {
    out.push(masker.write(bytes.slice(written, cut)))
    written = cut
  }
  out.push(masker.end())
  return Buffer.concat(out).toString('latin1')
}

describe('a stream masker', (test) => {
  test('gives the same output for every single cut of every example', () => {
    for (const example of EXAMPLES) {
      const bytes = Buffer.from(example, 'utf8')
      const expected = whole(bytes)
      for (let cut = 0; cut <= bytes.length; cut++)
        assert.equal(streamed(bytes, [cut]), expected, `${example} cut at ${cut}`)
    }
  })

  test('gives the same output byte by byte, in every mode', () => {
    for (const mode of ['prose', 'log', 'code'] as const) {
      const bytes = Buffer.from(EXAMPLES.join('\n'), 'utf8')
      const cuts = Array.from({ length: bytes.length }, (_, index) => index)
      assert.equal(streamed(bytes, cuts, { mode }), whole(bytes, { mode }))
    }
  })

  test('gives the same output for random texts and random cuts', () => {
    const fragment = fc.oneof(
      fc.constantFrom(...EXAMPLES),
      fc.constantFrom(
        ' ',
        ', ',
        '\n',
        '-',
        '/',
        '@',
        ': ',
        '"',
        "'",
        '(',
        'é',
        '日本',
        '\u2013',
        'Dr. ',
        'march ',
        'x'.repeat(70),
        '1'.repeat(50),
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    const texts = fc.array(fragment, { maxLength: 12 }).map((parts) => Buffer.from(parts.join(''), 'utf8'))
    fc.assert(
      fc.property(texts, fc.array(fc.nat(400), { maxLength: 8 }), (bytes, places) => {
        const cuts = places.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b)
        assert.equal(streamed(bytes, cuts), whole(bytes))
      }),
      { numRuns: 1500 },
    )
  })

  test('survives a cut inside a UTF-8 character and inside invalid UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('naïve José 日本 '),
      Buffer.from([0xff, 0xe2, 0x80, 0xc3]),
      Buffer.from(' 219–09–9999 Ü'),
    ])
    const expected = whole(bytes)
    assert.ok(expected.includes('[SSN]'))
    for (let cut = 0; cut <= bytes.length; cut++) assert.equal(streamed(bytes, [cut]), expected)
  })

  test('holds back 4 KiB at most of what is not masked', () => {
    const long = ['1', '1-', '1.', 'a', 'Aa ', 'A', 'A1', '@', 'a@', ': ', '(1) ', 'march ', 'x.', '\u00e9']
    for (const unit of long) {
      const bytes = Buffer.from(unit.repeat(12_000))
      const masker = phi.stream()
      let held = 0
      for (let at = 0; at < bytes.length; at += 701) {
        const piece = bytes.subarray(at, at + 701)
        held += piece.length - masker.write(piece).length
        assert.ok(held <= MOST_HELD, `${held} bytes held of ${unit}…`)
      }
      assert.equal(masker.findings.length, 0)
    }
  })

  test('masks what is longer than it would hold, to its end, without holding it', () => {
    const body = 'A1b2'.repeat(20_000)
    const texts: readonly [string, string][] = [
      [`see https://example.org/${body} now`, 'see [URL] now'],
      [`-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\nnow`, '[SECRET]\nnow'],
      [`token eyJ${body} now`, 'token [SECRET] now'],
      [`"patient_name": "${"Zo 'the' ".repeat(9_000)}" now`, '"patient_name": "[NAME]" now'],
      [`password=${body} now`, 'password=[SECRET] now'],
    ]
    for (const [text, expected] of texts) {
      const bytes = Buffer.from(text)
      assert.equal(whole(bytes), expected)
      assert.equal(streamed(bytes, [1, 30, 2000, 2001, 70_000]), expected)
    }
  })

  test('reports the same findings as the whole, at places of the whole input, and counts them', () => {
    const bytes = Buffer.from(EXAMPLES.join('\n'), 'utf8')
    const masker = phi.stream()
    for (let at = 0; at < bytes.length; at += 97) masker.write(bytes.subarray(at, at + 97))
    masker.end()
    const expected = phi.maskBytes(bytes)?.findings ?? []
    assert.deepEqual(masker.findings, expected)
    assert.equal(
      [...masker.counts.values()].reduce((sum, count) => sum + count, 0),
      expected.length,
    )
  })

  test('keeps ten thousand findings and counts the rest', () => {
    const masker = phi.stream()
    const line = Buffer.from('SSN 219-09-9999\n'.repeat(1000))
    for (let round = 0; round < 12; round++) masker.write(line)
    masker.end()
    assert.equal(masker.findings.length, 10_000)
    assert.equal(masker.counts.get('ssn'), 12_000)
  })

  test('is spent after its end', () => {
    const masker = phi.stream()
    masker.write(Buffer.from('x'))
    masker.end()
    assert.throws(() => masker.write(Buffer.from('y')), /make a new one/)
    assert.equal(masker.end().length, 0)
  })
})
