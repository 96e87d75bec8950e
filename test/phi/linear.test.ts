import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { Reader } from '../../phi/reader.ts'
import { compileRules } from '../../phi/rules.ts'
import { Scanner } from '../../phi/scan.ts'

/** Reads a byte that are allowed on average, whatever the input: the longest looks ahead, taken at every place. */
const MOST_READS_A_BYTE = 150
const HOSTILE = [
  '1-1-1-',
  '1-',
  '1.1.1',
  '1/1/',
  '1 ',
  '1',
  '12 ',
  '123-45-',
  '(1',
  '+1 ',
  'A A A',
  'A',
  'Aa ',
  'AA ',
  'A.',
  "O'",
  'A-',
  'Smith, ',
  'John ',
  'Dr. ',
  'May ',
  '12 May ',
  '@',
  'a@',
  'a.@b.',
  '@@@@',
  '://',
  'a://',
  'http://',
  ':',
  '::',
  '1:',
  'a:',
  'name: ',
  'name:"',
  'ssn ',
  'ssn:1',
  '-',
  '-----BEGIN ',
  'eyJ',
  'ghp_',
  '_',
  'sk-',
  'www.',
  '12 Main ',
  '120 Main St, ',
  'PO Box ',
  'é',
  '\u2013',
  'DE89',
  '1EG4-',
  '93 y',
  ' ',
  'a',
  '"',
  '\\"',
  ',',
  ',A',
  '=',
]

function reads(unit: string, size: number): number {
  const text = new Reader()
  const scanner = new Scanner(rules, text)
  const bytes = Buffer.from(unit.repeat(Math.ceil(size / Buffer.byteLength(unit)))).subarray(0, size)
  let count = 0
  const counting = new Proxy(new Uint8Array(bytes), {
    get(target, key) {
      count++
      return Reflect.get(target, key, target)
    },
  })
  scanner.begin('prose')
  text.set(counting, 0, true)
  scanner.scan(0)
  return count
}

const rules = compileRules('test')

describe('the work of a scan', (test) => {
  test('is bounded a byte and grows with the length, on hostile inputs', () => {
    for (const unit of HOSTILE) {
      const small = reads(unit, 1024)
      const large = reads(unit, 4096)
      assert.ok(large / 4096 <= MOST_READS_A_BYTE, `${unit}: ${(large / 4096).toFixed(0)} reads a byte`)
      assert.ok(large <= small * 4.2 + 4000, `${unit}: ${small} reads, then ${large} for four times as much`)
    }
  })

  test('stays the same a byte from 16 KiB to 256 KiB on the classic ones', () => {
    for (const unit of ['1-1-1-', 'A A A', '@@@@', '1234567890', '1.1.1']) {
      const small = reads(unit, 16 * 1024)
      const large = reads(unit, 256 * 1024)
      assert.ok(large <= small * 16.5, `${unit}: ${small} reads, then ${large} for sixteen times as much`)
    }
  })
})
