import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DocumentName } from '#schemas'
import type { Engine } from '../engine.ts'
import type { VerifiedToken } from '../identity/verified-token.ts'
import { callerCheck, type GuardedRoute } from './callers.ts'
import { documents } from './documents.ts'

/** A route of the API: who calls is known, and the body fits its document, before `handle` runs. */
export interface ApiRoute {
  readonly route: GuardedRoute
  readonly body?: DocumentName
  readonly answer?: DocumentName
  readonly handle: (call: ApiCall) => Promise<unknown> | unknown
}

export interface ApiCall {
  readonly caller: VerifiedToken
  /** Checked against the route's document; undefined where it takes none. */
  readonly body: unknown
  /** `:id` of the path. Never a path: it is looked up, nothing else. */
  readonly id: string
  readonly reply: FastifyReply
}

/** Registers a route. The caller is checked before the body is read, so that strangers cost nothing. */
export function addRoute(server: FastifyInstance, engine: Engine, { route, body, answer, handle }: ApiRoute): void {
  const [method = '', url = ''] = route.split(' ')
  const check = callerCheck(engine, route)
  const callers = new WeakMap<FastifyRequest, VerifiedToken>()
  server.route({
    method,
    url,
    schema: documents({ ...(body === undefined ? {} : { body }), ...(answer === undefined ? {} : { answer }) }),
    onRequest: async (request) => {
      callers.set(request, await check(request))
    },
    handler: async (request, reply) => {
      const caller = callers.get(request)
      if (!caller) throw new TypeError('a handler ran for a caller who was not checked')
      const { id = '' } = request.params as { id?: string }
      const answered = await handle({ caller, body: request.body, id, reply })
      return answered === undefined ? reply.code(204).send() : answered
    },
  })
}
