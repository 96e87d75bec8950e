import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import type { MaskObligation } from '#schemas'
import { describe } from '#test/suite'
import type { Field, RowPlan } from '../../enforcers/postgres/analyst.ts'
import { planRows } from '../../enforcers/postgres/plan.ts'
import { analysed, CATALOG } from './postgres-analyse-fixture.ts'
import { allow, applied, Counts, cellsOf, field, label, maskOf, texts } from './postgres-rows-fixture.ts'

const phi = createPhi()
const commit = (domain: string, value: string | Uint8Array): string => Buffer.from(`${domain} ${value}`).toString('hex')
const PATIENTS = maskOf({
  'public.patients': [
    label('ssn', 'ssn'),
    label('name', 'name'),
    label('mrn', 'mrn', 'pseudonym'),
    label('born', 'date', 'year'),
    label('note', 'free-text'),
  ],
})
const SSN = '523-45-6789'
const [TEXT, INT4, DATE, TIMESTAMPTZ, JSON_TYPE, JSONB, TEXTS, BYTEA] = [25, 23, 1082, 1184, 114, 3802, 1009, 17]

function compile(sql: string, fields: readonly Field[], mask: MaskObligation = PATIENTS): RowPlan | string {
  const planner = planRows(allow(mask), analysed(sql), { catalog: CATALOG, phi, commit })
  const plan = typeof planner === 'function' ? planner(fields) : planner
  return 'refused' in plan ? plan.refused : plan
}

function rewritten(
  sql: string,
  fields: readonly Field[],
  cells: readonly (string | Uint8Array | null)[],
  mask = PATIENTS,
) {
  const plan = compile(sql, fields, mask)
  if (typeof plan === 'string') throw new Error(plan)
  const counts = new Counts()
  const out =
    plan.kind === 'pass' ? applied({ ...plan, apply: (row) => row }, cells, counts) : applied(plan, cells, counts)
  return { out, cells: texts(out), counts }
}

describe('a plan for rows', (test) => {
  test('masks labelled columns by table and attribute number, whatever they are called', () => {
    const fields = [field('harmless', 101, 4), field('x', 101, 3), field('ssn', 101, 1, INT4)]
    const { cells, counts } = rewritten('select ssn harmless, name x, id ssn from patients', fields, [
      SSN,
      'Ann Lee',
      '7',
    ])
    assert.deepEqual(cells, ['[SSN]', '[NAME]', '7'])
    assert.deepEqual(counts.all, ['label ssn 1', 'label name 1'])
    assert.deepEqual(counts.subjects, ['7'])
  })

  test('leaves NULL as it is and counts nothing for it', () => {
    const { cells, counts } = rewritten('select ssn from patients', [field('ssn', 101, 4)], [null])
    assert.deepEqual(cells, [null])
    assert.deepEqual(counts.all, [])
  })

  test('keeps the year of a date in its own type and format', () => {
    const day = Buffer.alloc(4)
    day.writeInt32BE(-5000)
    const fields = [field('a', 101, 5, DATE), field('b', 101, 5, DATE, 1), field('c', 101, 5, TIMESTAMPTZ)]
    const { out } = rewritten('select born from patients', fields, ['1986-04-24', day, '1986-04-24 11:22:33.123+02'])
    const [text, binary, stamp] = cellsOf(out)
    assert.equal(text?.toString(), '1986-01-01')
    assert.equal(binary?.readInt32BE(), -5113)
    assert.equal(stamp?.toString(), '1986-01-01 00:00:00+00')
  })

  test('a year that tells an age above 89, BC and infinity leave nothing', () => {
    const fields = [1, 2, 3, 4].map(() => field('born', 101, 5, DATE))
    const { cells } = rewritten('select born from patients', fields, [
      '1911-05-05',
      '0044-03-15 BC',
      'infinity',
      '12024-01-01',
    ])
    assert.deepEqual(cells, [null, null, null, null])
  })

  test('reads a date in other styles', () => {
    const fields = [1, 2, 3].map(() => field('born', 101, 5, TIMESTAMPTZ))
    const { cells } = rewritten('select born from patients', fields, [
      '04/24/1986 10:20:30.1234 UTC',
      'Thu Apr 24 10:20:30 1986 UTC',
      '24.04.1986 10:20:30 UTC',
    ])
    for (const cell of cells) assert.equal(cell, '1986-01-01 00:00:00+00')
  })

  test('masks labelled columns of other types as NULL, in both formats', () => {
    for (const type of [INT4, JSON_TYPE, JSONB, TEXTS, BYTEA, 2950, 869, 16, 99_999]) {
      for (const format of [0, 1]) {
        const { cells } = rewritten('select ssn from patients', [field('ssn', 101, 4, type, format)], ['abcd'])
        assert.deepEqual(cells, [null], `${type} ${format}`)
      }
    }
  })

  test('masks text the same in both formats', () => {
    for (const type of [TEXT, 1043, 1042, 19]) {
      const { cells } = rewritten('select ssn from patients', [field('ssn', 101, 4, type, 1)], [SSN])
      assert.deepEqual(cells, ['[SSN]'])
    }
  })

  test('a pseudonym is the same for the same value, and keyed', () => {
    const fields = [field('mrn', 101, 2), field('mrn', 101, 2), field('mrn', 101, 2)]
    const { cells } = rewritten('select mrn from patients', fields, ['M1', 'M1', 'M2'])
    assert.equal(cells[0], cells[1])
    assert.match(String(cells[0]), /^\[MRN-[0-9a-f]{12}\]$/)
  })

  test('free text keeps what is no identifier', () => {
    const { cells } = rewritten('select note from patients', [field('note', 101, 6)], [`BP 120/80, SSN ${SSN}, stable`])
    assert.ok(cells[0]?.includes('stable') && !cells[0].includes('6789'), String(cells[0]))
  })

  test('masks whole what is no plain column, and a whole row', () => {
    const fields = [field('upper', 0, 0), field('max', 0, 0, INT4), field('p', 101, 0, 2249)]
    const { cells, counts } = rewritten('select upper(ssn), max(id), p from patients p', fields, ['X', '4', '(1,2)'])
    assert.deepEqual(cells, ['[ID]', null, null])
    assert.deepEqual(counts.all, ['derived other-id 1', 'derived other-id 1', 'derived other-id 1'])
  })

  test('counts and constants pass, at their own position only', () => {
    const fields = [field('count', 0, 0, 20), field('c', 0, 0), field('u', 0, 0)]
    const sql = "select count(*), 'x', upper(ssn) from patients group by ssn"
    assert.deepEqual(rewritten(sql, fields, ['12', 'x', 'y']).cells, ['12', 'x', '[ID]'])
    assert.deepEqual(rewritten(`select 1; ${sql}`, fields, ['12', 'x', 'y']).cells, [null, '[ID]', '[ID]'])
    const starred = 'select p.*, count(*) from patients p group by id'
    assert.deepEqual(rewritten(starred, [field('id', 101, 1, INT4), field('count', 0, 0, 20)], ['1', '2']).cells, [
      '1',
      null,
    ])
  })

  test('what is derived passes where policy says so, and is scanned', () => {
    const mask = maskOf({ 'public.patients': [] }, { derived: 'pass' })
    const { cells } = rewritten('select upper(note) from patients', [field('upper', 0, 0)], [`SSN ${SSN}`], mask)
    assert.ok(!cells[0]?.includes('6789'))
  })

  test('scans text that carries no label', () => {
    const mask = maskOf({}, {})
    const { cells, counts } = rewritten('select what from log', [field('what', 103, 2)], [`call SSN ${SSN} back`], mask)
    assert.deepEqual(cells, ['call SSN [SSN] back'])
    assert.deepEqual(counts.all, ['scan ssn 1'])
    assert.deepEqual(rewritten('select what from log', [field('what', 103, 2)], ['nothing here'], mask).counts.all, [])
  })

  test('a row that stays as it is comes back as the same buffer', () => {
    const plan = compile('select what from log', [field('what', 103, 2)], maskOf({}))
    assert.ok(typeof plan !== 'string')
    const row = Buffer.from(dataRowOf('plain'))
    assert.equal(plan.apply(row, new Counts()), row)
    assert.equal((compile('select id from log', [field('id', 103, 1, INT4)], maskOf({})) as RowPlan).kind, 'pass')
  })

  test('JSON stays valid, to the digit of what is not masked', () => {
    const json = `{"a": "SSN ${SSN}", "n": 12345678901234567890.10, "deep": [1e3, "x\\u0041", {"ssn": "${SSN}"}], "a": null}`
    for (const [type, format, start] of [
      [JSON_TYPE, 0, ''],
      [JSONB, 0, ''],
      [JSONB, 1, '\u0001'],
    ] as const) {
      const { cells } = rewritten(
        'select what from log',
        [field('what', 103, 2, type, format)],
        [start + json],
        maskOf({}),
      )
      const text = String(cells[0]).slice(start.length)
      assert.ok(!text.includes(SSN), text)
      assert.doesNotThrow(() => JSON.parse(text))
      assert.ok(text.includes('12345678901234567890.10') && text.includes('1e3') && text.includes('\\u0041'), text)
    }
  })

  test('values inside a syntax that is not known here go whole', () => {
    const { cells } = rewritten(
      'select what from log',
      [field('what', 103, 2, TEXTS)],
      [`{"SSN ${SSN}",b}`],
      maskOf({}),
    )
    assert.deepEqual(cells, [null])
    assert.deepEqual(rewritten('select what from log', [field('what', 103, 2, TEXTS)], ['{a,b}'], maskOf({})).cells, [
      '{a,b}',
    ])
  })

  test('such values in binary are refused, and so named only where the name is plain', () => {
    assert.equal(compile('select what from log', [field('what', 103, 2, TEXTS, 1)], maskOf({})), 'obligation')
    for (const type of [INT4, 1007, 1003, 2950, BYTEA])
      assert.notEqual(compile('select id from log', [field('id', 103, 1, type, 1)], maskOf({})), 'obligation')
    const planner = planRows(allow(maskOf({})), analysed('select what from log'), { catalog: CATALOG, phi, commit })
    assert.ok(typeof planner === 'function')
    const refusal = planner([field('Ann Lee', 103, 2, TEXTS, 1)])
    assert.ok('refused' in refusal && !refusal.message.includes('Ann'))
  })

  test('partitions take labels of their parent by name, not by number', () => {
    const mask = maskOf({ 'public.events_2024': [label('at', 'date', 'year')] })
    const fields = [field('at', 106, 1, DATE), field('id', 106, 2, INT4)]
    assert.deepEqual(rewritten('select at, id from events_2024', fields, ['1990-05-05', '3'], mask).cells, [
      '1990-01-01',
      '3',
    ])
    const parent = maskOf({ 'public.events': [label('at', 'date', 'year')] })
    assert.deepEqual(rewritten('select at, id from events_2024', fields, ['1990-05-05', '3'], parent).cells, [
      '1990-01-01',
      '3',
    ])
  })

  test('view columns are masked by name, and whole where they have none', () => {
    const mask = maskOf({ 'public.v_patients': [label('id', 'mrn')] })
    const fields = [
      field('id', 104, 1),
      field('label', 104, 2),
      field('v', 104, 0, 2249),
      field('tableoid', 104, -6, 26),
    ]
    assert.deepEqual(rewritten('select * from v_patients', fields, ['1', 'Ann', '(1,Ann)', '104'], mask).cells, [
      '[MRN]',
      '[ID]',
      null,
      '104',
    ])
  })

  test('rows of a relation that the statement does not name are masked whole', () => {
    const { cells } = rewritten(
      'select ssn from s2.patients',
      [field('ssn', 101, 4), field('what', 103, 2)],
      [SSN, 'x'],
      maskOf({}),
    )
    assert.deepEqual(cells, ['[ID]', '[ID]'])
  })

  test('an unknown relation or attribute is a stale catalog', () => {
    assert.equal(compile('select ssn from patients', [field('ssn', 4711, 1)]), 'stale')
    assert.equal(compile('select ssn from patients', [field('ssn', 101, 44)]), 'stale')
  })

  test('an obligation that cannot be met is a refusal', () => {
    const planning = { catalog: CATALOG, phi, commit }
    const cases = [
      allow(maskOf({ 'public.elsewhere': [label('x', 'ssn')] })),
      allow(maskOf({ 'public.patients': [label('ssn', 'no-such-class')] })),
      allow({ type: 'watermark' } as never),
    ]
    for (const decision of cases) {
      const planner = planRows(decision, analysed('select ssn from patients'), planning)
      assert.ok(typeof planner !== 'function' && planner.refused === 'obligation')
    }
    assert.equal(typeof planRows(allow({ type: 'rows', most: 5 }), analysed('select 1'), planning), 'function')
  })

  test('several mask obligations hold together', () => {
    const one = maskOf({ 'public.patients': [label('ssn', 'ssn', 'pseudonym')] }, { derived: 'pass', scan: false })
    const planner = planRows(allow(one, PATIENTS), analysed('select ssn, upper(ssn) from patients'), {
      catalog: CATALOG,
      phi,
      commit,
    })
    assert.ok(typeof planner === 'function')
    const plan = planner([field('ssn', 101, 4), field('upper', 0, 0)])
    assert.ok(!('refused' in plan))
    assert.deepEqual(texts(applied(plan, [SSN, 'X'], new Counts())), ['[SSN]', '[ID]'])
  })

  test('names in the catalog are not read for PHI', () => {
    const { cells } = rewritten('select relname from pg_class', [field('relname', 110, 2, 19)], [`t${SSN}`], maskOf({}))
    assert.deepEqual(cells, [`t${SSN}`])
  })
})

function dataRowOf(text: string): Buffer {
  return applied({ kind: 'pass', apply: (row) => row }, [text], new Counts())
}
