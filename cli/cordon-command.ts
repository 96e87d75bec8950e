import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PACKAGE_ROOT } from './package-root.ts'

/**
 * How another process calls `cordon`: absolute paths of node and of the script, so that it works with any PATH and in any
 * folder. From the sources, with what makes node read them.
 */
export function cordonCommand(): readonly string[] {
  const isSource = fileURLToPath(import.meta.url).endsWith('.ts')
  if (!isSource) return [process.execPath, join(PACKAGE_ROOT, 'cli', 'cordon.js')]
  return [process.execPath, ...process.execArgv, join(PACKAGE_ROOT, 'cli', 'main.ts')]
}
