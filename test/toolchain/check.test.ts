import * as assert from 'uvu/assert'
import { describe, rejects, skip } from '#test/suite'
import { checkPolicy, describePolicy, type Finding, formatPolicy, readProject, testPolicy } from '#toolchain'
import { NO_OPA, opaOrNull, SMALL, withProject } from './projects.ts'

const opa = await opaOrNull()

/** The small project's rules with a line more. */
const rulesAnd = (more: string): string => `${SMALL['sql/decision.rego']}\n${more}`

describe('checking policy', (test) => {
  if (!opa) return skip(test, 'checking policy', NO_OPA)
  const check = (changes: Readonly<Record<string, string | null>>): Promise<readonly Finding[]> =>
    withProject(changes, async (folder) => await checkPolicy(opa, await readProject(folder)))

  test('a sound project has no findings', async () => {
    assert.equal(await check({}), [])
  })

  test('a typing error in a path of the input is found by the schema', async () => {
    const annotated = rulesAnd('x := input.resource.propertis.database\n').replace(
      'package',
      '# METADATA\n# scope: package\n# schemas:\n#   - input: schema["sql-query.schema"]\npackage',
    )
    const [finding] = await check({ 'sql/decision.rego': annotated })
    assert.is(finding?.file, 'sql/decision.rego')
    assert.ok((finding?.line ?? 0) > 0)
    assert.match(finding?.message ?? '', 'propertis')
  })

  test('a built-in that the engine does not have is found with file and line', async () => {
    const [finding] = await check({ 'sql/late.rego': 'package cordon.sql\n\nlate := time.now_ns()\n' })
    assert.equal([finding?.file, finding?.line, finding?.code], ['sql/late.rego', 3, 'rego_type_error'])
    assert.match(finding?.message ?? '', 'time.now_ns')
  })

  test('built-ins that would run and are kept out are found too', async () => {
    for (const call of [
      'regex.split("a", "b")',
      'yaml.unmarshal("a")',
      'http.send({})',
      'rand.intn("a", 2)',
      'opa.runtime()',
    ]) {
      const [finding] = await check({ 'sql/late.rego': `package cordon.sql\n\nlate := ${call}\n` })
      assert.is(finding?.code, 'rego_type_error', call)
    }
  })

  test('sprintf is found where JavaScript formats otherwise than Go', async () => {
    const wrong = ['"%v", [input]', '"%q", ["a"]', '"%5.2f", [1]', 'input.format, []', '"100%", []']
    for (const call of wrong) {
      const [finding] = await check({ 'sql/said.rego': `package cordon.sql\n\nsaid := sprintf(${call})\n` })
      assert.equal([finding?.file, finding?.line, finding?.code], ['sql/said.rego', 3, 'sprintf'], call)
    }
    const nested = 'package cordon.sql\n\nsaid if {\n\tcount(concat(sprintf("%v", [1]), ["a"])) > 1\n}\n'
    assert.is((await check({ 'sql/said.rego': nested }))[0]?.line, 4)
    assert.equal(await check({ 'sql/said.rego': 'package cordon.sql\n\nsaid := sprintf("%s %d%%", ["a", 1])\n' }), [])
  })

  test('a rule that gives a reason must say what it is', async () => {
    const bare = 'package cordon.sql\n\ndeny contains {"rule": "sql.x", "message": "No."} if {\n\tinput.x\n}\n'
    const [finding] = await check({ 'sql/bare.rego': bare })
    assert.equal([finding?.file, finding?.line, finding?.code], ['sql/bare.rego', 3, 'metadata'])
    assert.match(finding?.message ?? '', 'custom.hipaa')
  })

  test('formatting is found, and put right', async () => {
    const crooked = 'package cordon.sql\n\nx   :=  1\n'
    assert.equal(
      (await check({ 'sql/x.rego': crooked })).map(({ code }) => code),
      ['format'],
    )
    await withProject({ 'sql/x.rego': crooked }, async (folder) => {
      const formatted = await formatPolicy(opa, await readProject(folder))
      assert.equal([...formatted], [['sql/x.rego', 'package cordon.sql\n\nx := 1\n']])
    })
  })

  test('rules describe themselves', async () => {
    await withProject({}, async (folder) => {
      const notes = await describePolicy(opa, await readProject(folder))
      assert.equal(
        notes.map(({ id, hipaa }) => [id, hipaa]),
        [['sql.default_deny', '45 CFR 164.312(a)(1)']],
      )
    })
  })
})

describe('testing policy', (test) => {
  if (!opa) return skip(test, 'testing policy', NO_OPA)

  test('tests run on the data of the project', async () => {
    await withProject({}, async (folder) => {
      const { passed, failed, ok, coverage } = await testPolicy(opa, await readProject(folder))
      assert.equal([passed, failed, ok, coverage], [2, 0, true, 100])
    })
    await withProject({ 'data/open.yaml': 'open:\n  elsewhere: true\n' }, async (folder) => {
      const { failed, ok, findings } = await testPolicy(opa, await readProject(folder))
      assert.equal([failed, ok], [1, false])
      assert.equal([findings[0]?.file, findings[0]?.code], ['sql/decision_test.rego', 'test'])
      assert.match(findings[0]?.message ?? '', 'test_open_allows')
    })
  })

  test('too little coverage is not ok, and the lines are named', async () => {
    const changes = {
      'policy.yaml': `${SMALL['policy.yaml']}  coverage: 95\n`,
      'sql/more.rego': 'package cordon.sql\n\nmore := 1 if {\n\tinput.a\n\tinput.b\n}\n',
    }
    await withProject(changes, async (folder) => {
      const { ok, coverage, findings } = await testPolicy(opa, await readProject(folder))
      assert.is(ok, false)
      assert.ok(coverage < 95)
      assert.ok(findings.some(({ file, code }) => file === 'sql/more.rego' && code === 'coverage'))
    })
  })

  test('a policy without tests is not ok', async () => {
    await withProject({ 'sql/decision_test.rego': null }, async (folder) => {
      assert.is((await testPolicy(opa, await readProject(folder))).ok, false)
    })
  })

  test('tests that do not compile are an error with file and line', async () => {
    const broken = 'package cordon.sql_test\n\ntest_x if time.now_ns() > 1\n'
    await withProject({ 'sql/decision_test.rego': broken }, async (folder) => {
      const project = await readProject(folder)
      const error = await rejects(testPolicy(opa, project), 'test')
      assert.match(error.message, 'time.now_ns')
    })
  })
})

describe('reading a policy folder', (test) => {
  const read = (changes: Readonly<Record<string, string | null>>): Promise<unknown> =>
    withProject(changes, (folder) => readProject(folder))

  test('what is missing is named', async () => {
    await rejects(read({ 'policy.yaml': null }), 'project')
    await rejects(read({ 'golden.json': null }), 'project')
    await rejects(read({ 'sql/decision.rego': null, 'sql/decision_test.rego': null }), 'project')
    await rejects(readProject('/nowhere'), 'project')
  })

  test('settings are checked', async () => {
    const settings = SMALL['policy.yaml'] ?? ''
    const wrong = ['  sequence: -1\n', '  sequence: a\n', '  coverage: 101\n', '  other: 1\n', '  pin: ../../x.ts\n']
    for (const line of wrong) {
      const key = line.split(':')[0] ?? ''
      const kept = settings.split('\n').filter((known) => !known.startsWith(key))
      await rejects(read({ 'policy.yaml': `${kept.join('\n')}${line}` }), 'project')
    }
    await rejects(read({ 'policy.yaml': settings.replace('cordon/sql/decision', '--bundle') }), 'project')
    await rejects(read({ 'policy.yaml': 'name: x\n' }), 'project')
  })

  test('a data file has its own name as its one key', async () => {
    await rejects(read({ 'data/open.yaml': 'shut:\n  clinic: true\n' }), 'data')
    await rejects(read({ 'data/open.yaml': 'open: {}\nshut: {}\n' }), 'data')
  })

  test('a data file with a double key, or that is no YAML, is named with its line', async () => {
    const double = await rejects(read({ 'data/open.yaml': 'open:\n  a: true\n  a: false\n' }), 'data')
    assert.match(double.message, 'data/open.yaml:3')
    await rejects(read({ 'data/open.yaml': 'open: [\n' }), 'data')
  })

  test('a golden decision of the wrong shape is refused', async () => {
    await rejects(read({ 'golden.json': '[]' }), 'project')
    await rejects(read({ 'golden.json': '[{"name": "x"}]' }), 'project')
    await rejects(read({ 'golden.json': '[' }), 'project')
  })
})
