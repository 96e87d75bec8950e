import * as assert from 'uvu/assert'
import { phi, query } from '#test/events'
import { control } from '#test/report'
import { describe } from '#test/suite'
import { exchanges } from './report-exchanges.ts'

describe('514(d): minimum necessary', (test) => {
  const id = '514-d'
  const answer = (data: object, input = query()) =>
    exchanges()
      .decision('dec_3', 'allow', { input })
      .effect('dec_3', 'done', data as never)

  test('is supported where PHI was masked, and counts classes and denied bulk reads', async () => {
    const found = await control(id, answer({ phi: phi({ ssn: 900, name: 1100 }, { zip: 500 }), purpose: 'support' }))
    assert.is(found.status, 'supported')
    assert.match(found.finding, 'masked name 1,100 and ssn 900; released zip 500 (80 % of values masked)')
    assert.match(found.finding, '1 bulk read was denied')
  })

  test('is an exception where PHI was released for no stated purpose', async () => {
    const found = await control(id, answer({ phi: phi({}, { ssn: 1 }) }))
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'released ssn without a stated purpose')
  })

  test('is an exception where PHI was released in bulk without an approval', async () => {
    const found = await control(
      id,
      answer({ phi: phi({}, { ssn: 1 }), purpose: 'support' }, query({ filtered: false })),
    )
    assert.match(found.exceptions[0]?.note ?? '', 'that nothing bounds')
  })

  test('is insufficient where no exchange held PHI', async () => {
    assert.is((await control(id, answer({ phi: phi() }))).status, 'insufficient')
  })
})

describe('528: accounting of disclosures', (test) => {
  const id = '528'
  const whole = { purpose: 'support', recipient: 'claude-code (private)' }
  const answer = (data: object) =>
    exchanges()
      .decision('dec_3', 'allow')
      .effect('dec_3', 'done', data as never)

  test('is supported where every exchange says to whom, about whom and why', async () => {
    assert.is((await control(id, answer({ ...whole, phi: phi({ name: 1 }, {}, ['p1']) }))).status, 'supported')
  })

  test('is an exception where PHI went out without recipient or purpose', async () => {
    const found = await control(id, answer({ phi: phi({ name: 1 }, { zip: 1 }, ['p1']) }))
    assert.match(found.exceptions[0]?.note ?? '', 'no recipient and no purpose')
  })

  test('is insufficient where they are missing and everything was masked', async () => {
    const found = await control(id, answer({ recipient: 'claude-code', phi: phi({ name: 1 }, {}, ['p1']) }))
    assert.is(found.status, 'insufficient')
    assert.is(found.exceptions.length, 0)
  })

  test('is insufficient where patients overflowed, or released PHI names no patient, or nothing touched any', async () => {
    const overflow = answer({ ...whole, phi: phi({ name: 300 }, {}, ['p1'], true) })
    assert.is((await control(id, overflow)).status, 'insufficient')
    assert.is((await control(id, answer({ ...whole, phi: phi({}, { ssn: 1 }) }))).status, 'insufficient')
    assert.is((await control(id, exchanges())).status, 'insufficient')
  })
})
