import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe } from '#test/suite'
import { Chain } from '../../phi/chain.ts'
import { Reader } from '../../phi/reader.ts'
import {
  type Check,
  isAba,
  isCard,
  isDea,
  isIban,
  isImei,
  isItin,
  isMbi,
  isNanp,
  isNpi,
  isSsn,
  isVin,
} from '../../phi/validators.ts'

function judge(check: Check, text: string): boolean {
  const reader = new Reader()
  reader.set(Buffer.from(text), 0, true)
  const chain = new Chain()
  chain.read(reader, 0)
  return chain.groups > 0 && check(chain, chain.groups)
}

const CASES: readonly [string, Check, readonly string[], readonly string[]][] = [
  [
    'SSN',
    isSsn,
    ['123-45-6789', '899-01-0001', '001010001'],
    ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000', '12345678'],
  ],
  [
    'ITIN',
    isItin,
    ['912-50-1234', '900-70-0000', '999-99-9999'],
    ['912-49-1234', '912-93-1234', '812-70-1234', '912-66-1234'],
  ],
  ['NPI', isNpi, ['1234567893', '1245319599', '1679576722'], ['1234567890', '3234567893', '123456789']],
  ['DEA', isDea, ['AB1234563', 'B91234563', 'ab1234563'], ['AB1234562', 'A11234563', 'ABC123456']],
  ['MBI', isMbi, ['1EG4TE5MK73', '1EG4-TE5-MK73'], ['0EG4TE5MK73', '1SG4TE5MK73', '1EG4TE5MKA3', '1EG4TE5M73']],
  [
    'VIN',
    isVin,
    ['1HGCM82633A004352', '1M8GDM9AXKP042788'],
    ['1HGCM82633A004353', '1M8GDM9AIKP042788', '1M8GDM9AXKP04278'],
  ],
  [
    'card',
    isCard,
    ['4111111111111111', '378282246310005', '6011111111111117', '4222222222222'],
    ['4111111111111112', '1111111111111117', '411111111111'],
  ],
  ['ABA', isAba, ['021000021', '011401533', '091000019'], ['021000022', '000000000', '991000019']],
  ['IMEI', isImei, ['490154203237518'], ['490154203237519']],
  [
    'North American number',
    isNanp,
    ['212-555-0147', '1-800-555-0199', '2125550147'],
    ['112-555-0147', '211-555-0147', '212-155-0147', '911-555-0147'],
  ],
]

describe('a checksum', (test) => {
  for (const [name, check, valid, invalid] of CASES) {
    test(`of ${name} takes what is valid and nothing else`, () => {
      for (const text of valid) assert.ok(judge(check, text), `${text} is a valid ${name}`)
      for (const text of invalid) assert.ok(!judge(check, text), `${text} is no ${name}`)
    })
  }

  test('of an IBAN takes what is valid and nothing else', () => {
    const iban = (text: string): boolean => isIban(Buffer.from(text), text.length)
    for (const text of ['DE89370400440532013000', 'GB82WEST12345698765432', 'NO9386011117947'])
      assert.ok(iban(text), text)
    for (const text of ['DE89370400440532013001', 'GB82WEST12345698765433', 'DE8937040044'])
      assert.ok(!iban(text), text)
  })

  test('finds every change of one digit of an NPI, an ABA, a card and an IMEI', () => {
    const samples: readonly [Check, string][] = [
      [isNpi, '1234567893'],
      [isAba, '021000021'],
      [isCard, '4111111111111111'],
      [isImei, '490154203237518'],
    ]
    for (const [check, text] of samples) {
      for (let at = 0; at < text.length; at++) {
        for (let step = 1; step < 10; step++) {
          const digit = (Number(text[at]) + step) % 10
          assert.ok(!judge(check, text.slice(0, at) + digit + text.slice(at + 1)), `${text} changed at ${at}`)
        }
      }
    }
  })

  test('never throws, whatever the groups', () => {
    const token = fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ-/. ()'), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(token, (text) => {
        for (const [, check] of CASES) assert.equal(typeof judge(check, text), 'boolean')
      }),
      { numRuns: 500 },
    )
  })
})
