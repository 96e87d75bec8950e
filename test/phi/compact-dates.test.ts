import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { ASK, SCAN } from '../../phi/fhir/quick-values.ts'
import { Words } from '../../phi/flow/words.ts'
import { compactDate, textOrCompactDate } from '../../phi/hl7/dates.ts'
import { quickCompactDate, quickTextOrCompactDate } from '../../phi/hl7/quick-dates.ts'
import { NO_FRAMES, NOBODY, type Occurrence } from '../../phi/structure-context.ts'
import { Random } from './generators/random.ts'

const at: Occurrence = {
  context: { subject: NOBODY, learn: null, ids: null, dates: 'redact', earliestYear: 1937, words: new Words() },
  frames: NO_FRAMES,
}

function madeUp(random: Random): string {
  const parts = ['19', '20', '18', '00', '01', '12', '13', '31', '32', '37', '36', '-', '.5', '+0100', 'x', ' ']
  const digits = Array.from({ length: random.int(1, 8) }, () => random.pick(parts.slice(0, 11))).join('')
  return random.int(0, 3) === 0 ? digits + random.pick(parts.slice(11)) + (random.int(0, 1) ? digits : '') : digits
}

describe('a compact date that is masked from its bytes', (test) => {
  test('becomes what its rule makes of it', () => {
    const random = new Random(31)
    const fixed = ['19500715-19840710', '1950', '1930', '19500715-1984071x', '195007150000', '19500715', '19000101']
    const values = [...fixed, ...Array.from({ length: 20_000 }, () => madeUp(random))]
    let settled = 0
    for (const value of values)
      for (const [rule, quick] of [
        [compactDate, quickCompactDate('hl7-date')],
        [textOrCompactDate, quickTextOrCompactDate('hl7-date')],
      ] as const) {
        const bytes = Buffer.from(`|${value}|`)
        const mask = quick(bytes, 1, 1 + value.length, at)
        if (mask === ASK) continue
        settled++
        const pieces = rule(value, at)
        if (mask === SCAN) assert.equal(pieces, 'scan', value)
        else {
          const text = mask === null ? value : Buffer.from(mask.replacement).toString()
          assert.ok(pieces !== 'scan', value)
          assert.equal(pieces[0]?.text ?? value, text, value)
        }
      }
    assert.ok(settled > 20_000)
  })
})
