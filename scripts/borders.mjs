// Who may import whom: the one table from which the linter's import borders in biome.json are made.
//   node scripts/borders.mjs           writes biome.json
//   node scripts/borders.mjs --check   fails when biome.json is stale, or when a border no longer bites
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const DOORS = ['schemas', 'phi', 'engine', 'evidence', 'enforcers', 'toolchain', 'clinic']

/** Folder → doors it may enter. cli/ is the composition root: the only place where everybody meets. */
const MAY_ENTER = {
  schemas: [],
  phi: ['schemas'],
  engine: ['schemas'],
  evidence: ['schemas'],
  enforcers: ['schemas', 'phi'],
  toolchain: ['schemas'],
  'examples/clinic': ['schemas'],
  cli: DOORS,
}

/** Packages that one place, or a few, may import, and why. */
const KEPT = {
  '@open-policy-agent/opa-wasm': ['engine/policy/wasm.ts', 'one adapter guards every trap of the SDK'],
  'libpg-query': ['enforcers/postgres/parser.ts', '138 MB: loaded by the PostgreSQL enforcer alone'],
  ajv: ['schemas/parse.ts', 'documents are checked in one place'],
  fastify: ['engine/server', 'only the engine serves an API'],
  jose: ['engine/identity', 'tokens are made and checked in one place'],
  kafkajs: ['evidence/stream/kafka', 'brokers are met in one place'],
  '@aws-sdk/client-s3': ['evidence/store/s3', 'S3 is met in one place'],
  yaml: [['cli', 'toolchain'], 'YAML is read at the edge'],
}

/** Enforcers may use these siblings, and never each other. */
const SHARED_ENFORCER_FOLDERS = ['wire', 'engine-client']
const ENFORCERS = ['postgres', 'git', 'http']

const COMMON_OVERRIDES = [
  {
    includes: ['cli/**', 'scripts/**', 'test/**', 'bench/**', 'examples/**', 'schemas/generate.ts'],
    linter: { rules: { suspicious: { noConsole: 'off' }, style: { noProcessEnv: 'off' } } },
  },
  {
    includes: ['test/**', 'bench/**'],
    linter: { rules: { complexity: { noExcessiveLinesPerFunction: 'off', noExcessiveCognitiveComplexity: 'off' } } },
  },
  { includes: ['schemas/types.ts'], linter: { enabled: false }, formatter: { enabled: false } },
]

const config = {
  $schema: './node_modules/@biomejs/biome/configuration_schema.json',
  vcs: { enabled: true, clientKind: 'git', useIgnoreFile: true },
  files: { includes: ['**', '!**/*.json', '!dist', '!policies/built'] },
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 120 },
  javascript: { formatter: { quoteStyle: 'single', semicolons: 'asNeeded', trailingCommas: 'all' } },
  linter: {
    rules: {
      preset: 'recommended',
      style: {
        noDefaultExport: 'error',
        noProcessEnv: 'error',
        noEnum: 'error',
        noParameterProperties: 'error',
        useThrowOnlyError: 'error',
        useImportType: 'error',
        noNonNullAssertion: 'error',
        useFilenamingConvention: { level: 'error', options: { filenameCases: ['kebab-case'], requireAscii: true } },
      },
      suspicious: { noConsole: 'error', noImportCycles: 'error', noExplicitAny: 'error' },
      complexity: {
        noExcessiveCognitiveComplexity: { level: 'error', options: { maxAllowedComplexity: 20 } },
        useLiteralKeys: 'off',
      },
      performance: { noReExportAll: 'error' },
    },
  },
  overrides: [...COMMON_OVERRIDES, ...borders()],
}

if (process.argv.includes('--check')) check()
else write()

function write() {
  writeFileSync(`${root}biome.json`, `${JSON.stringify(config, null, 2)}\n`)
  spawnSync(`${root}node_modules/.bin/biome`, ['format', '--write', 'biome.json'], { cwd: root })
}

function borders() {
  const rules = []
  for (const [folder, allowed] of Object.entries(MAY_ENTER)) {
    const shut = DOORS.filter((door) => !allowed.includes(door)).map((door) => `#${door}`)
    for (let depth = 1; depth <= 3; depth++) {
      const includes = [`${folder}/${'*/'.repeat(depth - 1)}*.ts`]
      const climb = '../'.repeat(depth)
      rules.push(
        restrict(
          includes,
          [
            {
              group: [`${climb}**`],
              message: `no import leads out of ${folder}/ by a path: enter a folder by its door (#name)`,
            },
            ...door(shut, folder),
          ],
          folder,
        ),
      )
    }
  }
  for (const name of ENFORCERS) {
    const others = ENFORCERS.filter((other) => other !== name).map((other) => `../${other}/**`)
    if (others.length === 0) continue
    rules.push(
      restrict(
        [`enforcers/${name}/*.ts`],
        [
          { group: ['../../**'], message: 'no import leads out of enforcers/' },
          {
            group: others,
            message: `one enforcer never imports another; shared: ${SHARED_ENFORCER_FOLDERS.join(', ')}`,
          },
          ...door(
            DOORS.filter((d) => !MAY_ENTER.enforcers.includes(d)).map((d) => `#${d}`),
            'enforcers',
          ),
        ],
        'enforcers',
      ),
    )
  }
  return rules
}

function door(shut, folder) {
  return shut.length === 0
    ? []
    : [{ group: shut, message: `${folder}/ may not know this folder: take what it needs as a dependency` }]
}

function restrict(includes, patterns, folder) {
  const kept = Object.entries(KEPT)
    .map(([name, [places, why]]) => [name, [places].flat(), why])
    .filter(([, places]) => !places.some((place) => place === folder || place.startsWith(`${folder}/`)))
    .map(([name, places, why]) => [name, `only ${places.join(', ')} imports ${name}: ${why}`])
  return {
    includes,
    linter: {
      rules: {
        style: { noRestrictedImports: { level: 'error', options: { paths: Object.fromEntries(kept), patterns } } },
      },
    },
  }
}

function check() {
  if (JSON.stringify(JSON.parse(readFileSync(`${root}biome.json`, 'utf8'))) !== JSON.stringify(config))
    fail('biome.json is stale: run node scripts/borders.mjs')
  // The self-test: one forbidden import a border; a linter that says nothing is a border that no longer bites.
  const probes = [
    ['engine/border-probe.ts', '#evidence'],
    ['evidence/ledger/border-probe.ts', '#engine'],
    ['phi/border-probe.ts', '#enforcers'],
    ['schemas/border-probe.ts', '#phi'],
    ['enforcers/postgres/border-probe.ts', '#engine'],
    ['enforcers/postgres/border-probe.ts', '../../phi/index.ts'],
    ['engine/policy/border-probe.ts', '../../schemas/types.ts'],
    ['engine/border-probe.ts', 'libpg-query'],
  ]
  for (const [file, target] of probes) {
    mkdirSync(`${root}${file.slice(0, file.lastIndexOf('/'))}`, { recursive: true })
    writeFileSync(`${root}${file}`, `import { x } from '${target}'\n\nexport const y: unknown = x\n`)
    const { status, stdout, stderr } = spawnSync(`${root}node_modules/.bin/biome`, ['lint', file], {
      cwd: root,
      encoding: 'utf8',
    })
    rmSync(`${root}${file}`)
    if (status === 0 || !`${stdout}${stderr}`.includes('noRestrictedImports'))
      fail(`the border bites no more: ${file} may import ${target}`)
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
