import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import type { Analysis, Key } from '../../enforcers/postgres/analysis.ts'
import { rememberingAnalyse } from '../../enforcers/postgres/analysis-memory.ts'
import { standFor } from '../../enforcers/postgres/stand-for.ts'
import { analysed, judge } from './postgres-analyse-fixture.ts'

/** `relations: column=value`, one a touch; `$n` for parameters, `-` for what cannot be read. */
function touches({ touches: found = [], literals }: Analysis): string {
  const value = (key: Key): string =>
    'parameter' in key ? `$${key.parameter}${key.bare ? '' : '::'}` : (literals[key.literal] ?? '-')
  return found
    .map(({ relations, keys }) => {
      const named = keys.map((key) => `${key.relation.replace('public.', '')}.${key.column}=${value(key)}`)
      return `${relations.map((name) => name.replace('public.', '')).join('+') || '*'}: ${named.join(' ')}`.trim()
    })
    .join(' | ')
}

const CASES: readonly (readonly [sql: string, expected: string])[] = [
  ['select reason from encounters where patient_id = 17', 'encounters: encounters.patient_id=17'],
  ["select reason from encounters where '17' = patient_id", 'encounters: encounters.patient_id=17'],
  ['select reason from encounters e where e.patient_id = $2', 'encounters: encounters.patient_id=$2'],
  ['select reason from encounters where patient_id in (17)', 'encounters: encounters.patient_id=17'],
  [
    'select reason from encounters where patient_id in (17, $1, 18)',
    'encounters: encounters.patient_id=17 encounters.patient_id=$1 encounters.patient_id=18',
  ],
  ['select reason from encounters where patient_id in (17, 18 + 0)', 'encounters:'],
  ['select reason from encounters where patient_id not in (17, 18)', 'encounters:'],
  ['select reason from encounters where patient_id in (17, 18) or id = 3', 'encounters:'],
  [
    'select reason from encounters where patient_id in (select id from patients where id = 17)',
    'patients: patients.id=17 | encounters:',
  ],
  ['select reason from encounters where patient_id = 17 or id = 3', 'encounters:'],
  ['select reason from encounters where not patient_id = 17', 'encounters:'],
  ['select reason from encounters where patient_id > 17', 'encounters:'],
  ['select reason from encounters where patient_id = any(array[17])', 'encounters:'],
  [
    "select reason from encounters where day = 'é' and (id = 3 and patient_id = 17)",
    'encounters: encounters.day=é encounters.id=3 encounters.patient_id=17',
  ],
  // Every way to write a literal, and what the server reads.
  ["select id from patients where mrn = U&'\\004d!0031' and id = 3", 'patients: patients.mrn=M!0031 patients.id=3'],
  ["select id from patients where mrn = U&'!004d1' uescape '!' and id = 3", 'patients: patients.mrn=M1 patients.id=3'],
  ['select id from patients where mrn = $a$M$1$a$', 'patients: patients.mrn=M$1'],
  ["select id from patients where mrn = e'\\x4d1'", 'patients: patients.mrn=M1'],
  ["/* '9' */ select id from patients where mrn = 'O''1' -- '9'", "patients: patients.mrn=O'1"],
  ['select id from patients where id = -5', 'patients: patients.id=-'],
  ['select id from patients where id = null', 'patients: patients.id=-'],
  // A cast that may make another value of it makes no key.
  ["select id from patients where id = '17'::int", 'patients: patients.id=17'],
  ["select id from patients where id = cast('17' as bigint)", 'patients: patients.id=17'],
  ["select id from patients where id = int '17'", 'patients: patients.id=17'],
  ['select id from patients where id = $1::text::int', 'patients: patients.id=$1::'],
  ["select id from patients where id = '17'::varchar(1)::int", 'patients:'],
  ['select id from patients where id = 17::bit(3)::int', 'patients:'],
  ["select id from patients where mrn = '017'::int::text", 'patients:'],
  ["select id from patients where mrn = 'M1'::text", 'patients: patients.mrn=M1'],
  ['select id from patients where id::text = $1', 'patients:'],
  // Joined relations are read together, others apart.
  [
    'select n.reason from encounters n join patients p on p.id = n.patient_id where p.id = 17',
    'encounters+patients: patients.id=17',
  ],
  ['select p.id from encounters n join patients p on p.id = n.patient_id', 'encounters+patients:'],
  ['select e.reason from encounters e, patients p where p.id = 17', 'encounters: | patients: patients.id=17'],
  [
    'select e.reason from patients p left join encounters e on e.patient_id = p.id where p.id = 17',
    'patients+encounters: patients.id=17',
  ],
  // Of the rows that an outer join keeps in any case, its condition names none.
  [
    'select p.name from patients p left join encounters e on e.patient_id = 17',
    '*: encounters.patient_id=17 | patients: | encounters:',
  ],
  [
    'select reason from encounters where patient_id = 17 union all select reason from encounters where id = 3',
    'encounters: encounters.patient_id=17 | encounters: encounters.id=3',
  ],
  [
    'select (select count(*) from encounters e where e.patient_id = p.id) from patients p where p.id = 17',
    'patients: patients.id=17',
  ],
  [
    'select reason from encounters where id in (select id from events where patient_id = 17)',
    'events: events.patient_id=17 | encounters:',
  ],
  [
    'with x as (select * from encounters) select reason from x where patient_id = 17',
    'encounters: | *: encounters.patient_id=17',
  ],
  ['select 1', ''],
  ["select relname from pg_class where relname = 'x'", '*: pg_catalog.pg_class.relname=x'],
  // Writes.
  [
    "insert into encounters (patient_id, reason) values (17, 'x')",
    'encounters: encounters.patient_id=17 encounters.reason=x',
  ],
  [
    'insert into encounters (patient_id) values (17), ($1)',
    'encounters: encounters.patient_id=17 encounters.patient_id=$1',
  ],
  [
    'insert into encounters (patient_id, id) values (17, 1), (default, 2)',
    'encounters: encounters.id=1 encounters.id=2 | *: encounters.patient_id=17',
  ],
  ['insert into encounters values (1, 17)', 'encounters: encounters.id=1 encounters.patient_id=17'],
  ['insert into encounters default values', 'encounters:'],
  [
    'insert into encounters (id, patient_id) values (1, 17) on conflict (id) do update set day = null',
    'encounters: encounters.id=1 encounters.patient_id=17 | *: encounters.day=- | encounters: encounters.id=1',
  ],
  [
    'insert into encounters (id, patient_id) values (1, 17) on conflict do nothing',
    'encounters: encounters.id=1 encounters.patient_id=17',
  ],
  ["update encounters set reason = 'x' where id = 3", 'encounters: encounters.id=3 | *: encounters.reason=x'],
  [
    'update encounters set patient_id = 18 where patient_id = 17',
    'encounters: encounters.patient_id=17 | *: encounters.patient_id=18',
  ],
  ['delete from encounters where patient_id = $1', 'encounters: encounters.patient_id=$1'],
  ['truncate encounters, log', 'encounters: | log:'],
  // Only explained, prepared or declared, nothing is touched yet.
  ['explain select * from encounters where patient_id = 17', ''],
  ['explain analyze select * from encounters where patient_id = 17', 'encounters: encounters.patient_id=17'],
  ['prepare q as select * from encounters where patient_id = 17', ''],
]

describe('what a statement touches', (test) => {
  for (const [sql, expected] of CASES)
    test(sql, () => {
      const found = touches(analysed(sql))
      assert.equal(found, expected)
    })

  test('is known of a remembered form by its own values', () => {
    let parsed = 0
    const { analyse } = rememberingAnalyse((sql, path) => {
      parsed++
      return judge(sql, path)
    })
    for (const value of ['17', '18', '9']) {
      const sql = `select reason from encounters where day = 'a' and patient_id = ${value}`
      const found = analyse(sql, ['public'])
      assert.ok(!('code' in found))
      assert.equal(touches(found), `encounters: encounters.day=a encounters.patient_id=${value}`)
    }
    assert.equal(parsed, 1)
  })

  test('is not remembered where it is a long list', () => {
    let parsed = 0
    const { analyse } = rememberingAnalyse((sql, path) => {
      parsed++
      return judge(sql, path)
    })
    const sql = `insert into log (what) values ${Array(300).fill("('x')").join(',')}`
    for (let round = 0; round < 2; round++) analyse(sql, ['public'])
    assert.equal(parsed, 2)
  })

  test('is for EXECUTE and FETCH that of what they stand for', () => {
    const meant = preparedBy("prepare q as select reason from encounters where day = 'a' and patient_id = 17")
    assert.equal(
      touches(standFor(analysed('execute q(99)'), meant)),
      'encounters: encounters.day=a encounters.patient_id=17',
    )
    const bound = preparedBy('prepare q as select reason from encounters where patient_id = $1')
    assert.equal(touches(standFor(analysed('execute q(17)'), bound)), 'encounters: encounters.patient_id=-')
    const cursor = preparedBy('declare c cursor for select reason from encounters where patient_id = 17')
    assert.equal(touches(standFor(analysed('fetch 5 from c'), cursor)), 'encounters: encounters.patient_id=17')
  })

  test('keeps its own values beside those of two statements that it runs', () => {
    const sql = "execute a; execute b; select reason from encounters where patient_id = 19 and day = 'z'"
    const [a, b] = ['17', '18'].map((id) => preparedBy(`prepare q as delete from events where patient_id = ${id}`))
    assert.ok(a && b)
    const all = standFor(standFor(analysed(sql), a), b)
    assert.equal(
      touches(all),
      'events: events.patient_id=18 | events: events.patient_id=17 | encounters: encounters.patient_id=19 encounters.day=z',
    )
  })
})

function preparedBy(sql: string): Analysis {
  for (const step of analysed(sql).steps) if (step.kind === 'prepare' || step.kind === 'declare') return step.analysis
  throw new Error(`${sql} makes no name`)
}
