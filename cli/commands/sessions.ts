import { listSessions, readPayloads, renderReplay, replaySession, type SessionSummary, walkEvents } from '#evidence'
import { colours } from '../colour.ts'
import { type Call, type Command, group, type Run } from '../command.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { tenantKeys } from '../keys.ts'
import { LEDGER_OPTIONS, ledgerPlace, openLedger } from '../ledger-place.ts'
import { table } from '../table.ts'

const COMMANDS: readonly Command[] = [
  {
    name: 'sessions list',
    summary: 'recorded sessions, from the sealed evidence',
    options: { ...LEDGER_OPTIONS, json: { type: 'boolean', help: 'print JSON' } },
    examples: [['cordon sessions list', 'who, through which agent, when, how much was refused and masked']],
    run: async (call, io) => {
      const { events } = await evidence(call, io)
      const sessions = await listSessions(events())
      if (call.flag('json')) io.out(`${JSON.stringify(sessions)}\n`)
      else
        io.out(
          sessions.length === 0
            ? 'no sealed session yet: events are sealed every few seconds\n'
            : `${listed(sessions)}\n`,
        )
      return EXIT.ok
    },
  },
  {
    name: 'sessions replay',
    summary: 'one session (or every session of a run): statements, decisions, masked answers',
    usage: 'ID',
    options: { ...LEDGER_OPTIONS, json: { type: 'boolean', help: 'print steps as JSON lines' } },
    examples: [['cordon sessions replay ses_…', 'as it happened, each recording checked against its sealed digest']],
    run: replay,
  },
]

export const run: Run = group('sessions', 'Recorded sessions: masked content, replayed from sealed evidence.', COMMANDS)

async function replay(call: Call, io: Io): Promise<number> {
  const [id, ...rest] = call.positionals
  if (id === undefined || rest.length > 0)
    throw new UsageError('one session or run id is wanted; `cordon sessions list` shows them')
  const { events, payloads } = await evidence({ ...call, positionals: [] }, io)
  const wanted = (await listSessions(events())).filter(({ session, run: runId }) => session === id || runId === id)
  if (wanted.length === 0)
    throw new CommandError(`no sealed session or run is called ${id}: events are sealed every few seconds`)
  for (const { session } of wanted) {
    const steps = replaySession(events(), payloads(session), session)
    if (call.flag('json')) for await (const step of steps) io.out(`${JSON.stringify(step)}\n`)
    else for await (const line of renderReplay(steps, { paint: colours(io.colour) })) io.out(`${line}\n`)
  }
  return EXIT.ok
}

interface Evidence {
  readonly events: () => ReturnType<typeof walkEvents>
  readonly payloads: (session: string) => ReturnType<typeof readPayloads>
}

async function evidence(call: Call, io: Io): Promise<Evidence> {
  const place = ledgerPlace(call, io)
  const store = await openLedger(place)
  return {
    events: () => walkEvents({ store, shard: place.shard, publicKey: place.publicKey }),
    payloads: (session) => {
      if (place.state === null)
        throw new CommandError('recordings are encrypted: name the data folder that holds their key with --data')
      return readPayloads(
        store,
        place.shard,
        session,
        tenantKeys(place.state.data).map(({ key }) => key),
      )
    },
  }
}

function listed(sessions: readonly SessionSummary[]): string {
  const rows = sessions.map((entry) => [
    entry.session,
    entry.human ?? '?',
    entry.agent ?? '?',
    entry.target ?? '?',
    entry.openedAt?.slice(0, 19) ?? '?',
    entry.abandoned ? 'cut off' : (entry.closedAt?.slice(11, 19) ?? 'open'),
    String(entry.exchanges),
    String(entry.denied),
    String(entry.masked),
  ])
  return table(['session', 'human', 'agent', 'target', 'opened', 'closed', 'exchanges', 'refused', 'masked'], rows)
}
