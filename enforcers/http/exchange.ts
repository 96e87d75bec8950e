import type { Phi, PhiClass } from '#phi'
import type { Decision, EffectData, PayloadReference, PhiAccount } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import { BodyRecord } from './body-record.ts'
import type { BodyFormat } from './media.ts'
import type { BodyPlan } from './obligations.ts'
import type { OpenSession } from './session-cache.ts'
import type { Understood } from './translate.ts'

const MOST_SUBJECTS = 64
const MOST_CLASSES = 64
const USUAL_RECORD_BYTES = 384 * 1024
const FULL_RECORD_BYTES = 16 * 1024 * 1024

export type Outcome = EffectData['outcome']

/** One body of an exchange, as it will be on record. */
interface Way {
  readonly way: 'mask' | 'pass'
  readonly counts: ReadonlyMap<PhiClass, number>
}

/** What event and recording both say. */
interface Said {
  readonly decision: string
  readonly outcome: Outcome
  readonly command: string | undefined
  readonly error: string | undefined
}

interface Account {
  readonly bytes: number
  readonly digest: string | undefined
  readonly payload: PayloadReference
  readonly phi: PhiAccount
}

export interface ExchangeParts {
  readonly context: EnforcerContext
  readonly phi: Phi
  readonly session: OpenSession
  readonly decision: Decision
  readonly understood: Understood
  readonly plan: BodyPlan
  /** As the client states it, masked; null where it states none. */
  readonly purpose: string | null
}

/** What is done under one decision: bodies, patients, counts, keyed digest and recording. */
export class HttpExchange {
  readonly #parts: ExchangeParts
  readonly #startedAt: number
  readonly #subjects = new Map<string, string>()
  readonly #ways: Way[] = []
  readonly #records = new Map<'request' | 'response', BodyRecord>()
  #overflow = false
  #finished = false

  constructor(parts: ExchangeParts) {
    this.#parts = parts
    this.#startedAt = parts.context.now()
  }

  get decision(): Decision {
    return this.#parts.decision
  }

  get finished(): boolean {
    return this.#finished
  }

  /** The record of a body; its flow writes it. */
  record(of: 'request' | 'response', format: BodyFormat): BodyRecord {
    const cap = this.#parts.plan.record === 'full' ? FULL_RECORD_BYTES : USUAL_RECORD_BYTES
    const record = new BodyRecord(format, cap)
    this.#records.set(of, record)
    return record
  }

  /** What a body's flow found counts in the account. */
  counts(way: 'mask' | 'pass', counts: ReadonlyMap<PhiClass, number>): void {
    this.#ways.push({ way, counts })
  }

  /** Notes whose data it is, as a keyed reference: 64 of them, then only that there are more. */
  subject(id: string): void {
    if (this.#overflow || this.#subjects.has(id)) return
    if (this.#subjects.size === MOST_SUBJECTS) this.#overflow = true
    else this.#subjects.set(id, this.#parts.context.commit('patient', id))
  }

  /** Records the effect, once; later calls do nothing. Throws where the log is broken. */
  finish(outcome: Outcome, facts: { readonly status?: number; readonly error?: string } = {}): void {
    if (this.#finished) return
    this.#finished = true
    const { context, session, decision, understood, purpose } = this.#parts
    const { status, error } = facts
    const said: Said = {
      decision: decision.context.id,
      outcome,
      command: status === undefined ? undefined : `${understood.facts.method} ${status}`,
      error: error?.slice(0, 128),
    }
    const response = this.#records.get('response')
    const touched = response !== undefined || this.#records.has('request')
    const account = touched ? this.#account(said, response, status) : undefined
    // In the order of canonical JSON, which then need not sort.
    session.effect({
      ...(account === undefined ? undefined : { bytes: account.bytes }),
      ...(said.command === undefined ? undefined : { command: said.command }),
      decision: said.decision,
      ...(account?.digest === undefined ? undefined : { digest: account.digest }),
      durationMs: Math.max(0, context.now() - this.#startedAt),
      ...(said.error === undefined ? undefined : { error: said.error }),
      outcome,
      ...(account === undefined ? undefined : { payload: account.payload, phi: account.phi }),
      ...(purpose === null ? undefined : { purpose }),
      recipient: `${session.session.agent} (${session.client})`,
    })
  }

  #account(said: Said, response: BodyRecord | undefined, status: number | undefined): Account {
    const { context, understood, session, plan } = this.#parts
    // HMAC over the SHA-256: bodies may be few and guessable.
    const digest =
      response !== undefined && response.bytes > 0 ? context.commit('content', response.sha256()) : undefined
    if (status !== undefined && status < 400) for (const id of understood.patients) this.subject(id)
    const recording = { full: plan.record === 'full', cut: this.#isCut }
    const content = Buffer.from(JSON.stringify(this.#content(said)))
    return {
      bytes: response?.bytes ?? 0,
      digest,
      payload: context.recordPayload(session.session.id, content, recording),
      phi: this.#phi(status),
    }
  }

  #phi(status: number | undefined): PhiAccount {
    const { phi, understood } = this.#parts
    const masked = merged(this.#ways.filter(({ way }) => way === 'mask'))
    const released = merged(this.#ways.filter(({ way }) => way === 'pass'))
    const found = masked.size + released.size > 0 && (status === undefined || status < 400)
    // Somebody's data was there, and nothing says whose.
    const nameless = understood.facts.phi && found && this.#subjects.size === 0
    return {
      detector: { digest: phi.digest, version: phi.version },
      masked: [...masked].slice(0, MOST_CLASSES).map(([name, count]) => ({ by: 'scan' as const, class: name, count })),
      released: [...released].slice(0, MOST_CLASSES).map(([name, count]) => ({ class: name, count })),
      subjects: [...this.#subjects.values()],
      subjectsOverflow: this.#overflow || nameless,
    }
  }

  get #isCut(): boolean {
    return [...this.#records.values()].some(({ cut }) => cut)
  }

  // What `cordon sessions replay` shows: evidence/report/recorded-content.ts reads it.
  #content(said: Said): unknown {
    const { understood } = this.#parts
    const [line = ''] = understood.shape.split('\n', 1)
    return {
      statement: line,
      ...said,
      bodies: [...this.#records].map(([of, record]) => ({ of, format: record.format, text: record.text() })),
      maskedBeyondSent: this.#ways.some(({ way, counts }) => way === 'pass' && counts.size > 0) ? true : undefined,
      truncated: this.#isCut,
    }
  }
}

function merged(ways: readonly Way[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>()
  for (const { counts } of ways) for (const [name, count] of counts) all.set(name, (all.get(name) ?? 0) + count)
  return all
}
