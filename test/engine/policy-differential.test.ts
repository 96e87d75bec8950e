// The same questions through the WASM adapter and through OPA itself: any difference is a fault of the host.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { canonical, parse } from '#schemas'
import { describe, skip } from '#test/suite'
import { readProject } from '#toolchain'
import { makeActive } from '../../engine/policy/active.ts'
import { openBundle } from '../../engine/policy/bundle.ts'
import { readResult } from '../../engine/policy/result-text.ts'
import { NO_OPA, opaOrNull, POLICIES, withFolder } from '../toolchain/projects.ts'
import { builtIn, data } from './policy-bundles.ts'
import { sqlInput } from './sql-inputs.ts'

const INPUTS = 400
const SEED = 20_261_102
const opa = await opaOrNull()

describe('the WASM adapter and opa eval', (test) => {
  if (!opa) return skip(test, 'the WASM adapter and opa eval', NO_OPA)

  test(`agree on ${INPUTS} random questions`, async () => {
    const inputs = fc.sample(sqlInput, { numRuns: INPUTS, seed: SEED })
    for (const input of inputs) parse('sql-query', input)
    const expected = await evaluated(inputs)
    assert.is(expected.length, INPUTS)
    const active = makeActive(openBundle(builtIn, { keys: [] }), 1)
    const effects = new Map<string, number>()
    const rules = new Set<string>()
    for (const [index, input] of inputs.entries()) {
      const answer = active.evaluate('sql.query', input)
      const other = readResult(canonical([{ result: expected[index] }]))
      assert.is(canonical(answer), canonical(other), canonical(input))
      effects.set(answer.effect, (effects.get(answer.effect) ?? 0) + 1)
      for (const { rule } of answer.reasons) rules.add(rule)
    }
    // The questions reach what matters, or the agreement would say little.
    for (const effect of ['allow', 'deny', 'require_approval']) assert.ok((effects.get(effect) ?? 0) >= 5, effect)
    assert.ok(rules.size >= 14, [...rules].join(' '))
  })

  test('read policy data from YAML to the same document', async () => {
    const { exitCode, stdout } = await opa.run(['eval', '--data', 'data', '--format', 'raw', 'data'], { cwd: POLICIES })
    assert.is(exitCode, 0)
    assert.is(canonical(JSON.parse(stdout)), canonical(data))
  })

  async function evaluated(inputs: readonly object[]): Promise<readonly unknown[]> {
    const project = await readProject(POLICIES)
    return await withFolder(async (folder) => {
      await mkdir(join(folder, 'rego'))
      for (const [path, text] of project.rego)
        if (!path.endsWith('_test.rego')) await writeFile(join(folder, 'rego', path.replaceAll('/', '-')), text)
      await writeFile(join(folder, 'data.json'), canonical(project.data))
      const query = '[d | some i in input; d := data.cordon.sql.decision with input as i]'
      const args = ['eval', '--data', 'rego', '--data', 'data.json', '--stdin-input', '--format', 'raw', query]
      const { exitCode, stdout, stderr } = (await opa?.run(args, { cwd: folder, stdin: JSON.stringify(inputs) })) ?? {
        exitCode: 1,
        stdout: '',
        stderr: '',
      }
      assert.is(exitCode, 0, stderr)
      return JSON.parse(stdout) as readonly unknown[]
    })
  }
})
