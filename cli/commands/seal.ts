import { command, type Run } from '../command.ts'
import { PART_OPTIONS, runPart } from '../compose/apart/part-call.ts'

export const run: Run = command({
  name: 'seal',
  summary: 'Runs the sealer alone, until SIGINT or SIGTERM: reads Kafka, seals and stores. One a shard.',
  options: PART_OPTIONS,
  examples: [
    ['cordon seal', 'with ./cordon.yaml; enroll it first: cordon enforcer enroll sealer'],
    ['cordon seal --key /run/secrets/sealer.pem --health 0.0.0.0:9464', 'in a container'],
  ],
  run: async (call, io) => {
    const { composeSealer } = await import('../compose/apart/seal-process.ts')
    return runPart(call, io, composeSealer)
  },
})
