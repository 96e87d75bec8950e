// Random policy inputs of `sql.query` that fit the schema and often enough pass the first rules.
import * as fc from 'fast-check'
import type { FindingCount, SqlQueryInput, SqlRelation, SqlStatement } from '#schemas'

const TABLES = ['patients', 'encounters', 'notes', 'observations', 'claims', 'departments'].map(
  (name) => `public.${name}`,
)
const COLUMNS = [
  'id',
  'patient_id',
  'ssn',
  'birth_date',
  'zip',
  'body',
  'author',
  'state',
  'name',
  '*',
  '?',
  'größe_€_😀',
]

/** One of the first mostly, one of the second now and then. */
function mostly<Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: odd, weight: 1 })
}

const oddName = fc
  .string({ minLength: 1, maxLength: 60, unit: 'binary' })
  .filter((text) => !/\p{Surrogate}/u.test(text))
const name = mostly(fc.constantFrom(...TABLES), oddName)
const access = fc.subarray<'read' | 'write'>(['read', 'write'], { minLength: 1 })

const relation: fc.Arbitrary<SqlRelation> = mostly<SqlRelation>(
  fc.oneof(
    fc.record({ name: fc.constantFrom(...TABLES), access }).map((table) => ({
      ...table,
      kind: 'table' as const,
      bases: [table.name],
    })),
    fc
      .record({
        name: fc.constantFrom('public.overview', 'public.days'),
        bases: fc.uniqueArray(name, { maxLength: 3 }),
      })
      .map((view) => ({
        kind: 'view' as const,
        access: ['read' as const],
        name: view.name,
        bases: [view.name, ...view.bases],
      })),
    fc
      .constantFrom(
        'pg_catalog.pg_class',
        'pg_catalog.pg_stats',
        'pg_catalog.pg_statistic_ext',
        'information_schema.columns',
      )
      .map((catalog) => ({ name: catalog, kind: 'catalog' as const, access: ['read' as const], bases: [catalog] })),
  ),
  fc.record({
    name,
    kind: fc.constantFrom('table', 'materialized-view', 'temporary', 'catalog', 'unknown'),
    access: fc.subarray<'read' | 'write' | 'ddl'>(['read', 'write', 'ddl']),
    bases: fc.array(name, { maxLength: 4 }),
  }),
)

const column = fc.constantFrom(...COLUMNS)
const where = mostly(fc.constantFrom(...TABLES, 'public.overview'), fc.constant('?'))
const columns: fc.Arbitrary<SqlStatement['columns']> = fc.record({
  output: fc.array(
    fc.record({
      position: fc.nat({ max: 9 }),
      kind: fc.constantFrom('column', 'star', 'count', 'constant', 'expression'),
      relation: where,
      column,
    }),
    { maxLength: 4 },
  ),
  predicate: fc.array(
    fc.record({
      relation: where,
      column,
      form: mostly(fc.constant('equality' as const), fc.constantFrom('join', 'other')),
    }),
    { maxLength: 3 },
  ),
  written: fc.array(
    fc.record({
      relation: where,
      column,
      source: mostly(fc.constantFrom('literal', 'parameter', 'default'), fc.constant('derived' as const)),
    }),
    { maxLength: 2 },
  ),
})

const seldom = mostly(fc.constant(false), fc.constant(true))
const groups = fc.subarray(['developers', 'analysts', 'clinicians', 'billing', 'security-officers', 'strangers'], {
  minLength: 1,
})

const statement: fc.Arbitrary<SqlStatement> = fc.record({
  database: fc.constant('clinic'),
  role: fc.constant('cordon'),
  statements: mostly(fc.integer({ min: 1, max: 3 }), fc.constant(0)),
  kinds: mostly<string[]>(fc.constant(['select']), fc.constantFrom(['show'], ['set', 'show'], ['unknown'], [])),
  effects: mostly<SqlStatement['effects'][number][]>(
    fc.subarray<'read' | 'write'>(['read', 'write'], { minLength: 1 }),
    fc.subarray<'ddl' | 'session' | 'transaction' | 'lock' | 'copy'>(['ddl', 'session', 'transaction', 'lock', 'copy']),
  ),
  complete: seldom.map((odd) => !odd),
  incomplete: mostly(fc.constant<string[]>([]), fc.array(oddName, { maxLength: 4 })),
  // One name resolves to one relation, which may be named twice.
  relations: fc
    .tuple(fc.uniqueArray(relation, { maxLength: 3, selector: (made) => made.name }), seldom)
    .map(([made, twice]) => (twice ? [...made, ...made] : made)),
  columns,
  functions: mostly(
    fc.subarray(['pg_catalog.lower', 'pg_catalog.count']),
    fc.subarray(['pg_catalog.pg_read_file', 'pg_catalog.set_config', 'public.f', 'public.größe', 'pg_catalog.sum']),
  ),
  settings: mostly(
    fc.constant<string[]>([]),
    fc.subarray(['TimeZone', 'role', 'server_version', 'search_path', 'SESSION_AUTHORIZATION']),
  ),
  filtered: mostly(fc.constant(true), fc.constant(false)),
  limit: fc.constantFrom(-1, 0, 1, 100, 101, 100_000),
  statementShape: fc.constant('0123456789abcdef'),
  parameters: fc.nat({ max: 3 }),
  findings: fc.constant<FindingCount[]>([]),
})

export const sqlInput: fc.Arbitrary<SqlQueryInput> = fc
  .record({ statement, groups, phase: fc.constantFrom('simple', 'parse', 'execute') })
  .map((made) => ({
    subject: {
      type: 'agent' as const,
      id: 'agent:coder',
      properties: {
        human: 'local|dana',
        agent: 'agent:coder',
        groups: made.groups,
        issuer: 'local',
        assurance: 'demo' as const,
        session: 'ses_1',
        run: 'run-1',
      },
    },
    action: { name: 'sql.query' as const, properties: { phase: made.phase as 'simple' } },
    resource: {
      type: 'postgresql' as const,
      id: 'clinic',
      properties: made.statement,
    },
    context: { time: '2026-11-02T10:00:00.000Z', enforcer: 'postgres', commitments: [] },
  }))
