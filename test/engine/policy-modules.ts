// Small policies, compiled for the tests of the adapter.
import { buildPolicy, type Opa, readProject } from '#toolchain'
import { withProject } from '../toolchain/projects.ts'

/** Compiles `cordon/sql/decision` from the body of a module. */
export async function compiled(opa: Opa, body: string): Promise<Uint8Array> {
  const rules = `package cordon.sql\n\n${body}\n`
  const changes = { 'sql/decision.rego': rules, 'sql/decision_test.rego': null }
  const { files } = await withProject(changes, async (folder) => buildPolicy(opa, await readProject(folder)))
  const wasm = files.get('policy.wasm')
  if (!wasm) throw new Error('no policy.wasm was built')
  return wasm
}

/** A decision in Rego, with an effect and the text of a rule for its one reason. */
export const decided = (effect: string, rule = '"sql.x"'): string =>
  `{"effect": "${effect}", "reasons": [{"rule": ${rule}, "message": "m"}], "obligations": []}`
