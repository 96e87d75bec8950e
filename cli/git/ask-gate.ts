import { connect } from 'node:net'
import type { GateAnswer, HookCall, HookVariables } from '#enforcers'

export interface GateHookParts {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What git gave on standard input: `old SP new SP ref LF` a ref. */
  readonly input: string
  readonly say: (line: string) => void
}

/**
 * Loads nothing of the enforcers but their types: every push waits for it to start.
 *
 * The hook of a repository that Cordon serves: hands over to the gate. Exit 1 for whatever is not a clear yes.
 */
export async function askGate({ env, input, say }: GateHookParts): Promise<number> {
  const { CORDON_GATE: path, CORDON_HANDLE: handle = '' }: Partial<HookVariables> = env
  if (!path) {
    say('Cordon: this repository is served by Cordon only: push to its address.')
    return 1
  }
  const call: HookCall = {
    handle,
    updates: input.split('\n').filter(Boolean),
    quarantine: env['GIT_QUARANTINE_PATH'] ?? '',
    shallow: env['GIT_SHALLOW_FILE'] ?? '',
  }
  return new Promise((resolve) => {
    let exit = 1
    let held = ''
    const socket = connect({ path })
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.write(`${JSON.stringify(call)}\n`))
    socket.on('data', (text: string) => {
      const lines = `${held}${text}`.split('\n')
      held = lines.pop() ?? ''
      for (const line of lines) {
        const answer = readAnswer(line)
        if ('say' in answer) say(answer.say)
        else exit = answer.exit
      }
    })
    socket.on('error', () => say('Cordon does not answer, so nothing is let through. Try again later.'))
    socket.on('close', () => resolve(exit))
  })
}

function readAnswer(line: string): GateAnswer {
  try {
    const answer = JSON.parse(line) as { readonly say?: unknown; readonly exit?: unknown }
    return typeof answer.say === 'string' ? { say: answer.say } : { exit: answer.exit === 0 ? 0 : 1 }
  } catch {
    return { exit: 1 }
  }
}
