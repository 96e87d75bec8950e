import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonical } from '#schemas'
import { describe } from '#test/suite'
import { isCanonicalJson } from '../../evidence/ledger/canonical-form.ts'

const DEPTH = 32
const RUNS = 400

describe('the one-pass check of canonical form', (test) => {
  test('agrees with canonical(JSON.parse(text)) on canonical values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
        assert.equal(check(canonical(value)), true)
      }),
      { numRuns: RUNS },
    )
  })

  test('agrees with it on texts with one byte changed, taken out or put in', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 0x7f }), kind: fc.nat(2) })
    const value = fc.object({ maxDepth: 3, withNullPrototype: false, withBigInt: false, withDate: false })
    fc.assert(
      fc.property(value, change, (object, { at, byte, kind }) => {
        const text = canonical(JSON.parse(JSON.stringify(object)))
        const place = at % (text.length + 1)
        const changed =
          text.slice(0, place) +
          (kind === 0 ? '' : String.fromCharCode(byte)) +
          text.slice(place + (kind === 2 ? 0 : 1))
        assert.equal(check(changed), slow(changed), changed)
      }),
      { numRuns: RUNS * 5 },
    )
  })

  test('takes exactly the canonical spellings', () => {
    const good = [
      '{}',
      '[]',
      '"\\ud800"',
      '"\\udc00\\ud800"',
      '"\\u001f"',
      '"\u007f\u2028/"',
      '0',
      '-1.5',
      '1e+21',
      '1e-7',
    ]
    const keys = [
      '{"a":1,"ab":2}',
      '{"":1,"a":2}',
      '{"\\n":1,"a":2}',
      '{"\\u0000":1,"\\b":2}',
      '{"\\\\":1,"\\\\a":2}',
      '{"\u{1f600}":1,"\ufb33":2}',
      '{"é":1,"ê":2}',
    ]
    for (const text of [...good, ...keys]) {
      assert.equal(slow(text), true, text)
      assert.equal(check(text), true, text)
    }
  })

  test('refuses every other spelling of the same value', () => {
    const numbers = ['01', '-0', '1.0', '1e21', '1E+21', '+1', '.5', '1.', '1e400', '9007199254740993']
    const strings = [
      '"\\/"',
      '"\\u0041"',
      '"\\u000a"',
      '"\\u001F"',
      '"\\ud83d\\ude00"',
      '"\\x"',
      '"a',
      '"\t"',
      '"\\u00"',
    ]
    const keys = [
      '{"b":1,"a":2}',
      '{"a":1,"a":2}',
      '{"ab":1,"a":2}',
      '{"\ufb33":1,"\u{1f600}":2}',
      '{a:1}',
      '{"a"}',
      '{"a":}',
    ]
    const forms = [
      '',
      ' {}',
      '{} ',
      '{ }',
      '[1,]',
      '[,1]',
      '[1 ]',
      '{"a":1,}',
      '[1}',
      '{"a":1]',
      'nul',
      'truex',
      '[',
      '{}{}',
      'NaN',
    ]
    for (const text of [...numbers, ...strings, ...keys, ...forms]) {
      assert.equal(slow(text), false, text)
      assert.equal(check(text), false, text)
    }
  })

  test('counts depth and does not recurse', () => {
    assert.equal(check('['.repeat(DEPTH) + ']'.repeat(DEPTH)), true)
    assert.equal(check('['.repeat(DEPTH + 1) + ']'.repeat(DEPTH + 1)), false)
    assert.equal(check('['.repeat(1_000_000)), false)
    assert.equal(check(`"${'['.repeat(DEPTH + 1)}"`), true)
  })
})

function check(text: string): boolean {
  return isCanonicalJson(Buffer.from(text), DEPTH)
}

function slow(text: string): boolean {
  try {
    return canonical(JSON.parse(text)) === text
  } catch {
    return false
  }
}
