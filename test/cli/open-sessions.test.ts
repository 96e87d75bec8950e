import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { openSessions } from '../../cli/compose/open-sessions.ts'

const ACTOR = { human: 'local|ana', agent: 'my-agent' }
const open = (session: string): Parameters<ReturnType<typeof openSessions>['see']>[0] => ({
  kind: 'session.open',
  session,
  run: 'run_1',
  actor: ACTOR,
})

describe('open sessions', (test) => {
  test('what opened and did not end is cut off, with who it was', () => {
    const sessions = openSessions(null)
    for (const name of ['ses_a', 'ses_b', 'ses_c']) sessions.see(open(name))
    sessions.see({ kind: 'session.close', session: 'ses_b' })
    sessions.see({ kind: 'session.abandoned', session: 'ses_c' })
    sessions.see({ kind: 'heartbeat' })
    const data = { reason: 'the process that held it ended without closing it' }
    assert.deepEqual(sessions.abandon(), [
      { kind: 'session.abandoned', session: 'ses_a', run: 'run_1', actor: ACTOR, data },
    ])
    assert.deepEqual(sessions.abandon(), [])
  })

  test('a snapshot and the events after it give the same, also those that it knows already', () => {
    const before = openSessions(null)
    before.see(open('ses_a'))
    before.see(open('ses_b'))
    const after = openSessions(JSON.parse(before.snapshot()))
    after.see(open('ses_b'))
    after.see({ kind: 'session.close', session: 'ses_b' })
    after.see({ kind: 'session.close', session: 'ses_never_seen' })
    assert.deepEqual(
      after.abandon().map(({ session }) => session),
      ['ses_a'],
    )
  })
})
