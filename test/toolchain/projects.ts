// What the policy tests share: OPA where it can be had, and small projects made of texts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOpa, type Opa } from '#toolchain'

export const POLICIES: string = fileURLToPath(new URL('../../policies', import.meta.url))
export const NO_OPA = 'OPA is not here; bring it with `node cli/cordon.js policy check`'

/** OPA, installed under CI where it must be there; null where it is not. */
export async function opaOrNull(): Promise<Opa | null> {
  try {
    return await findOpa({ env: process.env, install: process.env['CI'] === 'true' })
  } catch {
    return null
  }
}

const SETTINGS = `policy:
  name: small
  sequence: 3
  entrypoints:
    - cordon/sql/decision
`

const RULES = `package cordon.sql

# METADATA
# title: Nothing
# description: Refuses all but one database.
# custom:
#   id: sql.default_deny
#   hipaa: 45 CFR 164.312(a)(1)
default decision := {
	"effect": "deny",
	"reasons": [{"rule": "sql.default_deny", "message": "No."}],
	"obligations": [],
}

decision := {
	"effect": "allow",
	"reasons": [{"rule": "sql.open", "message": "Yes."}],
	"obligations": [],
} if {
	data.open[input.resource.properties.database]
}
`

const TESTS = `package cordon.sql_test

import data.cordon.sql

test_open_allows if {
	sql.decision.effect == "allow" with input.resource.properties.database as "clinic"
}

test_closed_denies if {
	sql.decision.effect == "deny" with input.resource.properties.database as "other"
}
`

const GOLDEN = [
  {
    name: 'no database',
    action: 'sql.query',
    input: { resource: { properties: { database: 'other' } } },
    effect: 'deny',
    rules: ['sql.default_deny'],
  },
  {
    name: 'an open database',
    action: 'sql.query',
    input: { resource: { properties: { database: 'clinic' } } },
    effect: 'allow',
    rules: ['sql.open'],
  },
]

/** A project that is all right, by path; a test replaces what it is about. */
export const SMALL: Readonly<Record<string, string>> = {
  'policy.yaml': SETTINGS,
  'golden.json': JSON.stringify(GOLDEN),
  'sql/decision.rego': RULES,
  'sql/decision_test.rego': TESTS,
  'data/open.yaml': 'open:\n  clinic: true\n',
}

/** Writes a project to a fresh folder, calls `use`, and removes it. A path whose text is null is left out. */
export async function withProject<Result>(
  changes: Readonly<Record<string, string | null>>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  return await withFolder(async (folder) => {
    for (const [path, text] of Object.entries({ ...SMALL, ...changes })) {
      if (text === null) continue
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await use(folder)
  })
}

export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-test-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
