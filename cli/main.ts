import { createInterface } from 'node:readline/promises'
import { columns, type Run } from './command.ts'
import { CommandError, EXIT, type Io, UsageError } from './io.ts'
import { VERSION } from './version.ts'

// The SDK of AWS announces on stderr until when its newer releases run on this Node. The one here is pinned.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

interface Entry {
  readonly summary: string
  /** Loaded only when it is called: a command starts in well under 200 ms. */
  readonly load: () => Promise<{ readonly run: Run }>
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  demo: { summary: 'a guided run on a clinic of synthetic patients', load: () => import('./commands/demo.ts') },
  init: { summary: 'write a commented cordon.yaml', load: () => import('./commands/init.ts') },
  config: { summary: 'check a configuration', load: () => import('./commands/config.ts') },
  up: { summary: 'run engine, enforcers and sealer in one process', load: () => import('./commands/up.ts') },
  engine: { summary: 'run the engine alone', load: () => import('./commands/engine.ts') },
  enforce: { summary: 'run one enforcer alone', load: () => import('./commands/enforce.ts') },
  seal: { summary: 'run the sealer alone', load: () => import('./commands/seal.ts') },
  enforcer: { summary: 'enroll enforcers, list and revoke them', load: () => import('./commands/enforcer.ts') },
  ready: { summary: 'ask a running part whether it is ready', load: () => import('./commands/ready.ts') },
  token: { summary: 'issue tokens with the local issuer', load: () => import('./commands/token.ts') },
  query: { summary: 'run one SQL statement through Cordon', load: () => import('./commands/query.ts') },
  approvals: {
    summary: 'list, approve and deny what waits for a person',
    load: () => import('./commands/approvals.ts'),
  },
  sessions: { summary: 'list and replay recorded sessions', load: () => import('./commands/sessions.ts') },
  evidence: { summary: 'verify, search and report on sealed evidence', load: () => import('./commands/evidence.ts') },
  keys: { summary: 'list and rotate the secrets of the data folder', load: () => import('./commands/keys.ts') },
  mask: { summary: 'mask PHI in files or standard input', load: () => import('./commands/mask.ts') },
  reveal: { summary: 'open tokens of the vault, under an approval', load: () => import('./commands/reveal.ts') },
  scan: { summary: 'look for PHI and secrets in files', load: () => import('./commands/scan.ts') },
  phi: { summary: 'score the PHI engine on your own labelled text', load: () => import('./commands/phi.ts') },
  policy: { summary: 'check, test, build, sign and activate policy', load: () => import('./commands/policy.ts') },
  install: { summary: 'put Cordon into other programs', load: () => import('./commands/install.ts') },
  uninstall: { summary: 'take it out again, byte for byte', load: () => import('./commands/uninstall.ts') },
  hook: { summary: 'hooks that other programs call', load: () => import('./commands/hook.ts') },
}

process.exitCode = await main(process.argv.slice(2), terminal())

async function main([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(overview())
    return name === undefined ? EXIT.usage : EXIT.ok
  }
  if (name === '--version' || name === '-v') {
    io.out(`${VERSION}\n`)
    return EXIT.ok
  }
  try {
    const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!entry) throw new UsageError(`there is no command "${name}"; see cordon --help`)
    const { run } = await entry.load()
    return await run(args, io)
  } catch (error) {
    return explain(error, io)
  }
}

function explain(error: unknown, io: Io): number {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  io.err(`cordon: ${message}\n`)
  // A programming error deserves its stack; an error of ours has said all that helps.
  const unexpected = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError
  if (stack && (unexpected || io.env['CORDON_DEBUG'])) io.err(`${stack}\n`)
  return error instanceof UsageError ? EXIT.usage : EXIT.failure
}

function overview(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const)
  return `Cordon ${VERSION} stands between AI coding agents and patient data: it decides, masks, approves and records.

Usage: cordon COMMAND [options]

Commands:
${columns(rows)}

cordon COMMAND --help shows options and examples.

Examples:
  cordon demo                      see it work, on synthetic patients
  cordon init && cordon up         guard your own PostgreSQL
  cordon approvals list            what waits for a security officer

Exit codes: 0 ok, 1 failure, 2 usage, 10 denied, 11 approval needed.
`
}

function terminal(): Io {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      stop.abort(new CommandError(`stopped by ${name}`))
      // The second one ends it at once: whatever hangs must not hold the terminal.
      process.once(name, () => process.exit(EXIT.failure))
    })
  }
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    interactive: process.stdin.isTTY === true,
    signal: stop.signal,
    ask: async (question) => {
      if (process.stdin.isTTY !== true) throw new CommandError('nobody is here to answer: pass the value as an option')
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await lines.question(question)
      } finally {
        lines.close()
      }
    },
  }
}
