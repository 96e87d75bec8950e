import type { DecisionData, Effect, Event, SessionOpenData } from '#schemas'

/** What is kept of a decision until its effect comes: small, so that the join stays flat in memory. */
export interface DecisionNote {
  readonly id: string
  readonly n: number
  /** Milliseconds since 1970, by the clock of its source. */
  readonly time: number
  readonly source: Event['source']
  readonly effect: Effect
  readonly policyEffect: Effect
  readonly action: string
  /** The target's name, for example a database in the register of systems. */
  readonly target: string | null
  /** The approval that it used. */
  readonly approval: string | null
  /** A read of a base relation that nothing narrows or bounds. */
  readonly bulk: boolean
}

/** What is kept of a session's opening. */
export interface SessionNote {
  readonly id: string
  readonly n: number
  readonly openedAt: string
  readonly run: string | null
  readonly human: string | null
  readonly agent: string | null
  readonly enforcer: string
  readonly target: string | null
  /** RFC 3339. */
  readonly expiresAt: string | null
}

export function noteDecision(n: number, event: Event, data: DecisionData): DecisionNote {
  const action = member(data.input, 'action')
  const resource = member(data.input, 'resource')
  return {
    id: data.id,
    n,
    time: Date.parse(event.time),
    source: event.source,
    effect: data.effect,
    policyEffect: data.policyEffect,
    action: text(action, 'name') ?? 'unknown',
    target: text(resource, 'id'),
    approval: data.approval?.state === 'used' ? data.approval.id : null,
    bulk: isBulk(member(resource, 'properties')),
  }
}

export function noteSession(n: number, event: Event, data: SessionOpenData): SessionNote {
  return {
    id: event.session ?? '',
    n,
    openedAt: event.time,
    run: event.run ?? null,
    human: event.actor?.human ?? null,
    agent: event.actor?.agent ?? null,
    enforcer: data.enforcer,
    target: data.target ?? null,
    expiresAt: data.expiresAt ?? null,
  }
}

/** A member of what may be an object; undefined otherwise. Policy input is free-form by action. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}

/** A member that is a non-empty text, or null. */
export function text(value: unknown, key: string): string | null {
  const found = member(value, key)
  return typeof found === 'string' && found !== '' ? found : null
}

// The facts of action sql.query (sql-query.schema.json): a read with neither a narrowing equality nor a limit.
function isBulk(properties: unknown): boolean {
  const effects = member(properties, 'effects')
  const reads = Array.isArray(effects) && (effects.includes('read') || effects.includes('copy'))
  return (
    reads && member(properties, 'filtered') === false && member(properties, 'limit') === -1 && readsBase(properties)
  )
}

function readsBase(properties: unknown): boolean {
  const relations = member(properties, 'relations')
  return Array.isArray(relations) && relations.some((relation) => member(relation, 'kind') !== 'catalog')
}
