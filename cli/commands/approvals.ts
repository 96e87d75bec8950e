import type { Approval } from '#schemas'
import { officerApi } from '../api.ts'
import { type Call, type Command, group, type Run } from '../command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'
import { renderApproval } from '../render-approval.ts'
import { requireRunning } from '../state.ts'
import { table } from '../table.ts'

const COMMON = {
  data: { type: 'string', value: 'FOLDER', help: 'data folder of the running Cordon' },
  json: { type: 'boolean', help: 'print JSON' },
} as const
const NOTE = { note: { type: 'string', value: 'TEXT', help: 'why; kept in evidence, so no patient data' } } as const

const COMMANDS: readonly Command[] = [
  {
    name: 'approvals list',
    summary: 'what waits for a person; with --all also what is settled',
    options: { ...COMMON, all: { type: 'boolean', help: 'settled ones, too' } },
    examples: [['cordon approvals list', 'pending requests, newest first']],
    run: async (call, io) => {
      const all = ((await api(call, io).call('GET', '/v1/approvals')) as { approvals: Approval[] }).approvals
      const approvals = call.flag('all') ? all : all.filter(({ state }) => state === 'pending')
      if (call.flag('json')) io.out(`${JSON.stringify(approvals)}\n`)
      else io.out(approvals.length === 0 ? 'nothing waits for approval\n' : `${listed(approvals)}\n`)
      return EXIT.ok
    },
  },
  {
    name: 'approvals show',
    summary: 'exactly what would happen',
    usage: 'ID',
    options: COMMON,
    examples: [['cordon approvals show apr_…', 'who asks, effects, relations, columns, rows, reasons']],
    run: async (call, io) => {
      const approval = await find(call, io)
      io.out(call.flag('json') ? `${JSON.stringify(approval)}\n` : renderApproval(approval, io.colour))
      return EXIT.ok
    },
  },
  verdict('approve', 'approve one request: it may run once, as shown, until it expires'),
  verdict('deny', 'deny one request'),
]

export const run: Run = group(
  'approvals',
  'Just-in-time approvals. The officer token is read from CORDON_OFFICER_TOKEN.',
  COMMANDS,
)

function verdict(verb: 'approve' | 'deny', summary: string): Command {
  return {
    name: `approvals ${verb}`,
    summary,
    usage: 'ID',
    options: { ...COMMON, ...NOTE },
    examples: [[`cordon approvals ${verb} apr_… --note "ticket 4711"`, 'shows it first, then decides']],
    run: async (call, io) => {
      const approval = await find(call, io)
      if (!call.flag('json')) io.out(renderApproval(approval, io.colour))
      const note = call.text('note')
      // What was shown is what is approved: the digest travels with the verdict.
      const body = { shownDigest: approval.shownDigest, ...(note === undefined ? {} : { note }) }
      const settled = (await api(call, io).call('POST', `/v1/approvals/${approval.id}/${verb}`, body)) as Approval
      io.out(
        call.flag('json')
          ? `${JSON.stringify(settled)}\n`
          : `${settled.id} is ${settled.state} by ${settled.decidedBy}\n`,
      )
      return EXIT.ok
    },
  }
}

async function find(call: Call, io: Io): Promise<Approval> {
  const [id, ...rest] = call.positionals
  if (id === undefined || rest.length > 0 || !/^apr_[0-9a-z]{20,40}$/.test(id))
    throw new UsageError('one approval id (apr_…) is wanted; `cordon approvals list` shows them')
  return (await api(call, io).call('GET', `/v1/approvals/${id}`)) as Approval
}

function api(call: Call, io: Io): ReturnType<typeof officerApi> {
  return officerApi(io, requireRunning(io, call.text('data')))
}

function listed(approvals: readonly Approval[]): string {
  const rows = approvals.map(({ id, state, human, agent, shown, expiresAt }) => [
    id,
    state,
    human,
    agent,
    `${shown.effects.join('+')} ${shown.relations.join(', ')}`,
    expiresAt.slice(0, 19),
  ])
  return table(['id', 'state', 'human', 'agent', 'would', 'expires'], rows)
}
