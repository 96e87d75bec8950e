import type { FastifyInstance } from 'fastify'
import type { Engine } from '../engine.ts'

export interface Health {
  /** Why the engine is not ready, as short codes that hold no secret; empty when it is. */
  readonly readiness: () => readonly string[]
  /** Bytes of the log that are not yet released. */
  readonly logBytes?: () => number
}

/** Open to everybody who reaches the engine: they say how it is, never who or what it serves. */
export function addHealth(server: FastifyInstance, engine: Engine, { readiness, logBytes }: Health): void {
  const reasons = (): readonly string[] => [...readiness(), ...policyReasons(engine)]

  server.get('/livez', async (_request, reply) => reply.type('application/json').send('{"live":true}'))
  server.get('/readyz', async (_request, reply) => {
    const why = reasons()
    const body = JSON.stringify({ ready: why.length === 0, reasons: why })
    return reply
      .code(why.length === 0 ? 200 : 503)
      .type('application/json')
      .send(body)
  })
  server.get('/metrics', async (_request, reply) => {
    const gauges = {
      sessions: engine.sessions.count(),
      approvalsPending: engine.approvals.pending(),
      ready: reasons().length === 0,
      ...(logBytes === undefined ? {} : { logBytes: logBytes() }),
    }
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(engine.metrics.render(gauges))
  })
}

function policyReasons({ policy }: Engine): readonly string[] {
  try {
    policy.current()
    return []
  } catch {
    return ['policy_missing']
  }
}
