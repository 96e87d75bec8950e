import { command, type Run } from '../command.ts'
import { PART_OPTIONS, runPart } from '../compose/apart/part-call.ts'
import { UsageError } from '../io.ts'

export const run: Run = command({
  name: 'enforce',
  summary: 'Runs one enforcer alone, until SIGINT or SIGTERM. It waits for the engine, and accepts nobody before that.',
  usage: 'NAME',
  options: PART_OPTIONS,
  examples: [
    ['cordon enforce clinic-db', 'the enforcer of that name in ./cordon.yaml'],
    ['cordon enforce clinic-db --key /run/secrets/clinic-db.pem --health 0.0.0.0:9464', 'in a container'],
  ],
  run: async (call, io) => {
    const [name, ...rest] = call.positionals
    if (name === undefined || rest.length > 0) throw new UsageError('one name is wanted; see cordon enforce --help')
    const { composeEnforcer } = await import('../compose/apart/enforce-process.ts')
    return runPart(call, io, (parts) => composeEnforcer({ ...parts, name }))
  },
})
