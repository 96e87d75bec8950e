import { join } from 'node:path'
import { type Call, group, type Run } from '../command.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { readState } from '../state.ts'

const DEFAULT_TTL = '8h'
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
const ROLES = ['officer', 'auditor', 'admin'] as const

export const run: Run = group(
  'token',
  'Tokens of the local issuer: for one machine, and marked `assurance: demo` everywhere.',
  [
    {
      name: 'token issue',
      summary: 'issue a short-lived token: for an agent (--agent), or for a person at the API (--role)',
      options: {
        human: { type: 'string', value: 'NAME', help: 'the accountable person (`sub`)' },
        agent: { type: 'string', value: 'NAME', help: 'the software that acts for them (`act.sub`)' },
        group: { type: 'string', value: 'NAME', multiple: true, help: 'a group of the person; may be repeated' },
        role: { type: 'string', value: 'ROLE', help: `for the API instead of the data path: ${ROLES.join(', ')}` },
        ttl: { type: 'string', value: 'TIME', help: `how long it lives, as 90s, 15m, 8h or 1d (${DEFAULT_TTL})` },
        run: { type: 'string', value: 'ID', help: 'the agent run that it belongs to (`sid`)' },
        data: { type: 'string', value: 'FOLDER', help: 'data folder of Cordon' },
        json: { type: 'boolean', help: 'print token and end as JSON' },
      },
      examples: [
        [
          'cordon token issue --human ana@clinic.example --agent my-agent --group developers',
          'a token for the data path',
        ],
        [
          'cordon token issue --human omar@clinic.example --group security-officers --role officer --ttl 15m',
          'a token for approvals',
        ],
      ],
      run: issue,
    },
  ],
)

async function issue(call: Call, io: Io): Promise<number> {
  const human = call.text('human')
  if (human === undefined) throw new UsageError('--human is wanted; see cordon token issue --help')
  const { data, issuer } = readState(io, call.text('data'))
  if (issuer === null)
    throw new CommandError(
      'the local issuer is off (identity.local.enabled): tokens come from your identity provider, see docs/identity.md',
    )
  const { openLocalIssuer } = await import('#engine')
  const local = openLocalIssuer({ folder: join(data, 'keys', 'issuer'), ...issuer, now: Date.now })
  const ttlSeconds = Math.min(seconds(call.text('ttl') ?? DEFAULT_TTL), issuer.mostSeconds)
  const token = await local.issueToken({ human, groups: call.texts('group'), ttlSeconds, ...purpose(call) })
  const ends = new Date(Date.now() + ttlSeconds * 1000).toISOString()
  if (call.flag('json')) io.out(`${JSON.stringify({ token, expiresAt: ends })}\n`)
  else {
    io.out(`${token}\n`)
    io.err(`ends ${ends}; anyone who holds it acts as ${human}\n`)
  }
  return EXIT.ok
}

type Purpose =
  | { readonly audience: 'cordon:data'; readonly agent: string; readonly run?: string }
  | { readonly audience: 'cordon:api'; readonly role: (typeof ROLES)[number] }

function purpose({ text }: Call): Purpose {
  const [agent, role, runId] = [text('agent'), text('role'), text('run')]
  if ((agent === undefined) === (role === undefined))
    throw new UsageError('one of --agent and --role is wanted; see cordon token issue --help')
  if (agent !== undefined) return { audience: 'cordon:data', agent, ...(runId === undefined ? {} : { run: runId }) }
  const known = ROLES.find((candidate) => candidate === role)
  if (!known) throw new UsageError(`there is no role "${role}"; there are ${ROLES.join(', ')}`)
  return { audience: 'cordon:api', role: known }
}

function seconds(text: string): number {
  const match = /^(\d{1,7})([smhd])$/.exec(text)
  const unit = UNITS[match?.[2] ?? '']
  if (!match || unit === undefined) throw new UsageError(`"${text}" is no time: write 90s, 15m, 8h or 1d`)
  return Number(match[1]) * unit
}
