import assert from 'node:assert/strict'
import type { EventDraft } from '#schemas'
import { describe } from '#test/suite'
import { keepRoom } from '../../cli/compose/kept-room.ts'

type Log = Parameters<typeof keepRoom>[0]

const ACTOR = { human: 'local|ana', agent: 'my-agent', groups: ['care'] }
const OPEN: EventDraft = { kind: 'session.open', session: 'ses_a', run: 'run_1', actor: ACTOR, data: {} }
const CLOSE: EventDraft = { kind: 'session.close', session: 'ses_a', data: {} }

/** A log that counts what is kept, and takes nothing else when it is full. */
function fakeLog(): Log & { kept: number; full: boolean; readonly taken: string[] } {
  const fake = {
    kept: 0,
    full: false,
    taken: [] as string[],
    append: (draft: EventDraft) => {
      if (fake.full) throw Object.assign(new Error('full'), { code: 'full' })
      fake.taken.push(draft.kind)
      return { bytes: Buffer.alloc(0), durable: Promise.resolve() }
    },
    reserve: (bytes: number) => {
      if (fake.full) throw Object.assign(new Error('full'), { code: 'full' })
      fake.kept += bytes
      let given = false
      const release = (): void => {
        if (!given) fake.kept -= bytes
        given = true
      }
      return {
        release,
        append: (draft: EventDraft) => {
          release()
          fake.taken.push(`${draft.kind} in room kept`)
          return { bytes: Buffer.alloc(0), durable: Promise.resolve() }
        },
      }
    },
  }
  return fake
}

function decision(id: string, session = 'ses_a'): EventDraft {
  return { kind: 'decision', session, data: { id, effect: 'allow', obligations: [] } }
}

function effect(id: string): EventDraft {
  return { kind: 'effect', session: 'ses_a', data: { decision: id, outcome: 'done' } }
}

describe('room that is kept', (test) => {
  test('for the effect of every decision, and for the end of every session, however full the log is then', () => {
    const log = fakeLog()
    const room = keepRoom(log)
    room.record(OPEN)
    for (const id of ['dec_1', 'dec_2']) room.decisions.append(decision(id))
    log.full = true
    assert.throws(() => room.decisions.append(decision('dec_3')), { code: 'full' })
    room.record(effect('dec_2'))
    room.record(effect('dec_1'))
    assert.throws(() => room.record(effect('dec_1')), { code: 'full' }, 'room for one effect was used twice')
    room.record(CLOSE)
    assert.deepEqual(log.taken.slice(-3), ['effect in room kept', 'effect in room kept', 'session.close in room kept'])
    assert.equal(log.kept, 0)
  })

  test('is given back: of a decision that is not recorded, and of what a session leaves undone', () => {
    const log = fakeLog()
    const room = keepRoom({ ...log, append: (draft) => log.append(draft), reserve: (bytes) => log.reserve(bytes) })
    room.record(OPEN)
    const before = log.kept
    const refusing = keepRoom({
      reserve: (bytes) => log.reserve(bytes),
      append: (draft) => {
        if (draft.kind === 'decision') throw new Error('broken')
        return log.append(draft)
      },
    })
    refusing.record({ ...OPEN, session: 'ses_b' })
    const opened = log.kept
    assert.throws(() => refusing.decisions.append(decision('dec_1', 'ses_b')), /broken/)
    assert.equal(log.kept, opened)
    refusing.record({ ...CLOSE, session: 'ses_b' })
    room.decisions.append(decision('dec_2'))
    assert.ok(log.kept > before)
    room.record(CLOSE)
    assert.equal(log.kept, 0)
  })

  test('for nobody whose effects are recorded elsewhere', () => {
    const log = fakeLog()
    const room = keepRoom(log)
    room.decisions.append(decision('dec_1', 'ses_elsewhere'))
    room.decisions.append({ kind: 'auth', data: {} })
    assert.equal(log.kept, 0)
    assert.deepEqual(log.taken, ['decision', 'auth'])
  })
})
