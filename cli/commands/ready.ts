import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callEngine, type EnginePlace, engineAtSocket } from '../api.ts'
import { type Call, command, type Run } from '../command.ts'
import { ENGINE_OPTIONS, namedEngine } from '../engine-place.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { dataFolders } from '../state.ts'

const WITHIN_MS = 2000

export const run: Run = command({
  name: 'ready',
  summary: 'Asks a running part whether it is ready; without a name `cordon up` or the engine. Exit 1 when it is not.',
  usage: '[sealer | NAME]',
  options: {
    ...ENGINE_OPTIONS,
    data: { type: 'string', value: 'FOLDER', help: 'data folder, as the configuration names it' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [
    ['cordon ready', 'of `cordon up` or `cordon engine`'],
    ['cordon ready clinic-db --data /data', 'of `cordon enforce clinic-db`: a health check for a container'],
    [
      'cordon ready --api https://engine.hospital.example:4180 --ca ca.pem',
      'of an engine on another machine; no token',
    ],
  ],
  run: async (call, io) => {
    const answer = await ask(await placeOf(call, io))
    if (call.flag('json')) io.out(`${JSON.stringify(answer)}\n`)
    else io.out(answer.ready ? 'ready\n' : `not ready: ${answer.reasons.join(', ')}\n`)
    return answer.ready ? EXIT.ok : EXIT.failure
  },
})

interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly string[]
}

// Only the engine can be elsewhere; the other parts serve their health to their own machine, or with --health.
async function placeOf(call: Call, io: Io): Promise<EnginePlace> {
  const [name] = call.positionals
  if (name === undefined) return (await namedEngine(call, io)) ?? engineAtSocket(socketOf(call, io))
  if (call.text('api') !== undefined) throw new UsageError('--api asks the engine: leave the name out')
  return engineAtSocket(socketOf(call, io))
}

function socketOf({ positionals: [name], text }: Call, io: Io): string {
  const inside =
    name === undefined ? 'state.json' : name === 'sealer' ? 'sealer/health.sock' : `enforcers/${name}/health.sock`
  const places = dataFolders(io, text('data')).map((folder) => join(folder, inside))
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw new CommandError(`nothing runs there: ${places.join(' and ')} are not there`)
  return name === undefined ? (JSON.parse(readFileSync(found, 'utf8')) as { socket: string }).socket : found
}

async function ask(place: EnginePlace): Promise<Readiness> {
  const { text } = await callEngine(place, { method: 'GET', path: '/readyz', timeoutMs: WITHIN_MS })
  try {
    const { ready, reasons } = JSON.parse(text) as Partial<Readiness>
    if (typeof ready === 'boolean' && Array.isArray(reasons)) return { ready, reasons }
  } catch (cause) {
    throw new CommandError(`what answered at ${place.name} is no health: is another program there?`, { cause })
  }
  throw new CommandError(`what answered at ${place.name} is no health: is another program there?`)
}
