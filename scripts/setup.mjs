// Makes a fresh or stale checkout ready, with nothing but Node and npm: installs what package-lock.json
// names when node_modules is missing or older than it, and builds when a source is newer than dist/.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MINIMUM_NODE = [20, 19]
const SOURCES = ['cli', 'engine', 'enforcers', 'phi', 'evidence', 'toolchain', 'schemas', 'examples', 'policies']
const root = fileURLToPath(new URL('../', import.meta.url))

requireNode()
installIfStale()
buildIfStale()

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantMajor, wantMinor] = MINIMUM_NODE
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return
  fail(`Cordon needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}`)
}

function installIfStale() {
  // A link leads to another checkout's modules: that one keeps them, and npm would empty them for both.
  if (lstatSync(`${root}node_modules`, { throwIfNoEntry: false })?.isSymbolicLink()) return
  const stamp = `${root}node_modules/.cordon-lock`
  const digest = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  say('installing dependencies (npm ci) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, digest)
}

function buildIfStale() {
  const marker = `${root}dist/cli/main.js`
  const built = existsSync(marker) ? (statSync(`${root}dist/.tsbuildinfo`, { throwIfNoEntry: false })?.mtimeMs ?? 0) : 0
  if (built > newest(SOURCES)) return
  say('building …')
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  // An incremental build that changed nothing leaves the file as it was: say that it was looked at.
  utimesSync(`${root}dist/.tsbuildinfo`, new Date(), new Date())
}

function newest(folders) {
  let latest = statSync(`${root}tsconfig.build.json`).mtimeMs
  for (const folder of folders) {
    for (const entry of readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|json)$/.test(entry.name)) continue
      latest = Math.max(latest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs)
    }
  }
  return latest
}

function run(command, arguments_) {
  // npm is a script on every platform; its own progress goes to stderr, so stdout stays clean for --json.
  const { status, error } = spawnSync(command, arguments_, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) fail(`${command} ${arguments_.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}

function say(text) {
  process.stderr.write(`cordon: ${text}\n`)
}

function fail(text) {
  say(text)
  process.exit(1)
}
