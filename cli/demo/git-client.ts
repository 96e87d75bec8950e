import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CommandError } from '../io.ts'

/** What an unmodified git said, and how it ended. */
export interface GitSaid {
  readonly code: number | null
  readonly said: string
}

export interface GitClient {
  readonly run: (...args: readonly string[]) => Promise<GitSaid>
  readonly write: (files: Readonly<Record<string, string>>) => void
}

/** Takes the token from the environment, as a credential helper does: never from a command line. */
const HELPER = '!f() { echo username=agent; echo "password=$CORDON_TOKEN"; }; f'

/** A working copy of a repository, cloned through Cordon: a token for password, nothing else changed. */
export async function cloneAsAgent(url: string, folder: string, token: string): Promise<GitClient> {
  mkdirSync(folder, { recursive: true })
  const run: GitClient['run'] = (...args) => git(args, folder, token)
  const { code, said } = await run('clone', '--quiet', url, '.')
  if (code !== 0) throw new CommandError(`git clone through Cordon failed: ${said}`)
  return {
    run,
    write: (files) => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
    },
  }
}

function git(args: readonly string[], cwd: string, token: string): Promise<GitSaid> {
  const settings = [
    ['credential.helper', HELPER],
    ['user.name', 'Ana'],
    ['user.email', 'ana@clinic.example'],
    ['advice.detachedHead', 'false'],
  ]
  const config = settings.flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  const env = {
    ...Object.fromEntries(config),
    PATH: process.env['PATH'],
    HOME: cwd,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(settings.length),
    CORDON_TOKEN: token,
  }
  const child = spawn('git', [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  return new Promise((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new CommandError('git could not be run: the story needs it, as its agents do', { cause })),
    )
    child.on('close', (code) =>
      resolve({
        code,
        said: said
          .split('\n')
          .map((line) => line.trimEnd())
          .join('\n')
          .trim(),
      }),
    )
  })
}
