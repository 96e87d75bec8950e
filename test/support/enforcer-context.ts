import { createHmac } from 'node:crypto'
import type { AccessRequest, Decision, EffectData, EventDraft, Session } from '#schemas'
import { mintId } from '#schemas'
import type { EnforcerContext, Log, Recording } from '../../enforcers/enforcer.ts'

/** What a test says to one request: an effect, and what goes with an allow. */
export interface Verdict {
  readonly effect: Decision['context']['effect']
  readonly obligations?: Decision['context']['obligations']
  readonly message?: string
}

export interface FakeEngine {
  readonly context: EnforcerContext
  readonly requests: AccessRequest[]
  readonly events: EventDraft[]
  /** Recorded exchanges, decoded. */
  readonly payloads: Record<string, unknown>[]
  /** How each of them was asked to be recorded. */
  readonly recordings: readonly Recording[]
  /** What the enforcer said of its health, in order. */
  readonly faults: readonly (string | null)[]
  /** Effects in the order in which they were recorded. */
  effects(): EffectData[]
  /** Resolves with the address once the enforcer accepts connections. */
  readonly ready: Promise<string>
  /** Whether `recordPayload` throws for want of room. */
  fillRecordings(on: boolean): void
  /** Lets `record` throw from now on. */
  breakLog(): void
  stop(): void
}

/** Keeps what the operator is told, with everything that went with it. */
export function logTo(logged: unknown[]): Log {
  const note = (...line: readonly unknown[]): void => void logged.push(line)
  return { info: note, warn: note, error: note }
}

export const TOKEN = 'a-token'
const POLICY = { digest: '0'.repeat(64), revision: 'test' }

/** A context whose engine is the test: it answers what `judge` says, and keeps what was recorded. */
export function fakeEngine(judge: (request: AccessRequest) => Verdict, session: Partial<Session> = {}): FakeEngine {
  const end = new AbortController()
  const requests: AccessRequest[] = []
  const events: EventDraft[] = []
  const faults: (string | null)[] = []
  const payloads: Record<string, unknown>[] = []
  const recordings: Recording[] = []
  let broken = false
  let full = false
  let announce: (address: string) => void = () => undefined
  const ready = new Promise<string>((resolve) => {
    announce = resolve
  })
  const context: EnforcerContext = {
    authenticate: async (credential) => {
      if (credential !== TOKEN) throw Object.assign(new Error('refused'), { code: 'refused' })
      return { ...ADA, id: mintId('ses', Date.now()), ...session }
    },
    decide: async (request) => {
      requests.push(structuredClone(request))
      return decision(judge(request))
    },
    record: (draft) => {
      if (broken) throw Object.assign(new Error('the log is full'), { code: 'full' })
      events.push(draft)
      return { durable: Promise.resolve() }
    },
    recordPayload: (_session, exchange, recording = {}) => {
      if (full) throw Object.assign(new Error('no room for recordings'), { code: 'full' })
      payloads.push(JSON.parse(Buffer.from(exchange).toString('utf8')) as Record<string, unknown>)
      recordings.push(recording)
      const { cut: truncated = false } = recording
      return { exchange: payloads.length - 1, digest: '0'.repeat(64), bytes: exchange.length, truncated }
    },
    commit: (domain, value) => createHmac('sha256', `key of ${domain}`).update(value).digest('hex'),
    ready: announce,
    health: (fault) => faults.push(fault),
    signal: end.signal,
    log: { info: () => undefined, warn: () => undefined, error: (message, facts) => console.error(message, facts) },
    now: Date.now,
  }
  return {
    context,
    requests,
    events,
    payloads,
    recordings,
    faults,
    ready,
    effects: () => events.filter(({ kind }) => kind === 'effect').map(({ data }) => data as unknown as EffectData),
    fillRecordings: (on) => {
      full = on
    },
    breakLog: () => {
      broken = true
    },
    stop: () => end.abort(),
  }
}

const ADA: Omit<Session, 'id'> = {
  run: 'run-1',
  human: 'local|ada',
  agent: 'test-agent',
  groups: ['care'],
  issuer: 'local',
  assurance: 'demo',
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
}

export function decision({ effect, obligations = [], message = 'because the test says so' }: Verdict): Decision {
  const id = mintId('dec', Date.now())
  const approval = { id: mintId('apr', Date.now()), state: 'pending', expiresAt: '2030-01-01T00:00:00.000Z' } as const
  return {
    decision: effect === 'allow',
    context: {
      id,
      effect,
      reasons: [{ rule: 'test.rule', message }],
      obligations,
      policy: POLICY,
      ...(effect === 'require_approval' ? { approval } : {}),
    },
  }
}
