import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPhi, type StreamFormat, type StreamOptions } from '#phi'
import { describe } from '#test/suite'
import { csvTable } from '../support/csv-table.ts'
import { hl7Message } from '../support/hl7-message.ts'
import type { Message } from '../support/made-up-values.ts'
import { everyPlace, streamed } from '../support/streaming.ts'
import { x12Message } from '../support/x12-message.ts'

const phi = createPhi()

function masked(text: string, options: StreamOptions): string {
  return Buffer.from(streamed(phi, Buffer.from(text), [], options).text, 'latin1').toString('utf8')
}

// The counts of all delimiters, in order: what no mask may change.
function skeleton(text: string, delimiters: string): string {
  return [...text].filter((character) => delimiters.includes(character)).join('')
}

function losesAll({ text, phi: secrets }: Message, format: StreamFormat, seed: number): string {
  const result = masked(text, { format })
  for (const secret of secrets)
    assert.ok(!result.includes(secret), `${secret} of ${format} ${seed}: ${result.slice(0, 60)}`)
  return result
}

const MAKERS: readonly (readonly [StreamFormat, (seed: number) => Message])[] = [
  ['hl7', hl7Message],
  ['x12', x12Message],
  ['csv', csvTable],
]

describe('a delimited message', (test) => {
  test('gives the same output for every cut', () => {
    for (const [format, make] of MAKERS) {
      for (const seed of [1, 2]) {
        const bytes = Buffer.from(make(seed).text)
        const whole = streamed(phi, bytes, [], { format })
        const byByte = streamed(phi, bytes, everyPlace(bytes), { format })
        assert.equal(byByte.text, whole.text, `${format} ${seed}`)
        assert.deepEqual(byByte.masker.findings, whole.masker.findings)
        for (let cut = 0; cut < bytes.length; cut += 3)
          assert.equal(streamed(phi, bytes, [cut], { format }).text, whole.text)
      }
    }
  })

  test('gives the same output for every cut when it is damaged', () => {
    const inputs = fc.constantFrom(...MAKERS.map(([format, make]) => [format, Buffer.from(make(3).text)] as const))
    const edits = fc.array(fc.tuple(fc.nat(6000), fc.constantFrom(...Buffer.from('|^~\\&*:\r\n",;\t1A\0'))), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(
        inputs,
        edits,
        fc.nat(6000),
        fc.array(fc.nat(6000), { maxLength: 6 }),
        ([format, bytes], changes, length, places) => {
          const mutant = Buffer.from(bytes.subarray(0, 1 + (length % bytes.length)))
          for (const [place, byte] of changes) mutant[place % mutant.length] = byte
          const cuts = places.map((place) => place % mutant.length).sort((a, b) => a - b)
          assert.equal(streamed(phi, mutant, cuts, { format }).text, streamed(phi, mutant, [], { format }).text)
        },
      ),
      { numRuns: 600, seed: 7 },
    )
  })

  test('that is none is text', () => {
    for (const format of ['hl7', 'x12', 'csv', 'tsv'] as const)
      assert.equal(masked('Pt John Smith, call 212-555-0147', { format }), 'Pt [NAME], call [PHONE]', format)
    assert.equal(masked('MSHA^~\\&|x\rPID|Dr. Jane Roe', { format: 'hl7' }), 'MSHA^~\\&|x\rPID|Dr. [NAME]')
  })
})

describe('HL7 version 2', (test) => {
  test('loses every value that is PHI, and no delimiter', () => {
    for (let seed = 0; seed < 80; seed++) {
      const message = hl7Message(seed)
      const result = losesAll(message, 'hl7', seed)
      const delimiters = `${message.text.slice(3, 6)}${message.text.slice(7, 8)}\r`
      assert.equal(skeleton(result, delimiters), skeleton(message.text, delimiters), `delimiters of ${seed}`)
    }
  })

  test('keeps codes, results and units', () => {
    const result = masked(hl7Message(1).text, { format: 'hl7' })
    for (const kept of ['2093-3', 'Cholesterol', '196', 'mg/dL', 'Lipid panel', '2.5.1'])
      assert.ok(result.includes(kept), kept)
  })

  test('keeps dates of the same precision, and their years where asked', () => {
    const of = (date: string, options: StreamOptions = { format: 'hl7' }): string =>
      masked(`MSH|^~\\&|\rPID|||||||${date}\r`, options).slice(20, -1)
    assert.equal(of('19620312'), '19000101')
    assert.equal(of('196203121405'), '190001010000')
    assert.equal(of('1962'), '1962')
    assert.equal(of('1931'), '1900')
    assert.equal(of('""'), '""')
    assert.equal(of('March'), '19000101')
    assert.equal(of('19620312', { format: 'hl7', dates: 'year' }), '19620101')
  })

  test('has escapes undone where text is read, and left where it stays', () => {
    const text = 'MSH|^~\\&|\rNTE|1||a \\T\\ b\\.br\\Dr. Jane\\X20\\Roe called 212-555\\X2d\\0147\r'
    assert.equal(masked(text, { format: 'hl7' }), 'MSH|^~\\&|\rNTE|1||a \\T\\ b\\.br\\Dr. [NAME] called [PHONE]\r')
  })

  test('tells whom a message is about', () => {
    const seen: string[] = []
    masked('MSH|^~\\&|\rPID|1||77^^^H~78|||||||||||||||acc\r', { format: 'hl7', subject: (id) => seen.push(id) })
    assert.deepEqual(seen, ['77', '78'])
  })
})

describe('X12', (test) => {
  test('loses every value that is PHI, and no delimiter', () => {
    for (let seed = 0; seed < 80; seed++) {
      const message = x12Message(seed)
      const result = losesAll(message, 'x12', seed)
      const delimiters = `${message.text.charAt(3)}${message.text.charAt(104)}${message.text.charAt(105)}`
      assert.equal(skeleton(result, delimiters), skeleton(message.text, delimiters), `delimiters of ${seed}`)
      assert.equal(result.indexOf('GS'), message.text.indexOf('GS'), 'ISA keeps its length')
    }
  })

  test('keeps who bills, what was done, and its counts', () => {
    const result = masked(x12Message(1).text, { format: 'x12' })
    for (const kept of ['PREMIER BILLING', 'TGJ23', '99213', '0340', '000000905'])
      assert.ok(result.includes(kept), kept)
  })
})

describe('CSV', (test) => {
  test('loses every value of a column that is PHI, and no row or column', () => {
    for (let seed = 0; seed < 60; seed++) {
      const table = csvTable(seed)
      const result = losesAll(table, 'csv', seed)
      assert.equal(result.split('\n').length, 21)
      assert.equal(result.match(/E11\.65/g)?.length, 20)
      assert.equal(
        result.slice(0, result.indexOf('\n')),
        table.text.slice(0, table.text.indexOf('\n')),
        'the header stays',
      )
    }
  })

  test('without a header learns a column from its cells', () => {
    const rows = `${'7,John Smith,x\n'.repeat(8)}8,Quuz Zork,y\n`
    assert.equal(masked(rows, { format: 'csv' }), `${'7,[NAME],x\n'.repeat(8)}8,[NAME],y\n`)
  })

  test('keeps tables that are about no people', () => {
    const text = 'drug;dose;license;name\nMetoprolol;25 mg;MIT;Lopressor\n'
    assert.equal(masked(text, { format: 'csv' }), text)
  })

  test('reads cells longer than are looked at whole', () => {
    const filler = 'all is well, and so on. '.repeat(300)
    const text = `a,note,mrn\n1,"${filler}""Pt John Smith"" ${filler}",${'A1'.repeat(2000)}\n`
    const bytes = Buffer.from(text)
    const whole = streamed(phi, bytes, [], { format: 'csv' }).text
    assert.equal(whole, `a,note,mrn\n1,"${filler}""Pt [NAME]"" ${filler}",[MRN]\n`)
    assert.equal(streamed(phi, bytes, everyPlace(bytes), { format: 'csv' }).text, whole)
  })
})
