import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { canonical, depthOf, isRemembered, remember } from '#schemas'
import { describe } from '#test/suite'

describe('a remembered value', (test) => {
  test('has the text it had, alone and inside others, and can never change', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as object
        const text = canonical(plain)
        assert.is(remember(plain), plain)
        assert.ok(isRemembered(plain))
        assert.is(canonical(plain), text)
        assert.is(canonical({ b: [plain], a: 1 }), `{"a":1,"b":[${text}]}`)
      }),
      { numRuns: 300 },
    )
    const deep = remember({ a: [{ b: { c: 1 } }] })
    for (const change of [
      () => Object.assign(deep, { a: 1 }),
      () => deep.a.push({ b: { c: 2 } }),
      () => Object.assign(deep.a[0]?.b ?? {}, { c: 2 }),
    ])
      assert.throws(change, /read only|not extensible/)
  })

  test('knows how deep it is, also where a part was remembered before', () => {
    assert.is(depthOf(remember({})), 1)
    const part = remember({ a: [{}] })
    assert.is(depthOf(part), 3)
    assert.is(depthOf(remember([part, 1])), 4)
    assert.is(depthOf({ a: 1 }), undefined)
  })

  test('is plain: nothing that computes its members, and nothing that JSON cannot say', () => {
    const computed = Object.defineProperty({}, 'a', { enumerable: true, get: () => Math.random() })
    for (const value of [new Date(0), new Map(), Buffer.from('a'), computed, { a: new Date(0) }, [() => 1], { a: 1n }])
      assert.throws(
        () => remember(value as object),
        (error: unknown) => error instanceof TypeError,
      )
  })
})
