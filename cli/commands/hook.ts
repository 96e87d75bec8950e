import { type Call, group, type Option, type Run } from '../command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'

const GATE: Option = { type: 'boolean', help: 'the repository is served by a Cordon, which is asked' }
const HOOKS = ['pre-receive', 'update', 'post-receive'] as const

export const run: Run = group('hook', 'Hooks that other programs call; `cordon install` puts them in place.', [
  {
    name: 'hook git',
    summary: 'a hook of a Git server: pre-receive, update or post-receive',
    usage: 'NAME [REF OLD NEW]',
    options: { gate: GATE },
    examples: [
      ['cordon hook git pre-receive', 'reads old, new and ref from standard input, as git-receive-pack gives them'],
      ['cordon hook git update refs/heads/main OLD NEW', 'judges one ref alone'],
    ],
    run: hookGit,
  },
])

async function hookGit(call: Call, io: Io): Promise<number> {
  const [name, ...rest] = call.positionals
  const say = (line: string): void => io.err(`${line}\n`)
  const hook = HOOKS.find((known) => known === name)
  if (hook === undefined) throw new UsageError(`there is no hook "${name ?? ''}"; there are ${HOOKS.join(', ')}`)
  if (call.flag('gate')) {
    if (hook !== 'pre-receive') throw new UsageError('only pre-receive goes to a gate')
    const { askGate } = await import('../git/ask-gate.ts')
    return askGate({ env: io.env, input: await standardInput(), say })
  }
  const updates = hook === 'update' ? [updateOf(rest)] : (await standardInput()).split('\n').filter(Boolean)
  const { runServerHook } = await import('#enforcers')
  const { serverHookParts } = await import('../git/hook-settings.ts')
  try {
    const parts = await serverHookParts({ hook, updates, say }, io)
    return await runServerHook(parts).finally(() => parts.engine.close())
  } catch (error) {
    say('Cordon could not judge this push, so nothing is let through. Tell who runs this Git server:')
    say(`  ${error instanceof Error ? error.message : 'unknown'}`)
    return EXIT.failure
  }
}

function updateOf([ref, old, next, ...rest]: readonly string[]): string {
  if (ref === undefined || old === undefined || next === undefined || rest.length > 0)
    throw new UsageError('update wants REF OLD NEW, as git gives them')
  return `${old} ${next} ${ref}`
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
