import { Stage } from './stage.ts'

/** A test on a stage of its own, that ends with it; where it fails, its last warnings are told. */
export type Within = (body: (stage: Stage) => Promise<void>, make?: () => Stage) => () => Promise<void>

export function stagesBefore(brokers: readonly string[]): Within {
  return (body, make = () => new Stage(brokers)) =>
    async () => {
      const stage = make()
      try {
        await body(stage)
      } catch (error) {
        process.stderr.write(`${stage.warnings.slice(-20).join('\n')}\n`)
        throw error
      } finally {
        await stage.end()
      }
    }
}
