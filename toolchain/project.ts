import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type PolicyGolden, parse, SchemaError } from '#schemas'
import { type ProjectSettings, readData, readSettings } from './data.ts'
import { ToolchainError } from './toolchain-error.ts'

/** A folder of policy: rules and tests, data, golden decisions, and what to build from them. */
export interface PolicyProject {
  readonly folder: string
  readonly settings: ProjectSettings
  /** Rego text by path below the folder, with `/`; tests included. */
  readonly rego: ReadonlyMap<string, string>
  /** Every source by path: Rego, YAML, golden decisions. */
  readonly sources: ReadonlyMap<string, string>
  /** Policy data, by the top-level key of each file. */
  readonly data: Readonly<Record<string, unknown>>
  readonly golden: PolicyGolden
}

const MOST_FILES = 5000

/**
 * Reads `policy.yaml`, `golden.json`, `data/*.yaml` and every `*.rego`. Links are not followed; `built/` is left out.
 * Throws ToolchainError `project` or `data`, naming the file.
 */
export async function readProject(folder: string): Promise<PolicyProject> {
  const sources = new Map<string, string>()
  for (const path of await sourcePaths(folder)) sources.set(path, await readText(join(folder, path)))
  const settingsText = sources.get('policy.yaml')
  if (settingsText === undefined)
    throw new ToolchainError(
      'project',
      `${folder} is no policy folder: it has no policy.yaml. Name one with --policies`,
    )
  const rego = new Map([...sources].filter(([path]) => path.endsWith('.rego')))
  if (rego.size === 0) throw new ToolchainError('project', `${folder} has no *.rego file`)
  const yaml = [...sources].filter(([path]) => path.startsWith('data/'))
  return {
    folder,
    settings: readSettings(settingsText),
    rego,
    sources,
    data: readData(new Map(yaml)),
    golden: readGolden(folder, sources.get('golden.json')),
  }
}

async function sourcePaths(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new ToolchainError('project', `${folder} can't be read: name the folder of policy with --policies`, { cause })
  })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isSource)
    .sort()
  if (paths.length > MOST_FILES) throw new ToolchainError('project', `${folder} has more than ${MOST_FILES} sources`)
  return paths
}

function isSource(path: string): boolean {
  if (path.startsWith('built/') || path.split('/').some((part) => part.startsWith('.'))) return false
  return path.endsWith('.rego') || path === 'policy.yaml' || path === 'golden.json' || isData(path)
}

function isData(path: string): boolean {
  return path.startsWith('data/') && path.endsWith('.yaml') && path.split('/').length === 2
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new ToolchainError('project', `${path} is not UTF-8`, { cause })
  }
}

function readGolden(folder: string, text: string | undefined): PolicyGolden {
  if (text === undefined)
    throw new ToolchainError('project', `${folder} has no golden.json: an engine checks those decisions first`)
  try {
    return parse('policy-golden', JSON.parse(text))
  } catch (cause) {
    const why = cause instanceof SchemaError || cause instanceof SyntaxError ? cause.message : 'it is not readable'
    throw new ToolchainError('project', `golden.json: ${why}`, { cause })
  }
}
