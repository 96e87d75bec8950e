import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { BuiltPolicy } from './build.ts'
import { ToolchainError } from './toolchain-error.ts'

/**
 * Writes a bundle to a folder, replacing the bundle that was there in two renames, so that an engine that looks
 * meanwhile finds a whole one or none. A folder that holds anything else is refused (ToolchainError `build`).
 */
export async function writeBundle(folder: string, bundle: BuiltPolicy): Promise<void> {
  const target = resolve(folder)
  await mkdir(dirname(target), { recursive: true })
  await refuseOther(target, bundle)
  const staged = await mkdtemp(join(dirname(target), `.${basename(target)}-`))
  try {
    await chmod(staged, 0o755)
    for (const [name, bytes] of bundle.files) await writeFile(join(staged, name), bytes)
    const old = join(staged, '..', `${basename(staged)}-old`)
    const had = await rename(target, old).then(
      () => true,
      () => false,
    )
    await rename(staged, target)
    if (had) await rm(old, { recursive: true })
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function refuseOther(target: string, bundle: BuiltPolicy): Promise<void> {
  const entries = await readdir(target).catch(() => [])
  const strangers = entries.filter((name) => !bundle.files.has(name))
  if (strangers.length > 0)
    throw new ToolchainError('build', `${target} holds more than a bundle (${strangers[0]}): name an empty folder`)
}
