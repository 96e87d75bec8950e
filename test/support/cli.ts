import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export interface CliResult {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface CliOptions {
  readonly cwd?: string
  /** Added to the environment; an undefined value takes a variable out. */
  readonly env?: NodeJS.ProcessEnv
  /** A command that runs it: what it is to `exec` is appended. */
  readonly within?: readonly string[]
  /** What stands on its standard input; nothing where absent. */
  readonly input?: string
}

/** A `cordon` that runs until it is told to stop. */
export interface CordonProcess {
  readonly pid: number
  readonly out: () => string
  readonly err: () => string
  /** Resolves when the text stands in its output or its log; rejects with all that it said where it ends before. */
  readonly said: (text: string) => Promise<void>
  readonly ended: Promise<CliResult>
  readonly signal: (name: NodeJS.Signals) => Promise<CliResult>
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Runs `cordon ARGS` from the sources in a process of its own, without a terminal. */
export function cordon(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return startCordon(args, options).ended
}

/** Starts `cordon ARGS` in a process of its own, without a terminal. It dies with the test. */
export function startCordon(
  args: readonly string[],
  { cwd = ROOT, env = {}, within = [], input }: CliOptions = {},
): CordonProcess {
  const [command = '', ...line] = [...within, process.execPath, ...process.execArgv, `${ROOT}cli/main.ts`, ...args]
  const child = spawn(command, line, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  }) as ChildProcessByStdio<Writable | null, Readable, Readable>
  child.stdin?.end(input)
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  let out = ''
  let err = ''
  let heard: () => void = () => undefined
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
    heard()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
    heard()
  })
  let over = false
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      over = true
      process.off('exit', kill)
      resolve({ code, out, err })
      heard()
    })
  })
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    ended,
    said: async (text) => {
      while (!out.includes(text) && !err.includes(text)) {
        if (over) throw new Error(`cordon ${args[0]} ended before it said "${text}":\n${out}\n${err}`)
        await new Promise<void>((resolve) => {
          heard = resolve
        })
      }
    },
    signal: (name) => {
      child.kill(name)
      return ended
    },
  }
}
