// Runs every *.test.ts under test/ (or those whose path holds one of the arguments), each file in a process
// of its own, two at a time. Prints `N passed, N failed, N skipped` last; no test at all is a failure.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE_TIMEOUT_MS = 15 * 60_000
const AT_ONCE = 2
const root = fileURLToPath(new URL('../', import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort()

interface Result {
  readonly file: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const results: Result[] = []
const queue = [...files]
await Promise.all(Array.from({ length: AT_ONCE }, work))

const total = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((sum, result) => sum + result[key], 0)
for (const { file, failed } of results) if (failed > 0) console.error(`failed: test/${file}`)
if (results.length === 0) console.error(`no test file matches ${wanted.join(' ')}`)
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0

async function work(): Promise<void> {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) results.push(await run(file))
}

function run(file: string): Promise<Result> {
  return new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(process.execPath, [...process.execArgv, `test/${file}`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const timer = setTimeout(() => child.kill('SIGKILL'), FILE_TIMEOUT_MS)
    child.on('close', (code) => {
      clearTimeout(timer)
      const result = judge(file, output, code)
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      if (result.failed > 0) console.log(output)
      for (const line of output.match(/^SKIPPED .*$/gm) ?? []) console.log(line)
      console.log(
        `${result.failed > 0 ? '✗' : '✓'} ${file}  ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped  ${seconds} s`,
      )
      resolve(result)
    })
  })
}

// uvu ends with "Total: 3", "Passed: 2", "Skipped: 1"; a file that died before that counts as one failure.
function judge(file: string, output: string, code: number | null): Result {
  const read = (label: string): number => Number(output.match(new RegExp(`${label}:\\s+(\\d+)`))?.[1] ?? -1)
  const total = read('Total')
  const passed = Math.max(0, read('Passed'))
  const skipped = Math.max(0, read('Skipped'))
  const failed = total < 0 ? 1 : total - passed
  // A file whose tests were all left out has said so, loudly; one without any says nothing.
  const silent = failed === 0 && (code !== 0 || passed + skipped === 0)
  return { file, passed, failed: silent ? 1 : failed, skipped }
}
