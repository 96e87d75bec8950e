import * as assert from 'uvu/assert'
import { parseStrictJson, SchemaError } from '#schemas'
import { describe } from '#test/suite'

const refused = (text: string | Uint8Array): string => {
  try {
    parseStrictJson(text)
  } catch (error) {
    assert.instance(error, SchemaError)
    return (error as SchemaError).code
  }
  throw new Error('it was taken')
}

describe('strict JSON', (test) => {
  test('takes what JSON.parse takes', () => {
    for (const text of [
      '{}',
      '[]',
      '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
      '"a:b"',
      '{"a":"\\"","b":":"}',
      ' [ {"x" : 1 } ] ',
    ]) {
      assert.equal(parseStrictJson(Buffer.from(text)), JSON.parse(text))
    }
  })

  test('refuses a duplicate key, however it is spelled', () => {
    for (const text of [
      '{"a":1,"a":2}',
      '{"x":{"a":1,"a":2}}',
      '[{"a":1,"\\u0061":2}]',
      '{"a" :1,"a"\n:2}',
      '{"__proto__":1,"__proto__":2}',
    ]) {
      assert.is(refused(text), 'json', text)
    }
  })

  test('refuses bytes that are no UTF-8, a byte order mark, a cut document, and trailing text', () => {
    assert.is(refused(Uint8Array.of(0x22, 0xff, 0x22)), 'json')
    assert.is(refused(Buffer.from('\ufeff{}')), 'json')
    assert.is(refused('{"a":1'), 'json')
    assert.is(refused('{} {}'), 'json')
    assert.is(refused(''), 'json')
  })

  test('refuses deep nesting before it recurses', () => {
    assert.is(refused('['.repeat(1_000_000)), 'json')
    assert.is(refused(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`), 'json')
    assert.equal(
      parseStrictJson(`${'['.repeat(32)}${']'.repeat(32)}`),
      JSON.parse(`${'['.repeat(32)}${']'.repeat(32)}`),
    )
  })
})
