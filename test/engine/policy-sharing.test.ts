// One evaluation for requests that policy cannot tell apart: what may be shared, and what never is.
import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { canonical, type PolicyResult } from '#schemas'
import { describe, skip } from '#test/suite'
import { buildPolicy, readProject } from '#toolchain'
import { makeActive } from '../../engine/policy/active.ts'
import type { ActivePolicy } from '../../engine/policy/active-policy.ts'
import { openBundle, type PolicyBundle } from '../../engine/policy/bundle.ts'
import { PolicyError } from '../../engine/policy/policy-error.ts'
import { policyView } from '../../engine/policy/policy-view.ts'
import { createResultReader } from '../../engine/policy/result-text.ts'
import { shareEvaluations } from '../../engine/policy/shared-evaluation.ts'
import { NO_OPA, opaOrNull, withProject } from '../toolchain/projects.ts'
import { builtIn, bundleOf, data } from './policy-bundles.ts'
import { decided } from './policy-modules.ts'
import { sqlInput } from './sql-inputs.ts'

const opa = await opaOrNull()
const ENTRYPOINT = 'cordon/sql/decision'
const ALLOWED = `[{"result": ${decided('allow')}}]`

function counting(reads: readonly string[] | undefined): {
  readonly ask: (input: object) => PolicyResult
  readonly shown: string[]
} {
  const shown: string[] = []
  const module = {
    entrypoints: [ENTRYPOINT],
    evaluate: (_: string, input: string) => {
      shown.push(input)
      return ALLOWED
    },
  }
  const { evaluate } = shareEvaluations({ module, results: createResultReader(), reads })
  return { shown, ask: (input) => evaluate(ENTRYPOINT, input) }
}

const asked = (time: string, groups: readonly string[], session = 'ses_1'): object => ({
  subject: { type: 'agent', id: 'coder', properties: { groups, session } },
  action: { name: 'sql.query', properties: { phase: 'simple' } },
  resource: { type: 'postgresql', id: 'pg', properties: { database: 'clinic' } },
  context: { time, enforcer: 'pg', commitments: [] },
})

describe('a shared evaluation', (test) => {
  const READS = ['/resource/properties', '/subject/properties/groups']

  test('is made once for what differs only where policy does not look', () => {
    const { ask, shown } = counting(READS)
    const first = ask(asked('2026-01-01T00:00:00.000Z', ['a']))
    assert.is(ask(asked('2026-01-02T00:00:00.000Z', ['a'], 'ses_2')), first)
    assert.equal(shown, ['{"resource":{"properties":{"database":"clinic"}},"subject":{"properties":{"groups":["a"]}}}'])
  })

  test('is made anew for every difference in a place that policy reads', () => {
    const { ask, shown } = counting([...READS, '/context/time'])
    ask(asked('2026-01-01T00:00:00.000Z', ['a']))
    ask(asked('2026-01-01T00:00:00.001Z', ['a']))
    ask(asked('2026-01-01T00:00:00.000Z', ['b']))
    ask(asked('2026-01-01T00:00:00.000Z', ['a', 'b']))
    ask(asked('2026-01-01T00:00:00.000Z', ['a,b']))
    assert.is(shown.length, 5)
  })

  test('is not made where nobody knows what policy reads: all is shown, each time', () => {
    const { ask, shown } = counting(undefined)
    const input = asked('2026-01-01T00:00:00.000Z', ['a'])
    ask(input)
    ask(input)
    assert.equal(shown, [canonical(input), canonical(input)])
  })

  test('keeps no failure, and nothing without a bound', () => {
    let fails = true
    const module = {
      entrypoints: [ENTRYPOINT],
      evaluate: () => {
        if (fails) throw new PolicyError('evaluation', 'the policy failed on this input')
        return ALLOWED
      },
    }
    const { evaluate } = shareEvaluations({ module, results: createResultReader(), reads: READS })
    const input = asked('2026-01-01T00:00:00.000Z', ['a'])
    assert.throws(() => evaluate(ENTRYPOINT, input), /failed/)
    fails = false
    assert.is(evaluate(ENTRYPOINT, input).effect, 'allow')

    const many = counting(['/subject/properties/groups'])
    for (let each = 0; each < 3000; each++) many.ask(asked('', [String(each)]))
    many.ask(asked('', ['2999']))
    assert.is(many.shown.length, 3000)
    // The first ones made room.
    many.ask(asked('', ['0']))
    assert.is(many.shown.length, 3001)
  })

  test('shows a place on the way that is no object as it is', () => {
    const view = policyView(['/a/b', '/c', '/d/e/f'])
    assert.equal(view({ a: { b: 1, x: 2 }, c: [1], d: { e: null }, y: 1 }), { a: { b: 1 }, c: [1], d: { e: null } })
    assert.equal(view({ a: 'text', d: [{ e: 1 }] }), { a: 'text', d: [{ e: 1 }] })
    assert.equal(view({}), {})
    assert.equal(policyView(['/a', '/a/b'])({ a: { b: 1, c: 2 } }), { a: { b: 1, c: 2 } })
  })
})

describe('the built-in policy', (test) => {
  test('answers the same with everything shown and with what it reads, the first time and again', () => {
    const bundle = openBundle(builtIn, { keys: [] })
    const { reads: _, ...manifest } = bundle.manifest
    const [shared, plain] = [makeActive(bundle, 1), makeActive({ ...bundle, manifest }, 1)]
    for (const input of fc.sample(sqlInput, { numRuns: 300, seed: 20_261_124 })) {
      const expected = canonical(plain.evaluate('sql.query', input))
      assert.is(canonical(shared.evaluate('sql.query', input)), expected)
      assert.is(canonical(shared.evaluate('sql.query', structuredClone(input))), expected)
    }
  })

  test('never gives one group the answer of another, in either order', () => {
    const { golden } = bundleOf(2)
    const input = golden.find(({ name }) => name === 'one patient by key is masked for a developer')?.input as never
    const of = (groups: readonly string[]): object => {
      const { subject, ...rest } = input as { subject: { properties: object } }
      return { ...rest, subject: { ...subject, properties: { ...subject.properties, groups } } }
    }
    for (const order of [
      ['developers', 'clinicians', 'nobody'],
      ['nobody', 'clinicians', 'developers'],
    ]) {
      const active = makeActive(bundleOf(2), 1)
      const answers = new Map(order.map((group) => [group, canonical(active.evaluate('sql.query', of([group])))]))
      assert.is(new Set(answers.values()).size, 3)
      assert.match(answers.get('nobody') ?? '', '"effect":"deny"')
    }
  })

  test('another bundle begins with nothing kept', () => {
    const input = bundleOf(2).golden.find(({ effect }) => effect === 'allow')?.input ?? {}
    const closed = { ...data, access: { groups: {} } }
    const strict = bundleOf(3, { 'data.json': Buffer.from(canonical(closed)) })
    const [before, after] = [makeActive(bundleOf(2), 1), makeActive({ ...strict, golden: [] as never }, 0)]
    assert.is(before.evaluate('sql.query', input).effect, 'allow')
    assert.is(after.evaluate('sql.query', input).effect, 'deny')
    assert.is(before.evaluate('sql.query', input).effect, 'allow')
  })
})

describe('a policy of one’s own', (test) => {
  if (!opa) return skip(test, 'a policy of one’s own', NO_OPA)

  test('that reads the time is judged anew at every time', async () => {
    const policy = await built(`allowed if input.context.time < "2026-06-01T00:00:00.000Z"`)
    assert.equal(policy.reads, ['/context/time'])
    for (let turn = 0; turn < 3; turn++) {
      assert.is(policy.active.evaluate('sql.query', asked('2026-05-31T23:59:59.999Z', [])).effect, 'allow')
      assert.is(policy.active.evaluate('sql.query', asked('2026-06-01T00:00:00.000Z', [])).effect, 'deny')
    }
  })

  test('that reads the session tells sessions apart', async () => {
    const policy = await built(`allowed if input.subject.properties.session == "ses_1"`)
    for (const [session, effect] of [
      ['ses_1', 'allow'],
      ['ses_2', 'deny'],
      ['ses_1', 'allow'],
    ] as const)
      assert.is(policy.active.evaluate('sql.query', asked('', [], session)).effect, effect)
  })

  const BODIES: Readonly<Record<string, readonly [string, readonly string[] | undefined]>> = {
    'a place in brackets': ['allowed if input["context"]["time"] == ""', ['/context/time']],
    'a name of its own': ['place := input.context\n\nallowed if place.time == ""', ['/context']],
    'an import': ['import input.context as circumstances\n\nallowed if circumstances.time == ""', ['/context']],
    'a key that is not constant': ['allowed if {\n\tsome key in {"time"}\n\tinput.context[key] == ""\n}', ['/context']],
    'a key that is read itself': ['allowed if input.resource[input.action.name] == ""', ['/action/name', '/resource']],
    'a key that JSON Pointers spell otherwise': ['allowed if input.context["a/b"] == ""', ['/context']],
    'a comprehension': ['allowed if count([1 | input.context.time == ""]) == 1', ['/context/time']],
    'every and not': [
      'allowed if {\n\tnot input.context.late\n\tevery group in input.subject.properties.groups {\n\t\tgroup != input.action.name\n\t}\n}',
      ['/action/name', '/context/late', '/subject/properties/groups'],
    ],
    'another input for a rule': [
      'late if input.context.time == ""\n\nallowed if late with input.context.time as input.action.name',
      ['/action/name', '/context/time'],
    ],
    'the head of a rule': ['at[input.context.time] := 1\n\nallowed if at[""] == 1', ['/context/time']],
    'all of it, walked': ['allowed if {\n\tsome path\n\twalk(input, [path, "ses_1"])\n}', undefined],
    'all of it, handed on': ['late(all) if all.context.time == ""\n\nallowed if late(input)', undefined],
    'all of it, by a default way': ['allowed if object.get(input, ["context", "time"], "x") == ""', undefined],
    'all of it, by a key': ['allowed if input[_].time == ""', undefined],
    'all of it, in its place': ['late if input.time == ""\n\nallowed if late with input as input.context', undefined],
    nothing: ['allowed if data.open.clinic', undefined],
  }
  for (const [what, [body, reads]] of Object.entries(BODIES)) {
    test(`reads ${what}: the manifest says so`, async () => {
      assert.equal((await built(body)).reads, reads)
    })
  }

  async function built(body: string): Promise<{
    readonly active: ActivePolicy
    readonly reads: readonly string[] | undefined
  }> {
    const rules = `package cordon.sql

${body.startsWith('import') ? `${body.split('\n\n')[0]}\n` : ''}
default decision := ${decided('deny')}

decision := ${decided('allow')} if allowed

${body.startsWith('import') ? body.split('\n\n').slice(1).join('\n\n') : body}
`
    const golden = JSON.stringify([
      { name: 'none', action: 'sql.query', input: { action: {} }, effect: 'deny', rules: ['sql.x'] },
    ])
    const changes = { 'sql/decision.rego': rules, 'sql/decision_test.rego': null, 'golden.json': golden }
    const files = await withProject(changes, async (folder) => {
      if (!opa) throw new Error(NO_OPA)
      return await buildPolicy(opa, await readProject(folder))
    })
    const bundle: PolicyBundle = openBundle(files.files, { keys: [], builtIn: files.manifest.digest })
    return { active: makeActive({ ...bundle, golden: [] as never }, 0), reads: files.manifest.reads }
  }
})
