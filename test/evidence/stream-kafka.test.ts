import { describe, skip } from '#test/suite'
import { missingKafka, startKafka } from '../services/kafka.ts'
import { eventSourceContract } from './contracts/event-source.ts'
import { Stage } from './kafka/stage.ts'

const missing = missingKafka()
const NAME = 'Kafka'

if (missing !== null) {
  describe(NAME, (test) => skip(test, NAME, missing))
} else {
  const kafka = await startKafka()
  eventSourceContract('Kafka', async () => {
    const stage = new Stage(kafka.brokers)
    const { log, shipper } = await stage.produce()
    const source = stage.source()
    return {
      source,
      append: async (draft) => {
        await log.append(draft).durable
        await shipper.flush(20_000)
      },
      end: () => stage.end(),
    }
  })

  describe(NAME, (test) => {
    test.after(() => kafka.stop())
    test('x', () => undefined)
  })
}
