import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { canonical } from '#schemas'
import { describe } from '#test/suite'

describe('canonical JSON', (test) => {
  test('spells scalars as JSON.stringify does, whatever is in them', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 })
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
    const awkward = fc.constantFrom('"', '\\', '\u007f', '\u0000', 'a\u2028b', '\ud800', 'é', '')
    fc.assert(
      fc.property(fc.oneof(text, awkward, number, fc.boolean(), fc.constant(null)), (value) => {
        assert.is(canonical(value), JSON.stringify(value))
      }),
      { numRuns: 2000 },
    )
  })

  test('is JSON that means the same, with keys in order at every depth', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value))
        const text = canonical(plain)
        assert.equal(JSON.parse(text), plain)
        assert.is(canonical(JSON.parse(text)), text)
      }),
      { numRuns: 500 },
    )
    assert.is(canonical({ b: [{ d: 1, c: '"' }], a: undefined, A: -0 }), '{"A":0,"b":[{"c":"\\"","d":1}]}')
  })

  test('refuses what JSON cannot say', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, [undefined], { a: () => 1 }])
      assert.throws(
        () => canonical(value),
        (error: unknown) => error instanceof TypeError,
      )
  })
})
