import Fastify, { type FastifyInstance } from 'fastify'
import type { Engine } from '../engine.ts'
import { approvalRoutes } from './approvals.ts'
import { checkDocuments } from './documents.ts'
import { evaluationRoutes } from './evaluation.ts'
import { eventRoutes } from './events.ts'
import { addHealth, type Health } from './health.ts'
import { type Introductions, introductionRoutes } from './introductions.ts'
import { takeJsonOnly } from './json-body.ts'
import { answerError, problem, sendProblem } from './problems.ts'
import { ruleRequests } from './request-rules.ts'
import { addRoute } from './routes.ts'
import { sessionRoutes } from './sessions.ts'

export interface ServerDependencies extends Health {
  readonly engine: Engine
  /** Largest body. Big ones block the loop for everybody: a question is small. */
  readonly bodyLimitBytes?: number
  /** For parts that run apart; without it none can introduce itself. */
  readonly introductions?: Introductions
}

const BODY_LIMIT_BYTES = 256 * 1024
const MOST_PARAMETER = 64

/** The engine's API. It listens to nothing yet: see listenEngine. */
export function buildServer({
  engine,
  readiness,
  logBytes,
  bodyLimitBytes = BODY_LIMIT_BYTES,
  introductions,
}: ServerDependencies): FastifyInstance {
  const server = Fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    trustProxy: false,
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: MOST_PARAMETER },
  })
  ruleRequests(server)
  takeJsonOnly(server)
  checkDocuments(server)
  server.setErrorHandler(answerError)
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, problem(404, 'route_unknown')))
  addHealth(server, engine, logBytes === undefined ? { readiness } : { readiness, logBytes })
  const routes = [
    ...evaluationRoutes(engine),
    ...sessionRoutes(engine),
    ...eventRoutes(engine),
    ...approvalRoutes(engine),
    ...(introductions === undefined ? [] : introductionRoutes(engine, introductions)),
  ]
  for (const route of routes) addRoute(server, engine, route)
  return server
}
