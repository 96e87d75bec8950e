import * as assert from 'uvu/assert'
import { type Approval, parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { HOLD } from './fixture.ts'
import { held, idOf, OFFICER } from './held.ts'

describe('what the officer is shown', (test) => {
  test('says what would happen', async () => {
    const { ask, engine, end } = await held()
    const { shown } = engine.approvals.get(idOf(await ask())) as Approval
    assert.equal(shown, {
      action: 'sql.query',
      target: 'clinic',
      effects: ['read', 'write'],
      relations: ['read, write public.patients (table)'],
      columns: ['selects by public.patients.id (equality)', 'writes public.patients.phone (literal)'],
      rows: 'at most 100 rows come back; narrowed by a WHERE clause; writes are not bounded by it',
      reasons: HOLD.reasons,
      statement: 'UPDATE patients SET phone = $1 WHERE id = $2',
      clipped: false,
    })
    end()
  })

  const clipped: Readonly<Record<string, [Record<string, unknown>, Record<string, unknown>]>> = {
    'a statement that is too long': [{}, { shape: 'x'.repeat(16_384) }],
    'a statement that grows too long when it is made visible': [{}, { shape: '\u202e'.repeat(4000) }],
    'no statement': [{}, { shape: '' }],
    'a statement that is no text': [{}, { shape: { toString: 'x' } }],
    'too many columns': [
      {
        columns: {
          output: [],
          written: [],
          predicate: Array.from({ length: 600 }, () => ({ relation: 'r', column: 'c', form: 'other' })),
        },
      },
      {},
    ],
    'a line that is too long': [
      {
        relations: [
          {
            name: 'r',
            kind: 'view',
            access: [],
            bases: Array.from({ length: 99 }, (_unused, index) => `base_${index}`),
          },
        ],
      },
      {},
    ],
  }
  for (const [what, [over, context]] of Object.entries(clipped)) {
    test(`${what} cannot be shown in full, so it cannot be approved, only denied`, async () => {
      const { ask, engine, end } = await held()
      const id = idOf(await ask(over, context))
      assert.is(parse('approval', engine.approvals.get(id)).shown.clipped, true)
      await rejects(engine.approvals.approve(id, OFFICER, {}), 'clipped')
      assert.is((await engine.approvals.deny(id, OFFICER, {})).state, 'denied')
      end()
    })
  }

  test('shows names that hide and reorder', async () => {
    const { ask, engine, end } = await held()
    const relations = [{ name: 'public.\u202estneitap', kind: 'table', access: ['read'], bases: [] }]
    const { shown } = engine.approvals.get(idOf(await ask({ relations }))) as Approval
    assert.equal(shown.relations, ['read public.\\u{202E}stneitap (table)'])
    end()
  })
})
