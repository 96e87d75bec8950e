import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { canonical, schemas } from '#schemas'
import { type Capabilities, pinCapabilities } from './capabilities.ts'
import type { Opa } from './opa.ts'
import type { PolicyProject } from './project.ts'

/** Fixed names below a staging folder. OPA is always given these, since a path leaks into the module it compiles. */
export const STAGED: Readonly<Record<'rego' | 'data' | 'schemas' | 'capabilities', string>> = Object.freeze({
  rego: 'policies',
  data: 'data.json',
  schemas: 'schemas',
  capabilities: 'capabilities.json',
})

/** A copy of a project's sources that OPA can be run in. */
export interface Stage {
  readonly folder: string
  readonly capabilities: Capabilities
}

/**
 * Copies Rego, data, schemas and pinned capabilities into a fresh folder, calls `use`, and removes it. Data stays
 * apart from the rules: beside them it would be baked into the module, and what is set at load would be ignored.
 */
export async function withStage<Result>(
  opa: Opa,
  project: PolicyProject,
  use: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-policy-'))
  try {
    const capabilities = await pinCapabilities(opa)
    const files = new Map<string, string>([
      [STAGED.data, canonical(project.data)],
      [STAGED.capabilities, capabilities.text],
    ])
    for (const [path, text] of project.rego) files.set(`${STAGED.rego}/${path}`, text)
    for (const [name, schema] of Object.entries(schemas))
      files.set(`${STAGED.schemas}/${name}.schema.json`, JSON.stringify(schema))
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await use({ folder, capabilities })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
