import { lintMetadata, type RuleNote, ruleNotes } from './lint-metadata.ts'
import { lintSprintf } from './lint-sprintf.ts'
import type { Opa } from './opa.ts'
import type { PolicyProject } from './project.ts'
import { parseRego } from './rego-ast.ts'
import { STAGED, withStage } from './stage.ts'
import { type Finding, ToolchainError } from './toolchain-error.ts'

/**
 * Everything that can be said about policy without running it: strict compilation against the schemas of its input
 * under the pinned capabilities, formatting, metadata of every rule, and `sprintf` that JavaScript would format
 * otherwise. Answers what is at fault; nothing where all is well.
 */
export function checkPolicy(opa: Opa, project: PolicyProject): Promise<readonly Finding[]> {
  return withStage(opa, project, async ({ folder }) => {
    const compiled = await compileFindings(opa, folder)
    if (compiled.length > 0) return compiled
    const modules = await parseRego(opa, folder, rulePaths(project))
    return [...(await formatFindings(opa, folder)), ...lintMetadata(modules), ...lintSprintf(modules)]
  })
}

/** The rules that give reasons, as they describe themselves, sorted by id. */
export function describePolicy(opa: Opa, project: PolicyProject): Promise<readonly RuleNote[]> {
  return withStage(opa, project, async ({ folder }) => ruleNotes(await parseRego(opa, folder, rulePaths(project))))
}

/** Formatted Rego of the files whose formatting is off, by path below the project. */
export function formatPolicy(opa: Opa, project: PolicyProject): Promise<ReadonlyMap<string, string>> {
  return withStage(opa, project, async ({ folder }) => {
    const formatted = new Map<string, string>()
    for (const { file } of await formatFindings(opa, folder)) {
      const { exitCode, stdout, stderr } = await opa.run(['fmt', `${STAGED.rego}/${file}`], { cwd: folder })
      if (exitCode !== 0) throw new ToolchainError('check', `${file} can't be formatted: ${stderr.slice(0, 500)}`)
      formatted.set(file, stdout)
    }
    return formatted
  })
}

async function compileFindings(opa: Opa, folder: string): Promise<readonly Finding[]> {
  const args = ['check', '--strict', '--format', 'json', '--schema', STAGED.schemas]
  const { exitCode, stdout, stderr } = await opa.run([...args, '--capabilities', STAGED.capabilities, STAGED.rego], {
    cwd: folder,
  })
  if (exitCode === 0) return []
  return readOpaErrors(stdout.trim() === '' ? stderr : stdout)
}

async function formatFindings(opa: Opa, folder: string): Promise<readonly Finding[]> {
  const { exitCode, stdout, stderr } = await opa.run(['fmt', '--fail', '--list', STAGED.rego], { cwd: folder })
  if (exitCode === 0) return []
  const files = stdout.split('\n').filter((line) => line.startsWith(`${STAGED.rego}/`))
  if (files.length === 0) throw new ToolchainError('opa-failed', `opa fmt failed: ${stderr.slice(0, 500)}`)
  return files.map((file) => ({
    file: file.slice(STAGED.rego.length + 1),
    line: 0,
    code: 'format',
    message: 'the formatting is off: run `cordon policy fmt`',
  }))
}

/** Paths of the modules that are compiled: all but tests. */
export function rulePaths(project: PolicyProject): readonly string[] {
  return [...project.rego.keys()].filter((path) => !path.endsWith('_test.rego'))
}

interface OpaError {
  readonly code?: string
  readonly message?: string
  readonly location?: { readonly file?: string; readonly row?: number }
}

/** OPA's own errors as findings, from its JSON; a text that is none becomes one finding. */
export function readOpaErrors(output: string): readonly Finding[] {
  let errors: readonly OpaError[] = []
  try {
    errors = (JSON.parse(output) as { readonly errors?: readonly OpaError[] }).errors ?? []
  } catch {
    // no JSON: OPA failed before it read the policy
  }
  if (errors.length === 0) return [{ file: '', line: 0, code: 'opa', message: output.trim().slice(0, 2000) }]
  return errors.map(({ code = 'opa', message = 'it failed', location }) => ({
    file: (location?.file ?? '').replace(`${STAGED.rego}/`, ''),
    line: location?.row ?? 0,
    code,
    message,
  }))
}
