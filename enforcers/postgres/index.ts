import { createPhi } from '#phi'
import type { Listener } from '../enforcer.ts'
import { openControl } from './control.ts'
import { createAnalyst } from './create-analyst.ts'
import { listen } from './listener.ts'
import { limitsOf, type PostgresOptions, targetOf } from './options.ts'
import { watchUpstream } from './upstream-watch.ts'

export type { PostgresOptions } from './options.ts'

/**
 * Guards one database of one PostgreSQL: every statement is decided, every row goes through a plan. The upstream
 * must be there at the start, since its catalog says what names mean. `run` rejects with a message that says
 * what is missing.
 */
export const postgres: Listener<PostgresOptions> = {
  kind: 'listener',
  name: 'postgres',
  options: 'config',
  run: async (options, context) => {
    const { phi = createPhi() } = context
    const control = openControl(targetOf(options), context.signal)
    try {
      const { query } = control
      const { name: enforcer } = options.config
      const { statementBytes, probeMs, startupMs } = limitsOf(options.config)
      const analyst = await createAnalyst({
        enforcer,
        query,
        phi,
        commit: context.commit,
        now: context.now,
        statementBytes,
      })
      const watch = watchUpstream({ control, everyMs: probeMs, withinMs: startupMs, name: enforcer, context })
      await listen({ options, context, analyst, phi, upstreamFailed: watch.look }).finally(watch.stop)
    } finally {
      control.close()
    }
  },
}
