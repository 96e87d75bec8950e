import { type Approval, type DocumentName, parse } from '#schemas'
import type { Api } from '../api.ts'
import { type Call, type Command, group, type Run } from '../command.ts'
import { OFFICER_OPTIONS, officerApi } from '../engine-place.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { renderApproval } from '../render-approval.ts'
import { table } from '../table.ts'

const COMMON = { ...OFFICER_OPTIONS, json: { type: 'boolean', help: 'print JSON' } } as const
const ELSEWHERE = '--api https://engine.hospital.example:4180 --ca ca.pem --token-file officer.token'
const NOTE = { note: { type: 'string', value: 'TEXT', help: 'why; kept in evidence, so no patient data' } } as const

const COMMANDS: readonly Command[] = [
  {
    name: 'approvals list',
    summary: 'what waits for a person; with --all also what is settled',
    options: { ...COMMON, all: { type: 'boolean', help: 'settled ones, too' } },
    examples: [
      ['cordon approvals list', 'pending requests, newest first'],
      [`cordon approvals list ${ELSEWHERE}`, 'from another machine'],
    ],
    run: async (call, io) => {
      const api = await officerApi(call, io)
      const { approvals: all } = read('approval-list', await api.call('GET', '/v1/approvals'))
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
      const { approval } = await find(call, io)
      io.out(call.flag('json') ? `${JSON.stringify(approval)}\n` : renderApproval(approval, io.colour))
      return EXIT.ok
    },
  },
  verdict('approve', 'approve one request: it may run once, as shown, until it expires'),
  verdict('deny', 'deny one request'),
]

export const run: Run = group(
  'approvals',
  'Just-in-time approvals, here or at an engine elsewhere (--api). The officer token is read from CORDON_OFFICER_TOKEN or --token-file.',
  COMMANDS,
)

function verdict(verb: 'approve' | 'deny', summary: string): Command {
  return {
    name: `approvals ${verb}`,
    summary,
    usage: 'ID',
    options: { ...COMMON, ...NOTE },
    examples: [
      [`cordon approvals ${verb} apr_… --note "ticket 4711"`, 'shows it first, then decides'],
      [`cordon approvals ${verb} apr_… ${ELSEWHERE}`, 'the same from another machine'],
    ],
    run: async (call, io) => {
      const { api, approval } = await find(call, io)
      if (!call.flag('json')) io.out(renderApproval(approval, io.colour))
      const note = call.text('note')
      // What was shown is what is approved: the digest travels with the verdict.
      const body = { shownDigest: approval.shownDigest, ...(note === undefined ? {} : { note }) }
      const settled = read('approval', await api.call('POST', `/v1/approvals/${approval.id}/${verb}`, body))
      io.out(
        call.flag('json')
          ? `${JSON.stringify(settled)}\n`
          : `${settled.id} is ${settled.state} by ${settled.decidedBy}\n`,
      )
      return EXIT.ok
    },
  }
}

async function find(call: Call, io: Io): Promise<{ readonly api: Api; readonly approval: Approval }> {
  const [id, ...rest] = call.positionals
  if (id === undefined || rest.length > 0 || !/^apr_[0-9a-z]{20,40}$/.test(id))
    throw new UsageError('one approval id (apr_…) is wanted; `cordon approvals list` shows them')
  const api = await officerApi(call, io)
  return { api, approval: read('approval', await api.call('GET', `/v1/approvals/${id}`)) }
}

function read<Name extends DocumentName>(name: Name, answer: unknown): ReturnType<typeof parse<Name>> {
  try {
    return parse(name, answer)
  } catch (cause) {
    throw new CommandError('what answered is no engine of this version: check --api, or what listens there', { cause })
  }
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
