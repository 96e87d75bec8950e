import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { Lessons, MOST_ROWS } from '../../enforcers/postgres/rows/lessons.ts'
import { rowMasker } from '../../enforcers/postgres/rows/row-masker.ts'
import { applied, Counts } from './postgres-rows-fixture.ts'

const read = (value: Uint8Array): string => Buffer.from(value).toString('utf8')

/** A column of names that teaches, and what was taught. */
function taught(): { readonly plan: ReturnType<typeof rowMasker>; readonly names: string[] } {
  const names: string[] = []
  const lessons = new Lessons({ learn: (_, value) => names.push(value), now: () => 0, seed: 7 })
  const tag = { kind: 'fixed', phiClass: 'name', value: Buffer.from('[NAME]') } as const
  const columns = [{ by: 'label', rule: tag, subject: null, teaches: { class: 'name', read } }] as const
  return { plan: rowMasker(columns, null, lessons), names }
}

describe('rows that teach', (test) => {
  test('hand over each row once, whatever answer it comes in', () => {
    const { plan, names } = taught()
    for (const name of ['Zub', 'Quo', 'Zub']) applied(plan, [name], new Counts())
    assert.equal(names, ['Zub', 'Quo'])
  })

  test('are the first of an answer: who reads a whole table does not push out what was seen before', () => {
    const { plan, names } = taught()
    const whole = new Counts()
    for (let row = 0; row < MOST_ROWS + 5; row++) applied(plan, [`name ${row}`], whole)
    assert.is(names.length, MOST_ROWS)
    assert.is(names.at(-1), `name ${MOST_ROWS - 1}`)
    applied(plan, ['of the next answer'], new Counts())
    assert.is(names.at(-1), 'of the next answer')
  })
})
