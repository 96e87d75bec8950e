import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { GitError } from './git-error.ts'

/** Where and how git runs: never a shell, never the user's own configuration. */
export interface GitPlace {
  readonly folder: string
  /** GIT_DIR and the like, on top of the fixed ones. */
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** PATH of the process, so that git is found. */
  readonly path: string
}

const MOST_STDERR = 4096
/** KiB that one allocation of git may take: an object that a delta blows up beyond fails, not the machine. */
const ALLOCATION_LIMIT = '600m'

/** What every git of ours runs with. Replace refs are off: they could show other content than what is pushed. */
export function gitEnvironment({ path, env }: Pick<GitPlace, 'path' | 'env'>): Record<string, string> {
  return {
    PATH: path,
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOC_LIMIT: ALLOCATION_LIMIT,
    ...env,
  }
}

/** Starts `git ARGS`; it is killed when the signal aborts. */
export function startGit(args: readonly string[], place: GitPlace): ChildProcessWithoutNullStreams {
  const { folder, signal } = place
  const child = spawn('git', [...args], { cwd: folder, env: gitEnvironment(place), signal, killSignal: 'SIGKILL' })
  // Whoever reads the end is told by `close`; a pipe that breaks early is no failure of its own.
  child.stdin.on('error', () => undefined)
  return child
}

/** How a process ended: its code, and the beginning of what it said on standard error (for the operator only). */
export interface GitEnd {
  readonly code: number | null
  readonly said: string
}

export function gitEnd(child: ChildProcessWithoutNullStreams): Promise<GitEnd> {
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (said.length < MOST_STDERR) said += chunk.toString('utf8').slice(0, MOST_STDERR - said.length)
  })
  return new Promise((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new GitError('git', 'git could not be run: is it installed on this machine?', { cause })),
    )
    child.on('close', (code) => resolve({ code, said }))
  })
}

/** Runs git to its end and answers what it wrote. Rejects with GitError `git`, or `too-large`. */
export async function runGit(
  args: readonly string[],
  place: GitPlace,
  {
    input = '',
    most = 64 * 1024 * 1024,
    codes = [0],
  }: { input?: string; most?: number; codes?: readonly number[] } = {},
): Promise<{ readonly code: number; readonly out: Buffer }> {
  const child = startGit(args, place)
  const end = gitEnd(child)
  end.catch(() => undefined)
  child.stdin.end(input)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) {
      child.kill('SIGKILL')
      throw new GitError('too-large', `git ${args[0]} answered more than is taken`)
    }
    chunks.push(chunk)
  }
  const { code, said } = await end
  if (code === null || !codes.includes(code))
    throw new GitError('git', `git ${args[0]} failed (${code ?? 'killed'})`, { cause: new Error(said) })
  return { code, out: Buffer.concat(chunks) }
}
