import { readOpaErrors } from './check.ts'
import type { Opa } from './opa.ts'
import type { PolicyProject } from './project.ts'
import { STAGED, withStage } from './stage.ts'
import { type Finding, ToolchainError } from './toolchain-error.ts'

/** How the tests of a policy went. */
export interface PolicyTestReport {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Lines of the rules that the tests ran, percent. */
  readonly coverage: number
  /** What policy.yaml asks for, percent. */
  readonly leastCoverage: number
  /** Failed tests, and lines that no test runs. */
  readonly findings: readonly Finding[]
  readonly ok: boolean
}

interface TestCase {
  readonly name: string
  readonly package: string
  readonly location: { readonly file: string; readonly row: number }
  readonly fail?: boolean
  readonly skip?: boolean
  readonly error?: unknown
}

interface Coverage {
  readonly coverage: number
  readonly files: Readonly<
    Record<string, { readonly not_covered?: readonly { readonly start: { readonly row: number } }[] }>
  >
}

const NOTHING: Coverage = { coverage: 0, files: {} }

/**
 * Runs every `test_` rule on the project's own data, and measures coverage. A policy without tests is not ok.
 * Throws ToolchainError `test` where they could not be run at all.
 */
export function testPolicy(opa: Opa, project: PolicyProject): Promise<PolicyTestReport> {
  return withStage(opa, project, async ({ folder }) => {
    const cases = await runTests<readonly TestCase[]>(opa, folder, [])
    const failed = cases.filter(({ fail, error }) => fail === true || error !== undefined)
    // With a failure OPA prints that in place of the coverage.
    const measured = failed.length > 0 ? NOTHING : await runTests<Coverage>(opa, folder, ['--coverage'])
    const skipped = cases.filter(({ skip }) => skip === true).length
    const coverage = rounded(measured.coverage)
    const leastCoverage = project.settings.coverage
    const passed = cases.length - failed.length - skipped
    return {
      passed,
      failed: failed.length,
      skipped,
      coverage,
      leastCoverage,
      findings: [...failed.map(failure), ...uncovered(measured)],
      ok: failed.length === 0 && passed > 0 && coverage >= leastCoverage,
    }
  })
}

async function runTests<Result>(opa: Opa, folder: string, options: readonly string[]): Promise<Result> {
  const args = ['test', '--format', 'json', '--capabilities', STAGED.capabilities, ...options]
  const { stdout, stderr } = await opa.run([...args, STAGED.rego, STAGED.data], { cwd: folder })
  const result = readJson(stdout)
  if (result !== null && stderr === '') return result as Result
  const findings = readOpaErrors(stderr || stdout)
  throw new ToolchainError('test', `the tests could not be run: ${findings[0]?.message ?? ''}`, { findings })
}

// A policy without tests prints nothing or `null`.
function readJson(text: string): object | null {
  if (text.trim() === '') return []
  try {
    return (JSON.parse(text) as object | null) ?? []
  } catch {
    return null
  }
}

function failure({ name, package: where, location, error }: TestCase): Finding {
  const message = `${where}.${name} ${error === undefined ? 'fails' : 'ends in an error'}`
  return { file: plain(location.file), line: location.row, code: 'test', message }
}

function uncovered({ files }: Coverage): readonly Finding[] {
  return Object.entries(files).flatMap(([file, { not_covered: ranges = [] }]) =>
    ranges.map(({ start }) => ({
      file: plain(file),
      line: start.row,
      code: 'coverage',
      message: 'no test runs this line',
    })),
  )
}

function plain(file: string): string {
  return file.replace(`${STAGED.rego}/`, '')
}

function rounded(percent: number): number {
  return Math.floor(percent * 100) / 100
}
