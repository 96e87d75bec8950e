import type { ServerResponse } from 'node:http'
import type { Phi } from '#phi'
import type { HttpLimits } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { HttpExchange } from './exchange.ts'
import type { Head } from './framing.ts'
import type { BodyPlan } from './obligations.ts'
import type { RequestBody } from './request-body.ts'
import type { Service } from './services.ts'
import type { SessionCache } from './session-cache.ts'
import type { Target } from './target.ts'
import type { Upstream } from './upstream.ts'

/** What requests are served with; the same for all of a listener. */
export interface ServeParts {
  readonly context: EnforcerContext
  readonly phi: Phi
  readonly enforcer: string
  readonly services: readonly Service[]
  readonly upstreams: ReadonlyMap<Service, Upstream>
  readonly sessions: SessionCache
  readonly limits: Required<HttpLimits>
}

/** One request that was allowed, on its way to its service and back. */
export interface ForwardParts extends Pick<ServeParts, 'phi' | 'limits' | 'upstreams'> {
  readonly head: Head
  readonly target: Target
  readonly service: Service
  readonly response: ServerResponse
  readonly body: RequestBody
  readonly exchange: HttpExchange
  readonly plan: BodyPlan
  readonly secure: boolean
}
