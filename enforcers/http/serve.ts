import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Decision, faultOf } from '#schemas'
import type { Peer } from '../enforcer.ts'
import { PURPOSE_HEADER, statedPurpose } from '../wire/stated-purpose.ts'
import { HttpExchange } from './exchange.ts'
import { forward } from './forward.ts'
import { type Head, readHead } from './framing.ts'
import { HttpError } from './http-error.ts'
import { acceptsFhir } from './media.ts'
import { type BodyPlan, planBodies } from './obligations.ts'
import { type Manner, refuseDecision, refuseError } from './refuse.ts'
import { NO_BODY, type RequestBody, readBody } from './request-body.ts'
import { sendRefusal } from './send-refusal.ts'
import type { ServeParts } from './serve-parts.ts'
import { findService, type Service } from './services.ts'
import type { OpenSession } from './session-cache.ts'
import { readTarget, type Target } from './target.ts'
import { accessRequest, type Understood, understandRequest } from './translate.ts'

/** How a client is connected. */
export interface Wire {
  readonly transport: Peer['transport']
  readonly encryption: string
  readonly client: string
}

/** One request, from its head to the last byte of its answer. Never rejects. */
export async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  wire: Wire,
  parts: ServeParts,
): Promise<void> {
  const state: State = { manner: 'problem', decision: null, exchange: null, session: null }
  try {
    const admitted = await admit(incoming, wire, parts, state)
    const body = await readWanted(incoming, response, admitted, parts)
    const { decision, understood } = await ask(admitted, body, parts, state)
    const plan = allowed(decision, understood, admitted, parts, response, state)
    if (plan === null) return
    const exchange = new HttpExchange({
      context: parts.context,
      phi: parts.phi,
      session: admitted.session,
      decision,
      understood,
      plan,
      purpose: admitted.purpose,
    })
    state.exchange = exchange
    await forward({ ...parts, ...admitted, response, body, exchange, plan, secure: wire.transport === 'tls' })
  } catch (error) {
    fail(error, response, parts, state)
  } finally {
    state.session?.release()
  }
}

/** What is known so far, for whoever has to say what went wrong. */
interface State {
  manner: Manner
  decision: Decision | null
  exchange: HttpExchange | null
  session: OpenSession | null
}

interface Admitted {
  readonly head: Head
  readonly target: Target
  readonly service: Service
  readonly segments: readonly string[]
  readonly session: OpenSession
  readonly purpose: string | null
}

// Framing and target first: nobody is asked about a request that two readers would read in two ways.
async function admit(incoming: IncomingMessage, wire: Wire, parts: ServeParts, state: State): Promise<Admitted> {
  const { httpVersion, method = '', url = '', rawHeaders } = incoming
  const head = readHead({ httpVersion, method, url, rawHeaders })
  const target = readTarget(head.target, head.host)
  const { service, segments } = findService(parts.services, head.host, target.segments)
  if (service.kind === 'fhir' && acceptsFhir(head.headers.get('accept'))) state.manner = 'outcome'
  const token = bearerOf(head)
  const session = await parts.sessions.open({ token, target: service.target, ...wire })
  state.session = session
  const purpose = statedPurpose(head.headers.get(PURPOSE_HEADER), (text) => parts.phi.maskText(text).text)
  return { head, target, service, segments, session, purpose }
}

function bearerOf({ headers }: Head): string {
  const token = /^bearer +([\x21-\x7e]{1,16384})$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (token === undefined)
    throw new HttpError('credential_missing', 'Show a token of Cordon: `Authorization: Bearer TOKEN`.')
  return token
}

async function readWanted(
  incoming: IncomingMessage,
  response: ServerResponse,
  { head, service }: Admitted,
  { phi, limits }: ServeParts,
): Promise<RequestBody> {
  if (!head.hasBody) return NO_BODY
  if (head.headers.has('expect')) response.writeContinue()
  return readBody(incoming, head, { service, phi, limits })
}

async function ask(
  { head, target, service, segments, session }: Admitted,
  { facts: body }: RequestBody,
  { context, phi, enforcer }: ServeParts,
  state: State,
): Promise<{ readonly decision: Decision; readonly understood: Understood }> {
  const classify = (text: string): string | null => phi.maskText(text).findings[0]?.class ?? null
  const understood = understandRequest({ head, target, service, segments, body, classify })
  const { commit } = context
  const request = accessRequest(understood, { session: session.session.id, target: service.target, enforcer, commit })
  const decision = await context.decide(request)
  state.decision = decision
  return { decision, understood }
}

/** The plan of an allow; null where the answer has been given: refused, and that is on record. */
function allowed(
  decision: Decision,
  understood: Understood,
  { session, purpose, service }: Admitted,
  { context, phi }: ServeParts,
  response: ServerResponse,
  { manner }: State,
): BodyPlan | null {
  const isAllow = decision.decision === true && decision.context.effect === 'allow'
  const planned = isAllow ? planBodies(decision) : null
  // What a vault opens cannot be masked as its service's answers are: it is opened, or nothing is.
  const plan = service.kind === 'vault' && planned?.response === 'mask' ? null : planned
  if (plan !== null) return plan
  // An engine that was started again knows its old sessions no more.
  if (decision.context.reasons.some(({ rule }) => rule === 'engine.subject_unknown')) session.forget()
  const refusal = isAllow
    ? refuseError(
        new HttpError('obligation_unmet', 'It is allowed only under obligations that cannot be met for HTTP.'),
        decision.context.id,
        manner,
      )
    : refuseDecision(decision, manner)
  const none: BodyPlan = { request: 'mask', response: 'mask', ids: 'number', found: 'redact', record: 'masked' }
  new HttpExchange({ context, phi, session, decision, understood, plan: none, purpose }).finish('refused', {
    status: refusal.status,
    error: isAllow ? 'obligation_unmet' : decision.context.effect,
  })
  sendRefusal(response, refusal)
  return null
}

function fail(error: unknown, response: ServerResponse, { context }: ServeParts, state: State): void {
  const known = error instanceof HttpError ? error : null
  if (known === null) context.log.error('an exchange failed', faultOf(error))
  const said = known ?? new HttpError('evidence_unavailable', 'It cannot be done now: see the log of Cordon.')
  if (known !== null && known.cause !== undefined)
    context.log.warn('an exchange was refused', { code: known.code, cause: faultOf(known.cause) })
  try {
    state.exchange?.finish(known === null || known.code.startsWith('upstream') ? 'failed' : 'refused', {
      status: said.status,
      error: said.code,
    })
  } catch (cause) {
    context.log.error('what was done could not be recorded', faultOf(cause))
  }
  sendRefusal(response, refuseError(said, state.decision?.context.id ?? null, state.manner))
}
