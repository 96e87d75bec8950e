import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BuiltPolicy, Finding, Opa, PolicyProject, PolicyTestReport } from '#toolchain'
import { type Call, group, type Option, type Run } from '../command.ts'
import { loadConfig, within } from '../config.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'

const POLICIES: Option = {
  type: 'string',
  value: 'FOLDER',
  help: 'folder of policy: policy.yaml, rules, data (./policies)',
}
const JSON_OPTION: Option = { type: 'boolean', help: 'print the outcome as JSON' }
const KEY: Option = { type: 'string', value: 'FILE', help: 'private Ed25519 key, PEM' }

export const run: Run = group('policy', 'Checks, tests, builds, signs and activates policy.', [
  {
    name: 'policy check',
    summary: 'compile strictly against the schemas; check formatting, metadata and sprintf',
    options: { policies: POLICIES, json: JSON_OPTION },
    examples: [['cordon policy check', 'checks ./policies; each finding has file and line']],
    run: check,
  },
  {
    name: 'policy test',
    summary: 'run the tests of every rule, and measure coverage',
    options: { policies: POLICIES, json: JSON_OPTION },
    examples: [['cordon policy test --json', 'results and coverage for a machine']],
    run: test,
  },
  {
    name: 'policy fmt',
    summary: 'format Rego in place',
    options: { policies: POLICIES, json: JSON_OPTION },
    examples: [['cordon policy fmt', 'rewrites what `cordon policy check` finds crooked']],
    run: format,
  },
  {
    name: 'policy build',
    summary: 'check, test and compile to a bundle, the same bytes for the same sources',
    options: {
      policies: POLICIES,
      to: { type: 'string', value: 'FOLDER', help: 'where the bundle goes (built/ in the folder of policy)' },
      key: { ...KEY, help: 'sign with this private Ed25519 key, PEM' },
      json: JSON_OPTION,
    },
    examples: [['cordon policy build --to bundle --key policy-key.pem', 'a signed bundle in ./bundle']],
    run: build,
  },
  {
    name: 'policy sign',
    summary: 'sign a built bundle, or make a key to sign with',
    usage: '[FOLDER]',
    options: {
      key: KEY,
      'new-key': { type: 'string', value: 'FILE', help: 'make a key, write it here, and print its public half' },
      json: JSON_OPTION,
    },
    examples: [
      ['cordon policy sign --new-key policy-key.pem', 'makes a key; its public half goes to policy.keys'],
      ['cordon policy sign bundle --key policy-key.pem', 'signs ./bundle'],
    ],
    run: sign,
  },
  {
    name: 'policy inspect',
    summary: 'verify a bundle and say what is in it',
    usage: '[FOLDER]',
    options: { json: JSON_OPTION },
    examples: [['cordon policy inspect bundle', 'digest, sequence, signature, entrypoints, files']],
    run: inspect,
  },
  {
    name: 'policy activate',
    summary: 'put a bundle where the engine looks for it',
    usage: 'FOLDER',
    options: {
      config: { type: 'string', value: 'FILE', help: 'configuration of the engine (./cordon.yaml)' },
      to: {
        type: 'string',
        value: 'FOLDER',
        help: 'the folder itself, in place of policy.bundle of the configuration',
      },
      json: JSON_OPTION,
    },
    examples: [['cordon policy activate bundle', 'the engine verifies it and swaps; on any fault the last one stays']],
    run: activate,
  },
])

async function check(call: Call, io: Io): Promise<number> {
  const { opa, project } = await prepare(call, io)
  const { checkPolicy } = await import('#toolchain')
  const findings = await checkPolicy(opa, project)
  if (call.flag('json')) io.out(`${JSON.stringify({ ok: findings.length === 0, findings })}\n`)
  else if (findings.length === 0) io.out(`${project.folder}: ok, ${project.rego.size} modules\n`)
  else io.err(lines(findings))
  return findings.length === 0 ? EXIT.ok : EXIT.failure
}

async function test(call: Call, io: Io): Promise<number> {
  const { opa, project } = await prepare(call, io)
  const { testPolicy } = await import('#toolchain')
  const report = await testPolicy(opa, project)
  if (call.flag('json')) io.out(`${JSON.stringify(report)}\n`)
  else {
    io.err(lines(report.findings))
    io.out(`${summary(report)}\n`)
  }
  return report.ok ? EXIT.ok : EXIT.failure
}

async function format(call: Call, io: Io): Promise<number> {
  const { opa, project } = await prepare(call, io)
  const { formatPolicy } = await import('#toolchain')
  const formatted = await formatPolicy(opa, project)
  for (const [path, text] of formatted) await writeFile(join(project.folder, path), text)
  const files = [...formatted.keys()]
  if (call.flag('json')) io.out(`${JSON.stringify({ ok: true, files })}\n`)
  else io.out(files.length === 0 ? 'nothing to do\n' : files.map((file) => `formatted ${file}\n`).join(''))
  return EXIT.ok
}

async function build(call: Call, io: Io): Promise<number> {
  const { opa, project } = await prepare(call, io)
  const toolchain = await import('#toolchain')
  const findings = await toolchain.checkPolicy(opa, project)
  if (findings.length > 0) throw new CommandError(`nothing was built:\n${lines(findings).trimEnd()}`)
  const report = await toolchain.testPolicy(opa, project)
  if (!report.ok) throw new CommandError(`nothing was built: ${summary(report)}\n${lines(report.findings).trimEnd()}`)
  const made = await toolchain.buildPolicy(opa, project)
  const key = call.text('key')
  const bundle =
    key === undefined
      ? made
      : toolchain.withManifest(made.files, toolchain.signManifest(made.manifest, await readKey(io, key)))
  const { findings: _, ...counts } = report
  const files = new Map([...bundle.files, [toolchain.TEST_REPORT, Buffer.from(`${JSON.stringify(counts)}\n`)]])
  const folder = resolve(io.cwd, call.text('to') ?? join(project.folder, 'built'))
  await toolchain.writeBundle(folder, { ...bundle, files })
  await toolchain.pinDigest(project, bundle)
  say(call, io, folder, bundle)
  return EXIT.ok
}

async function sign(call: Call, io: Io): Promise<number> {
  const [key, newKey] = [call.text('key'), call.text('new-key')]
  if ((key === undefined) === (newKey === undefined))
    throw new UsageError('either --key or --new-key is wanted; see cordon policy sign --help')
  const toolchain = await import('#toolchain')
  if (newKey !== undefined) {
    const { privateKey, publicKey } = toolchain.makeSigningKey()
    const path = resolve(io.cwd, newKey)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, privateKey, { mode: 0o600, flag: 'wx' })
    io.out(call.flag('json') ? `${JSON.stringify({ file: path, publicKey })}\n` : `${publicKey}\n`)
    io.err(`${path} is the private key: keep it off the machine that runs the engine\n`)
    return EXIT.ok
  }
  const folder = bundleFolder(call, io)
  const { manifest, files } = await toolchain.readBuilt(folder)
  const bundle = toolchain.withManifest(files, toolchain.signManifest(manifest, await readKey(io, key ?? '')))
  await toolchain.writeBundle(folder, bundle)
  say(call, io, folder, bundle)
  return EXIT.ok
}

async function inspect(call: Call, io: Io): Promise<number> {
  const { readBuilt } = await import('#toolchain')
  const folder = bundleFolder(call, io)
  say(call, io, folder, await readBuilt(folder))
  return EXIT.ok
}

async function activate(call: Call, io: Io): Promise<number> {
  if (call.positionals[0] === undefined) throw new UsageError('a FOLDER is wanted; see cordon policy activate --help')
  const { readBuilt, writeBundle } = await import('#toolchain')
  const bundle = await readBuilt(bundleFolder(call, io))
  const target = activeFolder(call, io)
  await writeBundle(target, bundle)
  say(call, io, target, bundle)
  io.err('the engine looks there on its own; it records policy.activate, or policy.refused and why\n')
  return EXIT.ok
}

function activeFolder(call: Call, io: Io): string {
  const to = call.text('to')
  if (to !== undefined) return resolve(io.cwd, to)
  const loaded = loadConfig(resolve(io.cwd, call.text('config') ?? 'cordon.yaml'))
  const bundle = loaded.config.policy?.bundle
  if (bundle === undefined)
    throw new CommandError(
      `${loaded.path} names no policy.bundle: add one, so that the engine looks there, or use --to`,
    )
  return within(loaded, bundle)
}

async function prepare(call: Call, io: Io): Promise<{ readonly opa: Opa; readonly project: PolicyProject }> {
  const { findOpa, readProject } = await import('#toolchain')
  const project = await readProject(resolve(io.cwd, call.text('policies') ?? 'policies'))
  return { project, opa: await findOpa({ env: io.env, progress: (message) => io.err(`${message}\n`) }) }
}

async function readKey(io: Io, path: string): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, path), 'utf8')
  } catch (cause) {
    throw new CommandError(`the key ${path} can't be read: make one with \`cordon policy sign --new-key ${path}\``, {
      cause,
    })
  }
}

function bundleFolder({ positionals }: Call, { cwd }: Io): string {
  return resolve(cwd, positionals[0] ?? join('policies', 'built'))
}

function say(call: Call, io: Io, folder: string, { manifest, files }: BuiltPolicy): void {
  if (call.flag('json')) {
    io.out(`${JSON.stringify({ folder, manifest })}\n`)
    return
  }
  io.out(`${manifest.name} ${manifest.revision}, sequence ${manifest.sequence}, in ${folder}
  digest       ${manifest.digest}
  signed by    ${manifest.signature?.key ?? 'nobody'}
  entrypoints  ${manifest.entrypoints.join(', ')}
  files        ${[...files].map(([name, bytes]) => `${name} (${bytes.length})`).join(', ')}
`)
}

function summary({ passed, failed, skipped, coverage, leastCoverage }: PolicyTestReport): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped; coverage ${coverage} % of at least ${leastCoverage} %`
}

function lines(findings: readonly Finding[]): string {
  return findings
    .map(({ file, line, code, message }) => `${file}${line > 0 ? `:${line}` : ''}: ${message} (${code})\n`)
    .join('')
}
