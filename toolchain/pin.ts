import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuiltPolicy } from './build.ts'
import type { PolicyProject } from './project.ts'

/**
 * Writes the digest of the built-in bundle into the source file that policy.yaml names, from where the engine trusts
 * it without a signature. Does nothing for a project that names none.
 */
export async function pinDigest(project: PolicyProject, { manifest }: BuiltPolicy): Promise<void> {
  const { pin } = project.settings
  if (pin !== null) await writeFile(join(project.folder, pin), pinnedSource(manifest.digest))
}

function pinnedSource(digest: string): string {
  return `// Written by \`npm run policies\`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = '${digest}'
`
}
