import type { Engine } from '../engine.ts'
import { enforcerOf } from './callers.ts'
import type { ApiRoute } from './routes.ts'

/** OpenID AuthZEN Authorization API 1.0, Access Evaluation: a deny is an answer, so it is 200. */
export function evaluationRoutes(engine: Engine): readonly ApiRoute[] {
  return [
    {
      route: 'POST /access/v1/evaluation',
      body: 'access-request',
      answer: 'decision',
      handle: ({ caller, body }) => engine.decide(body, enforcerOf(caller)),
    },
  ]
}
