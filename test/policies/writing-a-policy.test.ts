import { readFileSync } from 'node:fs'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, skip } from '#test/suite'
import { checkPolicy, describePolicy, readProject, testPolicy } from '#toolchain'
import { NO_OPA, opaOrNull, POLICIES, withFolder } from '../toolchain/projects.ts'

const opa = await opaOrNull()
const page = readFileSync(new URL('../../docs/writing-a-policy.md', import.meta.url), 'utf8')

describe('docs/writing-a-policy.md', (test) => {
  if (!opa) return skip(test, 'docs/writing-a-policy.md', NO_OPA)

  test('lists every rule that there is, and no other', async () => {
    const notes = await describePolicy(opa, await readProject(POLICIES))
    const listed = [...page.matchAll(/^\| `((?:sql|git|http)\.\w+)` \|/gm)].map(([, id]) => id)
    assert.equal(
      listed.sort(),
      notes.map(({ id }) => id),
    )
  })

  test('has an example that passes check and test', async () => {
    const [rule = '', its = ''] = [...page.matchAll(/```rego\n([\s\S]*?)```/g)].map(([, code]) => code)
    await withFolder(async (folder) => {
      await cp(POLICIES, folder, { recursive: true })
      await writeFile(join(folder, 'sql/claim_by_patient.rego'), rule)
      await writeFile(join(folder, 'sql/claim_by_patient_test.rego'), its)
      const project = await readProject(folder)
      assert.equal(await checkPolicy(opa, project), [])
      const before = await testPolicy(opa, await readProject(POLICIES))
      const after = await testPolicy(opa, project)
      assert.is(after.passed, before.passed + 2)
      assert.ok(after.ok)
    })
  })
})
