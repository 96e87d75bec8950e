import { callEngine, type EnginePlace } from '../api.ts'
import { type Call, command, type Run } from '../command.ts'
import { givenToken, placeAtUrl } from '../engine-place.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { requireRunning } from '../state.ts'
import { table } from '../table.ts'
import { readInput } from '../vault/read-input.ts'
import { fillTokens, MOST_TOKENS, readToken, tokensIn } from '../vault/token-text.ts'

export const run: Run = command({
  name: 'reveal',
  summary: 'Opens tokens of the vault, or fills them into a text, once an officer has approved it.',
  usage: '[TOKEN…]',
  options: {
    at: {
      type: 'string',
      value: 'URL',
      help: 'the vault service of an HTTP enforcer elsewhere: https, or http on loopback',
    },
    ca: { type: 'string', value: 'FILE', help: 'PEM of the CA that signed its certificate' },
    data: { type: 'string', value: 'FOLDER', help: 'data folder of the running Cordon' },
    'token-file': { type: 'string', value: 'FILE', help: 'file with your token, mode 0600 (else CORDON_TOKEN)' },
    json: { type: 'boolean', help: 'print what was opened, or why not, as JSON' },
  },
  examples: [
    ["cordon reveal '[NAME-7F3K2A9CQ0TX]'", 'asks for an approval (exit 11); the same again opens it, once'],
    ['cordon reveal < answer.txt', "a model's answer with its tokens filled in"],
    ["cordon reveal --at https://gate.hospital.example:8443/vault '[MRN-0K2M8W4RT6ZA]'", 'from another machine'],
  ],
  run: async (call, io) => {
    const text = call.positionals.length === 0 ? await readInput(io) : null
    const tokens =
      text === null ? call.positionals.map(tokenOf) : [...new Set(tokensIn(text).map(({ token }) => token))]
    if (text !== null && tokens.length === 0) {
      io.out(text)
      return EXIT.ok
    }
    if (tokens.length > MOST_TOKENS)
      throw new UsageError(`${tokens.length} tokens are too many at once: ${MOST_TOKENS} are taken`)
    const { place, path } = await vaultOf(call, io)
    const body = { tokens }
    const { status, text: answer } = await callEngine(place, {
      method: 'POST',
      path: `${path}/tokens`,
      body,
      token: credential(call, io),
    })
    if (status !== 200) return refused(answer, status, call.flag('json'), io)
    return show(readAnswer(answer), text, call.flag('json'), io)
  },
})

function tokenOf(given: string): string {
  const token = readToken(given)
  if (token === null)
    throw new UsageError('that is no token: one looks like [NAME-7F3K2A9CQ0TX]; quote it for your shell')
  return token
}

async function vaultOf(
  { text }: Pick<Call, 'text'>,
  io: Io,
): Promise<{ readonly place: EnginePlace; readonly path: string }> {
  const [at, ca] = [text('at'), text('ca')]
  const url = at ?? requireRunning(io, text('data')).enforcers.find(({ vault }) => vault !== undefined)?.vault
  if (url === undefined)
    throw new CommandError(
      'the running Cordon serves no vault: give an HTTP enforcer a service of `kind: vault`, or name one elsewhere with --at',
    )
  if (!URL.canParse(url)) throw new UsageError('--at wants a URL like https://gate.hospital.example:8443/vault')
  const parsed = new URL(url)
  return { place: await placeAtUrl(parsed, ca, io), path: parsed.pathname.replace(/\/+$/, '') }
}

function credential(call: Pick<Call, 'text'>, io: Io): string {
  const token = givenToken(call, io, 'CORDON_TOKEN')
  if (token && /^[\x21-\x7e]+$/.test(token)) return token
  throw new CommandError('no token to show who you are: set CORDON_TOKEN, or name a file with --token-file')
}

interface Answer {
  readonly values: ReadonlyMap<string, { readonly class: string; readonly value: string }>
  readonly unknown: readonly string[]
}

function readAnswer(text: string): Answer {
  try {
    const { values, unknown } = JSON.parse(text) as {
      values: Record<string, { class: string; value: string }>
      unknown: string[]
    }
    return { values: new Map(Object.entries(values)), unknown }
  } catch (cause) {
    throw new CommandError('that was no answer of a vault: is --at its address?', { cause })
  }
}

function show({ values, unknown }: Answer, text: string | null, json: boolean, io: Io): number {
  if (json) io.out(`${JSON.stringify({ values: Object.fromEntries(values), unknown })}\n`)
  else if (text !== null) io.out(fillTokens(text, new Map([...values].map(([token, { value }]) => [token, value]))))
  else if (values.size > 0)
    io.out(
      `${table(
        ['token', 'class', 'value'],
        [...values].map(([token, one]) => [token, one.class, one.value]),
      )}\n`,
    )
  if (unknown.length === 0) return EXIT.ok
  if (!json) io.err(`not in the vault, or run out: ${unknown.join(', ')}\n`)
  return EXIT.failure
}

function refused(answer: string, status: number, json: boolean, io: Io): number {
  const problem = readProblem(answer)
  if (json) io.out(`${JSON.stringify(problem ?? { status })}\n`)
  else io.err(`${[problem?.title ?? `the vault answered ${status}`, problem?.detail].filter(Boolean).join('\n  ')}\n`)
  if (problem?.code === 'approval_required') return EXIT.approvalNeeded
  return problem?.code === 'denied' ? EXIT.denied : EXIT.failure
}

function readProblem(answer: string): { title?: string; detail?: string; code?: string } | null {
  try {
    return JSON.parse(answer) as { title?: string; detail?: string; code?: string }
  } catch {
    return null
  }
}
