import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ActivePolicy,
  createEngine,
  createEngineKey,
  type Engine,
  enrollEnforcer,
  type LocalIssuer,
  openEnforcerSigner,
  openEnrolledIssuer,
  openLocalIssuer,
  type RecordedFact,
  type Recorder,
} from '#engine'
import { type AccessRequest, type EventDraft, type PolicyResult, parse, type SessionPeer } from '#schemas'

export const START: number = Date.parse('2026-03-01T08:00:00.000Z')
export const PEER: SessionPeer = { enforcer: 'pg', target: 'clinic', transport: 'loopback' }
export const CALLER = { name: 'pg', subjects: false } as const

/** A log in memory: checks every draft as the real one's events are, and may be told to fail. */
export interface MemoryLog extends Recorder {
  readonly facts: RecordedFact[]
  readonly drafts: EventDraft[]
  /** `full`: append throws. `broken`: nothing becomes durable. */
  fails: 'no' | 'full' | 'broken'
}

const DATA_MEMBERS: Readonly<Record<string, string>> = {
  decision: 'decision',
  approval: 'approval',
  auth: 'auth',
  effect: 'effect',
}

export function memoryLog(now: () => number): MemoryLog {
  const log: MemoryLog = {
    facts: [],
    drafts: [],
    fails: 'no',
    append(draft) {
      if (log.fails === 'full') throw Object.assign(new Error('the log is full'), { code: 'full' })
      // What a log keeps is bytes: later changes of the draft must not reach it.
      const kept = parse('event-draft', JSON.parse(JSON.stringify(draft)))
      const member = DATA_MEMBERS[kept.kind]
      if (member) parse('event-data', { [member]: kept.data })
      log.drafts.push(kept)
      log.facts.push({ kind: kept.kind, time: new Date(now()).toISOString(), data: kept.data })
      if (log.fails === 'broken')
        return { durable: Promise.reject(Object.assign(new Error('sync'), { code: 'failed' })) }
      return { durable: Promise.resolve() }
    },
  }
  return log
}

/** A policy whose answer a test sets; the seam of engine/policy, without a bundle. */
export interface ScriptedPolicy {
  answer: (input: object) => PolicyResult
  digest: string
  current(): ActivePolicy
}

export const ALLOW: PolicyResult = {
  effect: 'allow',
  reasons: [{ rule: 'sql.allow_read', message: 'Reading is granted.' }],
  obligations: [{ type: 'rows', most: 100 }],
}
export const HOLD: PolicyResult = {
  effect: 'require_approval',
  reasons: [{ rule: 'sql.write_needs_approval', message: 'Writing needs an officer.' }],
  obligations: [{ type: 'rows', most: 100 }],
  approval: { groups: ['security-officers'], ttlSeconds: 900 },
}
export const DENY: PolicyResult = {
  effect: 'deny',
  reasons: [{ rule: 'sql.bulk_export', message: 'Bulk export is denied.' }],
  obligations: [],
}

export function scriptedPolicy(answer: PolicyResult): ScriptedPolicy {
  const policy: ScriptedPolicy = {
    answer: () => answer,
    digest: 'a'.repeat(64),
    current: () => ({
      reference: { digest: policy.digest, revision: 'test' },
      sequence: 1,
      evaluate: (_action, input) => policy.answer(input),
    }),
  }
  return policy
}

export interface Rig {
  readonly clock: { now: number }
  readonly now: () => number
  readonly log: MemoryLog
  readonly policy: ScriptedPolicy
  readonly issuer: LocalIssuer
  readonly engine: Engine
  readonly folder: string
  readonly failures: { decision: string; code: string; cause: unknown }[]
  /** A token of an agent for the data path. */
  readonly agentToken: (over?: { human?: string; agent?: string; ttlSeconds?: number }) => Promise<string>
  readonly personToken: (human: string, role: 'officer' | 'auditor' | 'admin', groups?: string[]) => Promise<string>
  readonly enforcerToken: (name: string, grants?: 'subjects'[]) => Promise<string>
  /** A second engine over the same log, restored as after a crash. */
  readonly restarted: () => Promise<Engine>
  readonly end: () => void
}

export function rig(answer: PolicyResult = ALLOW, over: { mostSessions?: number; mostApprovals?: number } = {}): Rig {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-engine-'))
  const clock = { now: START }
  const now = (): number => clock.now
  const log = memoryLog(now)
  const policy = scriptedPolicy(answer)
  const keys = join(folder, 'issuer')
  const issuer = openLocalIssuer({ folder: keys, officers: true, now })
  const enrolled = openEnrolledIssuer(keys)
  const failures: Rig['failures'] = []
  const make = (): Engine =>
    createEngine({
      policy,
      recorder: log,
      key: createEngineKey(Buffer.alloc(32, 7)),
      issuers: [issuer.issuer, enrolled],
      now,
      maskNote: (note) => note.replaceAll(/\d{3}-\d{2}-\d{4}/g, '[ssn]'),
      onFailure: (failure) => failures.push(failure),
      ...over,
    })
  return {
    clock,
    now,
    log,
    policy,
    issuer,
    engine: make(),
    folder,
    failures,
    agentToken: ({ human = 'ana', agent = 'coder', ttlSeconds = 3600 } = {}) =>
      issuer.issueToken({ human, agent, groups: ['developers'], audience: 'cordon:data', ttlSeconds, run: 'run-1' }),
    personToken: (human, role, groups = ['security-officers']) =>
      issuer.issueToken({ human, role, groups, audience: 'cordon:api', ttlSeconds: 900 }),
    enforcerToken: async (name, grants = []) => {
      const { keyFile } = enrollEnforcer({ folder: keys, name, grants, now })
      clock.now += 1001
      return openEnforcerSigner({ keyFile, name, now })()
    },
    restarted: async () => {
      const engine = make()
      await engine.approvals.restore(null, log.facts)
      return engine
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A question about one UPDATE; `over` replaces facts of the statement. */
export function question(
  session: string,
  over: Record<string, unknown> = {},
  context: Record<string, unknown> = {},
): AccessRequest {
  return {
    subject: { type: 'session', id: session },
    action: { name: 'sql.query', properties: { phase: 'simple' } },
    resource: {
      type: 'postgresql',
      id: 'clinic',
      properties: {
        database: 'clinic',
        role: 'cordon_app',
        statements: 1,
        kinds: ['update'],
        effects: ['read', 'write'],
        complete: true,
        incomplete: [],
        relations: [{ name: 'public.patients', kind: 'table', access: ['read', 'write'], bases: ['public.patients'] }],
        columns: {
          output: [],
          predicate: [{ relation: 'public.patients', column: 'id', form: 'equality' }],
          written: [{ relation: 'public.patients', column: 'phone', source: 'literal' }],
        },
        functions: [],
        settings: [],
        filtered: true,
        limit: -1,
        statementShape: '4f2a',
        parameters: 0,
        findings: [],
        ...over,
      },
    },
    context: {
      enforcer: 'pg',
      commitments: ['c0ffee', 'beef'],
      shape: 'UPDATE patients SET phone = $1 WHERE id = $2',
      ...context,
    },
  }
}
