import * as assert from 'uvu/assert'
import type { Officer } from '#engine'
import type { Approval } from '#schemas'
import { describe, rejects } from '#test/suite'
import { held, idOf, OFFICER } from './held.ts'

describe('who decides', (test) => {
  const strangers: Readonly<Record<string, Partial<Officer>>> = {
    'the human who asked': { human: 'local|ana', subject: 'ana' },
    'the same human at another issuer': { human: 'idp|ana', subject: 'ana' },
    'the same human in capitals': { human: 'idp|ANA', subject: 'ANA' },
    'the same human in full-width letters': { human: 'idp|ａｎａ', subject: 'ａｎａ' },
    'an agent of an officer': { agent: 'coder' },
    'an administrator': { role: 'admin' },
    'an auditor': { role: 'auditor' },
    'an enforcer': { role: 'enforcer' },
    'nobody in particular': { role: null },
    'an officer of another group': { groups: ['billing-officers'] },
    'an officer without groups': { groups: [] },
    'an officer who never logged in': { authentication: { amr: ['otp'] } },
  }
  for (const [who, over] of Object.entries(strangers)) {
    test(`${who} decides nothing, and the attempt is recorded`, async () => {
      const { ask, engine, log, end } = await held()
      const id = idOf(await ask())
      await rejects(engine.approvals.approve(id, { ...OFFICER, ...over }, {}), 'forbidden')
      await rejects(engine.approvals.deny(id, { ...OFFICER, ...over }, {}), 'forbidden')
      assert.is(engine.approvals.get(id)?.state, 'pending')
      const refused = log.drafts.filter(({ kind, data }) => kind === 'approval' && data['transition'] === 'refused')
      assert.is(refused.length, 2)
      assert.is(refused[0]?.data['by'], over.human ?? 'local|omar')
      end()
    })
  }

  test('a verdict is on what was shown: another digest is refused', async () => {
    const { ask, engine, end } = await held()
    const id = idOf(await ask())
    const { shownDigest } = engine.approvals.get(id) as Approval
    await rejects(engine.approvals.approve(id, OFFICER, { shownDigest: 'f'.repeat(64) }), 'changed')
    assert.is((await engine.approvals.approve(id, OFFICER, { shownDigest })).state, 'approved')
    end()
  })
})
