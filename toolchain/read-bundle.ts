import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseBytes, policyDigest } from '#schemas'
import type { BuiltPolicy } from './build.ts'
import { ToolchainError } from './toolchain-error.ts'

/** Report of the tests beside a bundle. The manifest does not cover it: it says how the build went, and decides nothing. */
export const TEST_REPORT = 'tests.json'

/** Reads a built bundle and checks that its files are what its manifest says. Throws ToolchainError `build`. */
export async function readBuilt(folder: string): Promise<BuiltPolicy> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new ToolchainError('build', `${folder} can't be read: build a bundle with \`cordon policy build\``, { cause })
  })
  const files = new Map<string, Uint8Array>()
  for (const name of names.sort()) files.set(name, await readFile(join(folder, name)))
  const manifest = readManifest(folder, files)
  for (const [name, digest] of Object.entries(manifest.digests)) {
    const bytes = files.get(name)
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== digest)
      throw new ToolchainError('build', `${join(folder, name)} is not the file that its manifest names: build it again`)
  }
  const known = new Set([...Object.keys(manifest.digests), 'manifest.json', TEST_REPORT])
  return { manifest, files: new Map([...files].filter(([name]) => known.has(name))) }
}

function readManifest(folder: string, files: ReadonlyMap<string, Uint8Array>): BuiltPolicy['manifest'] {
  const bytes = files.get('manifest.json')
  if (!bytes) throw new ToolchainError('build', `${folder} is no bundle: it has no manifest.json`)
  try {
    const manifest = parseBytes('policy-manifest', bytes)
    if (policyDigest(manifest) === manifest.digest) return manifest
  } catch (cause) {
    throw new ToolchainError('build', `${join(folder, 'manifest.json')} is no manifest of policy`, { cause })
  }
  throw new ToolchainError('build', `${join(folder, 'manifest.json')} does not match its own digest: build it again`)
}
