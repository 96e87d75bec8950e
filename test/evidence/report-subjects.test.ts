import * as assert from 'uvu/assert'
import { EventStream, phi } from '#test/events'
import { describe } from '#test/suite'
import { accountingOfDisclosures, type DisclosureRow } from '../../evidence/report/accounting.ts'
import { findSubject } from '../../evidence/report/subjects.ts'

const [P1, P2] = ['1'.repeat(64), '2'.repeat(64)] as const
const BEN = { human: 'clinic|ben', agent: 'codex', assurance: 'idp' } as const

function touches(): EventStream {
  return new EventStream()
    .open('ses_1')
    .decision('dec_1', 'allow')
    .effect('dec_1', 'done', {
      rows: 2,
      recipient: 'claude-code',
      purpose: 'support',
      phi: phi({ name: 2 }, {}, [P1, P2]),
    })
    .decision('dec_2', 'allow')
    .effect('dec_2', 'done', { phi: phi({ name: 1 }, {}, [P2]) })
    .decision('dec_3', 'deny', {}, { session: 'ses_2', actor: BEN })
    .effect('dec_3', 'refused', {}, { session: 'ses_2', actor: BEN })
    .decision('dec_4', 'allow', {}, { session: 'ses_2', actor: BEN })
    .effect('dec_4', 'failed', { phi: phi({ ssn: 1 }, { zip: 1 }, [P1]) }, { session: 'ses_2', actor: BEN })
}

async function rows(stream: EventStream, reference?: string): Promise<DisclosureRow[]> {
  const found: DisclosureRow[] = []
  for await (const row of accountingOfDisclosures(stream, reference)) found.push(row)
  return found
}

describe('who touched this patient', (test) => {
  test('names humans, agents, sessions, decisions, first, last and counts', async () => {
    const trail = await findSubject(touches(), P1)
    assert.equal(trail.humans, ['clinic|ana', 'clinic|ben'])
    assert.equal(trail.agents, ['claude-code', 'codex'])
    assert.equal(trail.sessions, ['ses_1', 'ses_2'])
    assert.equal(trail.decisions, ['dec_1', 'dec_4'])
    assert.is(trail.first?.n, 3)
    assert.is(trail.last?.n, 9)
    assert.equal(trail.counts.outcomes, { done: 1, failed: 1 })
    assert.equal(trail.counts.masked, { name: 2, ssn: 1 })
    assert.equal(trail.counts.released, { zip: 1 })
    assert.is(trail.complete, true)
    assert.is(trail.warning, null)
  })

  test('is empty, and complete, for a patient whom nobody touched', async () => {
    const trail = await findSubject(touches(), '9'.repeat(64))
    assert.equal([trail.humans, trail.first, trail.counts.effects, trail.complete], [[], null, 0, true])
  })

  test('says that the list may be incomplete where an effect overflowed', async () => {
    const stream = touches()
      .decision('dec_5', 'allow')
      .effect('dec_5', 'done', { phi: phi({ name: 900 }, {}, [P2], true) })
    const trail = await findSubject(stream, P1)
    assert.is(trail.complete, false)
    assert.is(trail.counts.overflowed, 1)
    assert.match(
      trail.warning ?? '',
      'may be incomplete: 1 more exchanges touched patients that their events do not list',
    )
    assert.is(
      (await findSubject(stream, P2)).complete,
      true,
      'an overflowed effect that lists the patient hides nothing',
    )
  })

  test('says so too where an effect cannot be read', async () => {
    const trail = await findSubject(touches().add('effect', { decision: 'dec_1', outcome: 'maybe' }), P1)
    assert.is(trail.complete, false)
  })

  test('names the actor by the session where the effect names none', async () => {
    const stream = new EventStream().open('ses_1').decision('dec_1', 'allow')
    stream.effect('dec_1', 'done', { phi: phi({}, {}, [P1]) }, { actor: null })
    assert.equal((await findSubject(stream, P1)).humans, ['clinic|ana'])
    stream.effect('dec_1', 'done', { phi: phi({}, {}, [P1]) }, { actor: null, session: 'ses_9' })
    assert.is((await findSubject(stream, P1)).counts.nameless, 1)
  })
})

describe('the accounting of disclosures', (test) => {
  test('has a row for each exchange that touched patients, refused ones left out', async () => {
    const found = await rows(touches())
    assert.equal(
      found.map(({ decision }) => decision),
      ['dec_1', 'dec_2', 'dec_4'],
    )
    const [first, second, third] = found
    assert.is(first?.recipient, 'claude-code')
    assert.is(first?.purpose, 'support')
    assert.is(first?.description, 'sql.query on clinic: done, 2 rows; every known identifier masked')
    assert.is(second?.purpose, null)
    assert.match(third?.description ?? '', 'released zip')
    assert.is(third?.human, 'clinic|ben')
  })

  test('is narrowed to one patient, and keeps what overflowed', async () => {
    const stream = touches()
      .decision('dec_5', 'allow')
      .effect('dec_5', 'done', { phi: phi({ name: 900 }, {}, [P2], true) })
    assert.equal(
      (await rows(stream, P1)).map(({ decision, subjectsOverflow }) => [decision, subjectsOverflow]),
      [
        ['dec_1', false],
        ['dec_4', false],
        ['dec_5', true],
      ],
    )
  })
})
