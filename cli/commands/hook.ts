import { type Call, group, type Option, type Run } from '../command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'

const GATE: Option = { type: 'boolean', help: 'the repository is served by a Cordon, which is asked' }

export const run: Run = group('hook', 'Hooks that other programs call; `cordon install` puts them in place.', [
  {
    name: 'hook git',
    summary: 'a hook of a Git server: pre-receive, update or post-receive',
    usage: 'NAME [REF OLD NEW]',
    options: { gate: GATE },
    examples: [
      ['cordon hook git pre-receive', 'reads old, new and ref from standard input, as git-receive-pack gives them'],
    ],
    run: hookGit,
  },
])

async function hookGit(call: Call, io: Io): Promise<number> {
  const [name, ...rest] = call.positionals
  const say = (line: string): void => io.err(`${line}\n`)
  if (call.flag('gate')) {
    if (name !== 'pre-receive' || rest.length > 0) throw new UsageError('only pre-receive goes to a gate')
    const { askGate } = await import('#enforcers')
    return askGate({ env: io.env, input: await standardInput(), say })
  }
  return EXIT.failure
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
