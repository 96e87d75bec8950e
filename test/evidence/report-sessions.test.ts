import * as assert from 'uvu/assert'
import { EventStream, phi, SOURCES } from '#test/events'
import { describe } from '#test/suite'
import type { RecordedPayload } from '../../evidence/report/payload-shelf.ts'
import { type ReplayStep, replaySession } from '../../evidence/report/replay.ts'
import { renderReplay } from '../../evidence/report/replay-text.ts'
import { listSessions } from '../../evidence/report/sessions.ts'

const DIGESTS = ['0', '1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string, string]
const FROM_ENFORCER = { session: 'ses_1', source: SOURCES.enforcer }

function payload(exchange: number, changes: Partial<RecordedPayload> & { content?: Uint8Array } = {}): RecordedPayload {
  const content = {
    statement: 'SELECT name, note\nFROM patients WHERE id = $1',
    decision: `dec_${exchange}`,
    columns: ['name', 'note'],
    rows: [
      ['[NAME]', 'seen by [NAME], mother of 2'],
      [null, 'a\u001b[2Jb\u202ec'],
    ],
    command: 'SELECT 2',
    rowsSent: 2,
  }
  return { exchange, digest: DIGESTS[exchange] ?? '', content: Buffer.from(JSON.stringify(content)), ...changes }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

function session(): EventStream {
  const stream = new EventStream().open('ses_1')
  for (const exchange of [0, 1]) {
    const reference = { exchange, digest: DIGESTS[exchange] ?? '', bytes: 100, truncated: false }
    stream.decision(`dec_${exchange}`, 'allow')
    stream.effect(`dec_${exchange}`, 'done', {
      rows: 2,
      command: 'SELECT 2',
      phi: phi({ name: 2 }),
      payload: reference,
    })
  }
  stream.decision('dec_2', 'deny').effect('dec_2', 'refused')
  return stream.add('session.close', { reason: 'the client left', exchanges: 3 }, FROM_ENFORCER)
}

async function replay(events: EventStream, payloads: readonly RecordedPayload[], id = 'ses_1'): Promise<ReplayStep[]> {
  const steps: ReplayStep[] = []
  for await (const step of replaySession(events, each(payloads), id)) steps.push(step)
  return steps
}

function exchangesOf(steps: readonly ReplayStep[]): readonly Extract<ReplayStep, { kind: 'exchange' }>[] {
  return steps.filter((step) => step.kind === 'exchange')
}

describe('the list of sessions', (test) => {
  test('says who, where, when and how much', async () => {
    const stream = session().open('ses_2', {}, { at: 100 })
    const [first, second] = await listSessions(stream)
    assert.is(first?.session, 'ses_1')
    assert.is(first?.run, 'run-1')
    assert.is(first?.human, 'clinic|ana')
    assert.is(first?.agent, 'claude-code')
    assert.is(first?.enforcer, 'clinic-pg')
    assert.is(first?.target, 'clinic')
    assert.equal([first?.exchanges, first?.denied, first?.masked], [3, 1, 4])
    assert.ok(first?.closedAt)
    assert.is(second?.closedAt, null)
  })

  test('keeps the latest where there are too many', async () => {
    const stream = new EventStream().open('ses_1').open('ses_2').open('ses_3')
    assert.equal(
      (await listSessions(stream, { most: 2 })).map(({ session: id }) => id),
      ['ses_2', 'ses_3'],
    )
  })

  test('marks what a crash cut off', async () => {
    const stream = new EventStream().open('ses_1').add('session.abandoned', { reason: 'restart' }, FROM_ENFORCER)
    assert.is((await listSessions(stream))[0]?.abandoned, true)
  })
})

describe('the replay of a session', (test) => {
  test('shows each decision with its effect and its recording, in order', async () => {
    const steps = await replay(session(), [payload(0), payload(1)])
    assert.equal(
      steps.map(({ kind }) => kind),
      ['open', 'exchange', 'exchange', 'exchange', 'close'],
    )
    const [first, , denied] = exchangesOf(steps)
    assert.is(first?.decision?.id, 'dec_0')
    assert.match(first?.statement ?? '', 'SELECT name')
    assert.is(first?.recording.state, 'matched')
    assert.is(denied?.effect?.outcome, 'refused')
    assert.is(denied?.recording.state, 'none')
  })

  test('takes the id of a run too, and leaves other sessions out', async () => {
    const stream = session().open('ses_2', {}, { run: 'run-2' })
    assert.is((await replay(stream, [], 'run-2')).length, 1)
    assert.is((await replay(stream, [], 'ses_9')).length, 0)
  })

  test('flags a recording that is not the sealed one, and withholds what it says', async () => {
    const steps = await replay(session(), [payload(0), payload(1, { digest: DIGESTS[3] })])
    const [sound, tampered] = exchangesOf(steps)
    assert.is(sound?.recording.state, 'matched')
    assert.equal(tampered?.recording, {
      state: 'unsound',
      fault: 'the recording in the store is not the one that was sealed: its digest differs',
    })
    assert.is(tampered?.statement, null)
  })

  test('flags one that is missing, unreadable, or of another decision', async () => {
    const fault = async (payloads: readonly RecordedPayload[]): Promise<string> => {
      const [first] = exchangesOf(await replay(session(), payloads))
      return first?.recording.state === 'unsound' ? first.recording.fault : ''
    }
    assert.match(await fault([]), 'not in the store')
    assert.match(await fault([payload(0, { content: Buffer.from('{"rows":7}') })]), 'cannot be read')
    assert.match(await fault([payload(0, { content: Buffer.from([0xff, 0xfe]) })]), 'cannot be read')
    assert.match(await fault([payload(0, { content: payload(1).content })]), 'another decision')
  })

  test('still tells the session where its recordings cannot be opened', async () => {
    async function* shredded(): AsyncGenerator<RecordedPayload> {
      yield payload(0)
      throw new Error('the key of this session was destroyed')
    }
    const steps: ReplayStep[] = []
    for await (const step of replaySession(session(), shredded(), 'ses_1')) steps.push(step)
    const [first, second] = exchangesOf(steps)
    assert.is(first?.recording.state, 'matched')
    assert.equal(second?.recording, { state: 'unsound', fault: 'the key of this session was destroyed' })
    assert.is(steps.at(-1)?.kind, 'close')
  })

  test('finds recordings that run ahead, and names those that no event asks for', async () => {
    const steps = await replay(session(), [payload(3), payload(1), payload(0)])
    assert.ok(
      exchangesOf(steps)
        .slice(0, 2)
        .every(({ recording }) => recording.state === 'matched'),
    )
    assert.equal(steps.at(-1), { kind: 'stray', session: null, exchange: 3, fault: 'no event names it' })
  })

  test('shows a decision that nothing was done under', async () => {
    const stream = new EventStream().open('ses_1').decision('dec_0', 'allow')
    const [left] = exchangesOf(await replay(stream, []))
    assert.is(left?.effect, null)
  })

  test('lets go of the recordings when its reader stops early', async () => {
    let returned = false
    async function* watched(): AsyncGenerator<RecordedPayload> {
      try {
        yield payload(0)
        yield payload(1)
      } finally {
        returned = true
      }
    }
    for await (const step of replaySession(session(), watched(), 'ses_1')) if (step.kind === 'exchange') break
    assert.ok(returned)
  })
})

describe('the replay as text', (test) => {
  const text = async (options = {}): Promise<string> => {
    const lines: string[] = []
    const steps = replaySession(session(), each([payload(0), payload(1, { digest: DIGESTS[3] })]), 'ses_1')
    for await (const line of renderReplay(steps, options)) lines.push(line)
    return lines.join('\n')
  }

  test('aligns tables and says what was decided, masked and done', async () => {
    const shown = await text()
    assert.match(shown, '2026-05-04 08:00:02  opened: clinic|ana through claude-code, clinic-pg → clinic (tls1.3)')
    assert.match(shown, '✓ allowed')
    assert.match(shown, '  name    note\n  ──────  ───')
    assert.match(shown, '  [NAME]  seen by [NAME], mother of 2')
    assert.match(shown, '  ∅       a')
    assert.match(shown, '✗ denied')
    assert.match(shown, 'Reading a whole PHI table is refused.')
    assert.match(shown, '✗ the recording in the store is not the one that was sealed')
    assert.match(shown, 'done · SELECT 2 · 2 rows')
  })

  test('lets no recorded content move the cursor or turn the text around', async () => {
    const shown = await text()
    assert.not.match(shown, '\u001b')
    assert.not.match(shown, '\u202e')
    assert.match(shown, 'a␛[2Jb⟨202E⟩c')
  })

  test('paints masked values as chips', async () => {
    const asIs = (part: string): string => part
    const paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: (part: string) => `«${part}»`, cyan: asIs }
    assert.match(await text({ paint }), '  «[NAME]»  seen by «[NAME]», mother of 2')
  })

  test('cuts rows and columns to the terminal, and counts the rest', async () => {
    assert.match(await text({ rows: 1 }), '1 more row recorded')
    assert.match(await text({ timeZone: 'Asia/Tokyo' }), '2026-05-04 17:00:02')
  })
})
