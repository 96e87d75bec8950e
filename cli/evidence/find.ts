import { findSubject, type SubjectTrail, walkEvents } from '#evidence'
import { colours } from '../colour.ts'
import type { Command } from '../command.ts'
import { commitmentSecret, commitments } from '../commitment.ts'
import { CommandError, EXIT, UsageError } from '../io.ts'
import { engineKeys } from '../keys.ts'
import { LEDGER_OPTIONS, ledgerPlace, openLedger } from '../ledger-place.ts'

export const findCommand: Command = {
  name: 'evidence find',
  summary: 'who touched this patient: humans, agents and sessions, from the sealed events',
  usage: '[PATH]',
  options: {
    patient: {
      type: 'string',
      value: 'ID',
      help: 'patient id as the systems write it; becomes a keyed reference, is kept nowhere',
    },
    ...LEDGER_OPTIONS,
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [['cordon evidence find --patient 17', 'everyone whose allowed statements returned rows of patient 17']],
  run: async (call, io) => {
    const patient = call.text('patient')
    if (patient === undefined) throw new UsageError('--patient is wanted; see cordon evidence find --help')
    const place = ledgerPlace(call, io)
    if (place.state === null)
      throw new CommandError('references are keyed: name the data folder that holds the engine key with --data')
    // One a key: those made before a rotation are found, too.
    const references = engineKeys(place.state.data).map(({ key }) =>
      commitments(commitmentSecret(key))('patient', patient),
    )
    const store = await openLedger(place)
    const trail = await findSubject(walkEvents({ store, shard: place.shard, publicKey: place.publicKey }), references)
    io.out(call.flag('json') ? `${JSON.stringify(trail)}\n` : renderTrail(trail, io.colour))
    return EXIT.ok
  },
}

/** The trail for people. An empty one says that sealing lags. */
export function renderTrail(trail: SubjectTrail, colour: boolean): string {
  const { bold, dim, yellow } = colours(colour)
  const { counts, first, last, humans, agents, sessions, decisions, warning, reference } = trail
  if (counts.effects === 0)
    return `nobody, as far as sealed events tell (events are sealed every few seconds)\n${warning ?? ''}`
  const classes = Object.entries(counts.masked).map(([name, count]) => `${name} ${count}`)
  const rows: readonly (readonly [string, string])[] = [
    ['humans', humans.map(bold).join(', ')],
    ['agents', agents.join(', ')],
    ['sessions', sessions.join(', ')],
    [
      'exchanges',
      `${counts.effects}, from ${first?.time ?? '?'} (event ${first?.n ?? '?'}) to ${last?.time ?? '?'} (event ${last?.n ?? '?'})`,
    ],
    ['masked', `${classes.join(', ') || 'nothing'} ${dim('(of all rows in those answers)')}`],
    [
      'released',
      Object.entries(counts.released)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ') || 'nothing',
    ],
    [
      'decisions',
      decisions.slice(0, MOST_SHOWN).join(', ') +
        (decisions.length > MOST_SHOWN ? ` and ${decisions.length - MOST_SHOWN} more` : ''),
    ],
  ]
  const text = rows.map(([name, value]) => `${dim(name.padEnd(10))} ${value}`).join('\n')
  return `${dim(`reference ${reference.slice(0, 16)}…`)}\n${text}\n${warning === null ? '' : `${yellow(`! ${warning}`)}\n`}`
}

const MOST_SHOWN = 5
