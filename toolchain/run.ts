import { spawn } from 'node:child_process'
import { ToolchainError } from './toolchain-error.ts'

/** Values of the environment, handed in by the composition root. */
export type Environment = Readonly<Record<string, string | undefined>>

/** How a command ended. Output is cut at 64 MiB. */
export interface RunResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env: Environment
  /** Written to standard input, which is otherwise empty. */
  readonly stdin?: string
  /** Killed after this long; ten minutes by default, since a first `go install` compiles a lot. */
  readonly timeoutMs?: number
}

const MOST_OUTPUT = 64 * 1024 * 1024
const TIMEOUT_MS = 600_000
/** What a compiler may know of the environment: where things are, and nothing that is secret. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'GOPATH', 'GOCACHE', 'GOMODCACHE', 'GOPROXY', 'GOSUMDB', 'GOFLAGS']

/** Runs a program without a shell. Resolves with its exit code; rejects (ToolchainError `opa-failed`) where it can't start. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { cwd, env, stdin, timeoutMs = TIMEOUT_MS } = options
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: passedOn(env), stdio: 'pipe' })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    let size = 0
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length
      if (size > MOST_OUTPUT) child.kill('SIGKILL')
      else into.push(chunk)
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    child.stdout.on('data', collect(stdout))
    child.stderr.on('data', collect(stderr))
    child.stdin.on('error', () => undefined) // a program that reads no input closes it early
    child.on('error', (cause) => {
      clearTimeout(timer)
      reject(new ToolchainError('opa-failed', `${program} could not be run: ${cause.message}`, { cause }))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ exitCode: code ?? 1, stdout: text(stdout), stderr: text(stderr) })
    })
    child.stdin.end(stdin ?? '')
  })
}

function passedOn(env: Environment): Record<string, string> {
  const result: Record<string, string> = {}
  for (const name of PASSED_ON) {
    const value = env[name]
    if (value !== undefined) result[name] = value
  }
  return result
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8')
}
