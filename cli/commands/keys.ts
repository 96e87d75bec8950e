import { type Call, group, type Run } from '../command.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { engineKeys, type HeldKey, type RotatedKey, rotateKey, tenantKeys } from '../keys.ts'
import { isAlive, readState } from '../state.ts'

const DATA = { data: { type: 'string', value: 'FOLDER', help: 'data folder of Cordon' } } as const

export const run: Run = group(
  'keys',
  'Secrets of the data folder, by id: the ones in use, and older ones that are still read.',
  [
    {
      name: 'keys list',
      summary: 'ids of the keys that references and recordings are made with',
      options: { ...DATA, json: { type: 'boolean', help: 'print JSON' } },
      examples: [['cordon keys list', 'the key in use first']],
      run: async (call, io) => {
        const { data } = readState(io, call.text('data'))
        const held = { engine: engineKeys(data).map(idOf), tenant: tenantKeys(data).map(idOf) }
        if (call.flag('json')) io.out(`${JSON.stringify(held)}\n`)
        else
          for (const [name, [inUse, ...older]] of Object.entries(held))
            io.out(`${name.padEnd(8)} ${inUse}${older.length > 0 ? `  older: ${older.join(', ')}` : ''}\n`)
        return EXIT.ok
      },
    },
    {
      name: 'keys rotate',
      summary: 'put a new key in use, while Cordon is stopped; the former one is kept to read what was made with it',
      usage: 'engine|tenant',
      options: { ...DATA, json: { type: 'boolean', help: 'print JSON' } },
      examples: [
        [
          'cordon keys rotate engine',
          'references to patients, fingerprints: approvals that wait must be asked for again',
        ],
        ['cordon keys rotate tenant', 'recordings of sessions that open from then on'],
      ],
      run: rotate,
    },
  ],
)

async function rotate(call: Call, io: Io): Promise<number> {
  const [name] = call.positionals
  if (name !== 'engine' && name !== 'tenant') throw new UsageError('name the key to rotate: engine or tenant')
  const { data, pid } = readState(io, call.text('data'))
  if (isAlive(pid))
    throw new CommandError(
      `the Cordon of ${data} runs (process ${pid}) with that key: stop it, rotate, and start it again`,
    )
  const rotated = rotateKey(data, name satisfies RotatedKey)
  if (call.flag('json')) io.out(`${JSON.stringify({ key: name, ...rotated })}\n`)
  else
    io.out(
      `${name} key ${rotated.to} is in use from the next start; ${rotated.from} is kept: back up the keys folder\n`,
    )
  return EXIT.ok
}

function idOf({ id }: HeldKey<unknown>): string {
  return id
}
