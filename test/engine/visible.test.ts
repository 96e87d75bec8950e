import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { visible } from '#engine'
import { describe } from '#test/suite'

describe('visible text', (test) => {
  test('leaves what is drawn alone', () => {
    for (const text of ['SELECT 1', 'Größe', '患者', 'a "b" \'c\' -- d', '']) assert.is(visible(text), text)
  })

  test('shows what hides, reorders, or draws nothing', () => {
    assert.is(visible('a\u202eb'), 'a\\u{202E}b')
    assert.is(visible('a\u2066b\u2069'), 'a\\u{2066}b\\u{2069}')
    assert.is(visible('a\u200bb'), 'a\\u{200B}b')
    assert.is(visible('a\u0000b\u001b[31m'), 'a\\u{0}b\\u{1B}[31m')
    assert.is(visible('a\u{e0041}b'), 'a\\u{E0041}b')
    assert.is(visible('a\u{13430}b'), 'a\\u{13430}b')
    assert.is(visible('\ud800'), '\\u{D800}')
    assert.is(visible('one\ntwo\tthree'), 'one⏎two⇥three')
  })

  test('cannot be imitated by the text itself', () => {
    assert.is(visible('\\u{202E}'), '\\u{5C}u{202E}')
    assert.is(visible('⏎'), '\\u{23CE}')
  })

  test('is one to one, and never holds a control or format character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, two) => {
        const [shown, other] = [visible(one), visible(two)]
        assert.not.match(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u)
        assert.is(shown === other, one === two)
      }),
      { numRuns: 2000 },
    )
  })
})
