import * as assert from 'uvu/assert'
import { describe, skip } from '#test/suite'
import { describePolicy, readProject } from '#toolchain'
import { NO_OPA, opaOrNull, POLICIES } from '../toolchain/projects.ts'

const opa = await opaOrNull()
const project = await readProject(POLICIES)
const files = [...project.rego].filter(([path]) => path.startsWith('git/'))
const rules = files.filter(([path]) => !path.endsWith('_test.rego'))
const tests = files.filter(([path]) => path.endsWith('_test.rego'))

/** Rules that let something through; the others refuse or hold. */
const ALLOWS = new Set(['git.clean', 'git.fetch_granted'])

describe('the Git policy', (test) => {
  if (!opa) return skip(test, 'the Git policy', NO_OPA)

  test('gives every rule a test that it refuses or holds, and one that it lets through', async () => {
    const notes = (await describePolicy(opa, project)).filter(({ id }) => id.startsWith('git.'))
    assert.ok(notes.length >= 16, `${notes.length} rules`)
    for (const { id, hipaa } of notes) {
      assert.match(hipaa, /^45 CFR 164\.\d{3}/, id)
      const name = id.replace('git.', '')
      const named = tests.flatMap(([, text]) =>
        [...text.matchAll(new RegExp(`test_${name}_(\\w+)`, 'g'))].map(([, end]) => end ?? ''),
      )
      const isDefault = name.endsWith('default_deny')
      assert.ok(ALLOWS.has(id) || named.some((end) => /^(denies|holds)/.test(end)), `${id} has no test that it refuses`)
      assert.ok(
        isDefault || named.some((end) => /^(allows|leaves)/.test(end)),
        `${id} has no test that it lets through`,
      )
    }
  })

  test('every rule is a file beside its test', () => {
    for (const [path] of rules) {
      if (path.endsWith('/facts.rego')) continue
      assert.ok(project.rego.has(path.replace('.rego', '_test.rego')), `${path} has no test beside it`)
    }
  })
})

describe('the data of the Git policy', (test) => {
  const { git } = project.data as { git: { refused: object; unread: Record<string, string>; groups: object } }

  test('refuses classes that there are, and every identifier that no code needs', () => {
    for (const name of ['ssn', 'mrn', 'name', 'phone', 'plan-id', 'secret']) assert.ok(Object.hasOwn(git.refused, name))
  })

  test('says of every reason for which content is not read what happens', () => {
    assert.equal(Object.keys(git.unread).sort(), ['binary', 'damaged', 'encrypted', 'nested', 'too-large'])
    for (const effect of Object.values(git.unread)) assert.ok(['allow', 'hold', 'deny'].includes(effect))
  })
})
