import { type AccessRequest, type Actor, type DocumentName, type PolicySubject, parseParts } from '#schemas'
import type { Sessions } from './identity/sessions.ts'
import type { PolicyInput } from './policy-input.ts'
import { Refusal } from './refusal.ts'

/** Who asks: an enforcer by its own name. */
export interface Caller {
  readonly name: string
  /** May name subjects of its own instead of sessions (AuthZEN clients). */
  readonly subjects: boolean
}

/** A question with everything filled in, fit for policy and for the record. */
export interface Understood {
  readonly input: PolicyInput
  /** The statement's text without literals, for officers; empty where there is none. */
  readonly shape: string
  readonly actor: Actor
  /** Session handle; null for a subject that the caller vouches for. */
  readonly session: string | null
  readonly run: string
}

/** Action → schema of its input. An action that is not here is denied. */
const INPUT_SCHEMAS: ReadonlyMap<string, DocumentName> = new Map([
  ['sql.query', 'sql-query'],
  ['git.push', 'git-push'],
  ['git.fetch', 'git-fetch'],
  ['http.request', 'http-request'],
])

/** True for an action that has a schema: its name may be recorded. */
export function isKnownAction(name: string): boolean {
  return INPUT_SCHEMAS.has(name)
}

/**
 * Checks a question, fills in subject and time, and checks the whole against the schema of its action. `shape` is
 * taken out of the context: policy never sees text. Throws Refusal.
 */
export function understand(
  question: unknown,
  { caller, sessions, time }: { readonly caller: Caller; readonly sessions: Sessions; readonly time: string },
): Understood {
  const request = fit(() => parseParts('access-request', question), 'request_invalid')
  const document = INPUT_SCHEMAS.get(request.action.name)
  if (document === undefined) throw new Refusal('action_unknown')
  const { shape, ...circumstances } = request.context ?? {}
  const who = subjectOf(request, caller, sessions)
  const enforcer = circumstances['enforcer'] ?? caller.name
  if (enforcer !== caller.name) throw new Refusal('place_mismatch')
  const input: PolicyInput = {
    action: request.action,
    context: { ...circumstances, enforcer: caller.name, time },
    resource: request.resource,
    subject: who.subject,
  }
  fit(() => parseParts(document, input), 'input_invalid')
  const { session, actor } = who
  return {
    input,
    shape: typeof shape === 'string' ? shape : '',
    actor,
    session,
    run: who.subject.properties.run,
  }
}

interface Who {
  readonly subject: PolicySubject
  readonly actor: Actor
  readonly session: string | null
}

function subjectOf({ subject, resource }: AccessRequest, caller: Caller, sessions: Sessions): Who {
  if (subject.type !== 'session') return vouchedFor(subject, caller)
  const live = sessions.find(subject.id)
  if (!live) throw new Refusal('subject_unknown')
  if (live.peer.enforcer !== caller.name) throw new Refusal('subject_foreign')
  if (live.peer.target !== resource.id) throw new Refusal('place_mismatch')
  // What else the body says about the subject counts for nothing.
  return { subject: live.subject, actor: live.actor, session: subject.id }
}

// A caller with the grant vouches for its subjects; how sure that is, is not for it to say.
function vouchedFor({ id, properties = {} }: AccessRequest['subject'], { name, subjects }: Caller): Who {
  if (!subjects) throw new Refusal('subject_forbidden')
  const subject = {
    type: 'agent',
    id,
    properties: { ...properties, agent: id, issuer: name, assurance: 'asserted' },
  } as PolicySubject
  const { human, agent, groups } = subject.properties
  return { subject, actor: { human, agent, groups, assurance: 'asserted' }, session: null }
}

function fit<Value>(check: () => Value, code: 'request_invalid' | 'input_invalid'): Value {
  try {
    return check()
  } catch (cause) {
    throw new Refusal(code, { cause })
  }
}
