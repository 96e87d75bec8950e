import * as assert from 'uvu/assert'
import { describe, skip } from '#test/suite'
import { checkPolicy, describePolicy, readProject, testPolicy } from '#toolchain'
import { RESOURCE_TYPES } from '../../enforcers/http/fhir/resource-types.ts'
import { NO_OPA, opaOrNull, POLICIES } from '../toolchain/projects.ts'

const opa = await opaOrNull()
const project = await readProject(POLICIES)
/** The Git rules have a suite of their own. */
const isOurs = (path: string): boolean => path.startsWith('sql/') || path.startsWith('http/')

const rules = [...project.rego].filter(([path]) => isOurs(path) && !path.endsWith('_test.rego'))
const tests = [...project.rego].filter(([path]) => isOurs(path) && path.endsWith('_test.rego'))

describe('the policy', (test) => {
  if (!opa) return skip(test, 'the policy', NO_OPA)

  test('has nothing that check finds', async () => {
    assert.equal(await checkPolicy(opa, project), [])
  })

  test('passes its own tests, which run at least 95 % of its lines', async () => {
    const report = await testPolicy(opa, project)
    assert.equal(
      report.findings.filter(({ code }) => code === 'test'),
      [],
    )
    assert.ok(report.passed > 70, `${report.passed} tests`)
    assert.ok(report.leastCoverage >= 95)
    assert.ok(report.ok, `coverage is ${report.coverage} %`)
  })

  test('describes each of its rules, once, with the paragraph that it serves', async () => {
    const notes = await describePolicy(opa, project)
    const ids = notes.map(({ id }) => id)
    assert.is(new Set(ids).size, ids.length)
    assert.ok(ids.length >= 18)
    for (const { id, hipaa } of notes) assert.match(hipaa, /^45 CFR 164\.\d{3}/, id)
  })

  test('gives every rule a test that it refuses or holds, and one that it lets through', async () => {
    for (const { id } of await describePolicy(opa, project)) {
      const [point = '', name = ''] = id.split('.')
      if ((point !== 'sql' && point !== 'http') || !GUARDS.has(name)) continue
      const named = tests.flatMap(([path, text]) =>
        !path.startsWith(`${point}/`)
          ? []
          : [...text.matchAll(new RegExp(`test_${name}_(\\w+)`, 'g'))].map(([, end]) => end ?? ''),
      )
      assert.ok(
        named.some((end) => /^(denies|holds|answers)/.test(end)),
        `${id} has no test that it refuses`,
      )
      assert.ok(
        named.some((end) => /^(allows|lets|leaves)/.test(end)) || name === 'default_deny',
        `${id} has no test that it lets through`,
      )
    }
  })
})

describe('the allow path of the policy', (test) => {
  test('calls no regex, glob or sprintf', () => {
    for (const [path, text] of rules)
      for (const call of ['regex.', 'glob.', 'sprintf(']) assert.not.ok(text.includes(call), `${path} calls ${call}`)
  })

  test('every rule is a file beside its test', () => {
    for (const [path] of rules) {
      if (path.endsWith('/facts.rego')) continue
      assert.ok(project.rego.has(path.replace('.rego', '_test.rego')), `${path} has no test beside it`)
    }
  })
})

describe('the data of the policy', (test) => {
  test('labels name classes and transforms that a mask can do', () => {
    const { relations } = project.data['phi'] as {
      relations: Record<string, { columns: { class: string; transform: string }[] }>
    }
    const transforms = new Set(['redact', 'year', 'zip3', 'null'])
    for (const [name, { columns }] of Object.entries(relations))
      for (const { class: phi, transform } of columns) {
        assert.ok(CLASSES.has(phi), `${name}: ${phi}`)
        assert.ok(transforms.has(transform), `${name}: ${transform}`)
      }
  })

  test('groups see classes and reach relations that exist', () => {
    const { relations } = project.data['phi'] as { relations: object }
    const { groups } = project.data['access'] as { groups: Record<string, Record<'reads' | 'writes' | 'sees', object>> }
    for (const [group, { reads, writes, sees }] of Object.entries(groups)) {
      for (const name of [...Object.keys(reads), ...Object.keys(writes)])
        assert.ok(Object.hasOwn(relations, name), `${group}: ${name}`)
      for (const phi of Object.keys(sees)) assert.ok(CLASSES.has(phi), `${group}: ${phi}`)
    }
  })

  test('groups of HTTP services are those of the databases, and name resource types that FHIR has', () => {
    const { groups } = project.data['http'] as { groups: Record<string, { reads: object; writes: object }> }
    const { groups: known } = project.data['access'] as { groups: object }
    for (const [group, { reads, writes }] of Object.entries(groups)) {
      assert.ok(Object.hasOwn(known, group), group)
      for (const type of [...Object.keys(reads), ...Object.keys(writes)]) assert.ok(RESOURCE_TYPES.has(type), type)
    }
  })

  test('approvers are a group that there is, and that reads no patient data', () => {
    const { labelled_write: rule } = project.data['approvers'] as { labelled_write: { groups: string[] } }
    const { groups } = project.data['access'] as { groups: Record<string, { reads: object; sees: object }> }
    for (const name of rule.groups) assert.equal([groups[name]?.reads, groups[name]?.sees], [{}, {}])
  })

  test('what must never be set is not on the list', () => {
    const { allowed } = project.data['settings'] as { allowed: object }
    for (const name of [
      'role',
      'session_authorization',
      'client_encoding',
      'standard_conforming_strings',
      'row_security',
      'session_replication_role',
      'log_statement',
    ])
      assert.not.ok(Object.hasOwn(allowed, name), name)
  })

  test('psql finds the functions that \\d, \\dt and \\l call', () => {
    const { allowed } = project.data['functions'] as { allowed: object }
    for (const name of PSQL) assert.ok(Object.hasOwn(allowed, `pg_catalog.${name}`), name)
  })
})

/** Rules that refuse or hold; the others say why something is let through. */
const GUARDS = new Set(
  `data_incomplete default_deny no_group incomplete unknown_relation relation_not_granted forbidden_effect catalog_write function_not_allowed
  setting_not_allowed statistics_catalog bulk_export labelled_predicate derived_write write_needs_approval
  unknown_route unknown_parameter resource_not_granted operation_not_granted service_not_granted bulk_read joined_search
  identifying_search batch body_unseen body_unreadable conditional_write identifier_leaves`.split(/\s+/),
)

const CLASSES = new Set(
  `name address zip date age phone fax email ssn mrn plan-id account card licence npi vehicle device url ip biometric photo other-id
  free-text secret`.split(/\s+/),
)

const PSQL =
  `array_length array_to_string col_description format_type generate_series obj_description pg_encoding_to_char
  pg_get_constraintdef pg_get_expr pg_get_function_arguments pg_get_function_result pg_get_indexdef pg_get_partkeydef pg_get_ruledef
  pg_get_statisticsobjdef_columns pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_partition_ancestors pg_relation_is_publishable
  pg_relation_size pg_size_pretty pg_table_is_visible pg_table_size pg_type_is_visible shobj_description unnest`.split(
    /\s+/,
  )
