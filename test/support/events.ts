import { createHash } from 'node:crypto'
import type { Actor, Event, EventKind } from '#schemas'

/** An event at its place in the ledger, as a verifier hands it on. */
export interface LedgerEvent {
  readonly n: number
  readonly event: Event
}

export const START: string = '2026-05-04T08:00:00.000Z'
export const SOURCES: { readonly engine: string; readonly enforcer: string } = {
  engine: 'e'.repeat(16),
  enforcer: 'f'.repeat(16),
}
export const ANA: Actor = { human: 'clinic|ana', agent: 'claude-code', assurance: 'idp' }
export const POLICY: { readonly digest: string; readonly revision: string } = {
  digest: 'a'.repeat(64),
  revision: 'aaaaaaaaaaaa',
}
const ZEROS = '0'.repeat(64)

export interface EventOptions {
  /** Seconds after START; else one after the event before. */
  readonly at?: number
  readonly source?: string
  readonly session?: string
  readonly run?: string
  readonly actor?: Actor | null
}

/** Builds a stream of synthetic events, numbered and stamped as a log and a sealer would. */
export class EventStream {
  readonly entries: LedgerEvent[] = []
  #at = 0
  readonly #seqs = new Map<string, number>()

  add(kind: EventKind, data: Event['data'], options: EventOptions = {}): this {
    this.#at = options.at ?? this.#at + 1
    const id = options.source ?? SOURCES.engine
    const seq = (this.#seqs.get(id) ?? 0) + 1
    this.#seqs.set(id, seq)
    const actor = options.actor === undefined ? ANA : options.actor
    const event: Event = {
      v: 1,
      kind,
      time: new Date(Date.parse(START) + this.#at * 1000).toISOString(),
      source: { id, epoch: 1, seq, prev: seq === 1 ? ZEROS : sha256(`${id} ${seq}`) },
      ...(options.session === undefined ? {} : { session: options.session }),
      ...(options.run === undefined ? {} : { run: options.run }),
      ...(actor === null ? {} : { actor }),
      data,
    }
    this.entries.push({ n: this.entries.length, event })
    return this
  }

  /** Login and session opening, as engine and enforcer record them. */
  open(session: string, data: Event['data'] = {}, options: EventOptions = {}): this {
    const actor = options.actor === undefined ? {} : { actor: options.actor }
    this.add('auth', { outcome: 'accepted', enforcer: 'clinic-pg', issuer: 'clinic' }, { session, ...actor })
    return this.add(
      'session.open',
      {
        enforcer: 'clinic-pg',
        target: 'clinic',
        client: 'private',
        transport: 'tls1.3',
        expiresAt: new Date(Date.parse(START) + 3600_000).toISOString(),
        ...data,
      },
      { session, run: 'run-1', source: SOURCES.enforcer, ...options },
    )
  }

  decision(id: string, effect: string, data: Event['data'] = {}, options: EventOptions = {}): this {
    return this.add(
      'decision',
      {
        id,
        policyEffect: effect,
        effect,
        reasons:
          effect === 'allow' ? [] : [{ rule: 'sql.bulk_export', message: 'Reading a whole PHI table is refused.' }],
        obligations: [],
        policy: POLICY,
        input: query(),
        ...data,
      },
      { session: 'ses_1', ...options },
    )
  }

  effect(decision: string, outcome: string, data: Event['data'] = {}, options: EventOptions = {}): this {
    return this.add(
      'effect',
      { decision, outcome, ...data },
      { session: 'ses_1', source: SOURCES.enforcer, ...options },
    )
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LedgerEvent> {
    yield* this.entries
  }
}

/** The policy input of a query, as far as a report reads it. */
export function query(properties: Readonly<Record<string, unknown>> = {}): Event['data'] {
  return {
    action: { name: 'sql.query', properties: { phase: 'simple' } },
    resource: {
      type: 'postgresql',
      id: 'clinic',
      properties: {
        effects: ['read'],
        filtered: true,
        limit: -1,
        relations: [{ name: 'public.patients', kind: 'table', access: ['read'], bases: ['public.patients'] }],
        ...properties,
      },
    },
  }
}

/** What an effect says of PHI. */
export function phi(
  masked: Readonly<Record<string, number>> = {},
  released: Readonly<Record<string, number>> = {},
  subjects: readonly string[] = [],
  subjectsOverflow = false,
): Event['data'] {
  const entries = Object.entries
  return {
    masked: entries(masked).map(([name, count]) => ({ class: name, count, by: 'label' })),
    released: entries(released).map(([name, count]) => ({ class: name, count })),
    subjects: [...subjects],
    subjectsOverflow,
  }
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
