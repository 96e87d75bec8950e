import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { type Call, command, type Run } from '../command.ts'
import { CommandError, EXIT, type Io } from '../io.ts'
import { dataFolders } from '../state.ts'

const WITHIN_MS = 2000

export const run: Run = command({
  name: 'ready',
  summary: 'Asks a running part whether it is ready; without a name `cordon up` or the engine. Exit 1 when it is not.',
  usage: '[sealer | NAME]',
  options: {
    data: { type: 'string', value: 'FOLDER', help: 'data folder, as the configuration names it' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [
    ['cordon ready', 'of `cordon up` or `cordon engine`'],
    ['cordon ready clinic-db --data /data', 'of `cordon enforce clinic-db`: a health check for a container'],
  ],
  run: async (call, io) => {
    const answer = await ask(socketOf(call, io))
    if (call.flag('json')) io.out(`${JSON.stringify(answer)}\n`)
    else io.out(answer.ready ? 'ready\n' : `not ready: ${answer.reasons.join(', ')}\n`)
    return answer.ready ? EXIT.ok : EXIT.failure
  },
})

interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly string[]
}

function socketOf({ positionals: [name], text }: Call, io: Io): string {
  const inside =
    name === undefined ? 'state.json' : name === 'sealer' ? 'sealer/health.sock' : `enforcers/${name}/health.sock`
  const places = dataFolders(io, text('data')).map((folder) => join(folder, inside))
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw new CommandError(`nothing runs there: ${places.join(' and ')} are not there`)
  return name === undefined ? (JSON.parse(readFileSync(found, 'utf8')) as { socket: string }).socket : found
}

function ask(socketPath: string): Promise<Readiness> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new CommandError(`no answer at ${socketPath} (${why}): is it running?`))
    const outgoing = request({ socketPath, path: '/readyz', timeout: WITHIN_MS }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', ({ message }) => fail(message))
      incoming.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Readiness)
        } catch {
          fail('it is no health')
        }
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('it is late')))
    outgoing.on('error', ({ message }) => fail(message))
    outgoing.end()
  })
}
