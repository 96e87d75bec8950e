import { generateKeyPairSync } from 'node:crypto'
import { canonicalBytes, type Watermark } from '#schemas'
import { NO_HASH, sha256 } from '../evidence/ledger/hash.ts'
import { keyIdOf } from '../evidence/ledger/key-id.ts'

export interface EventRun {
  readonly events: readonly Uint8Array[]
  /** The source's watermark behind them. */
  readonly mark: Watermark
}

const SESSION = 'ses_0000000000000000000000000a'
export const TIME = '2026-01-05T10:00:00.000Z'

/** Runs of events as a busy enforcer makes them: a decision on a masked query, then its effect, one source. */
export function makeEvents(runs: number, each: number): EventRun[] {
  const { publicKey } = generateKeyPairSync('ed25519')
  const id = keyIdOf(publicKey)
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  let seq = 0
  let prev = NO_HASH
  const append = (kind: string, data: object): Uint8Array => {
    const source = { id, epoch: 1, seq: ++seq, prev }
    const actor = { human: 'local|dana', agent: 'agent:bench' }
    const bytes = canonicalBytes({ v: 1, kind, time: TIME, source, session: SESSION, actor, data })
    prev = sha256(bytes)
    return bytes
  }
  return Array.from({ length: runs }, () => {
    const events = Array.from({ length: each }, (_, index) => {
      if (seq === 0)
        return append('source.opened', { publicKey: spki, role: 'bench', version: '0.0.0', previous: null })
      return index % 2 === 0 ? append('decision', decision(seq)) : append('effect', effect(seq - 1))
    })
    return { events, mark: { source: id, epoch: 1, seq, head: prev } }
  })
}

function decision(n: number): object {
  const policy = { digest: 'ab'.repeat(32), revision: 'abababababab' }
  const columns = [
    { column: 'name', class: 'name', transform: 'redact' },
    { column: 'ssn', class: 'ssn', transform: 'redact' },
    { column: 'birth_date', class: 'date', transform: 'year' },
  ]
  const mask = {
    type: 'mask',
    relations: [{ relation: 'public.patients', columns }],
    derived: 'mask',
    scan: true,
    rules: [],
  }
  const reasons = [{ code: 'sql.masked', message: 'labelled columns are masked for group analysts' }]
  const id = decisionId(n)
  return { id, policyEffect: 'allow', effect: 'allow', reasons, obligations: [mask], policy, input: input() }
}

function input(): object {
  const properties = {
    human: 'local|dana',
    agent: 'agent:bench',
    groups: ['analysts'],
    issuer: 'local',
    assurance: 'demo',
  }
  const output = ['name', 'ssn', 'birth_date'].map((column, position) => ({
    position,
    kind: 'column',
    relation: 'public.patients',
    column,
  }))
  const statement = {
    ...{ database: 'clinic', role: 'cordon', statements: 1, kinds: ['SelectStmt'], effects: ['read'] },
    ...{
      complete: true,
      incomplete: [],
      functions: [],
      settings: [],
      filtered: true,
      limit: 50,
      parameters: 1,
      findings: [],
    },
    relations: [{ name: 'public.patients', kind: 'table', access: ['read'], bases: ['public.patients'] }],
    columns: { output, predicate: [], written: [] },
    statementShape: 'c0ffee0123456789',
  }
  return {
    subject: { type: 'agent', id: 'agent:bench', properties: { ...properties, session: SESSION, run: 'run-1' } },
    action: { name: 'sql.query', properties: { phase: 'execute' } },
    resource: { type: 'postgresql', id: 'clinic-pg', properties: statement },
    context: { time: TIME, enforcer: 'clinic-pg', commitments: ['cd'.repeat(32)] },
  }
}

function effect(n: number): object {
  const masked = [{ class: 'ssn', count: 3, by: 'label' }]
  const phi = { masked, released: [], subjects: ['ef'.repeat(16)], subjectsOverflow: false }
  const payload = { exchange: n, digest: '12'.repeat(32), bytes: 2048, truncated: false }
  return {
    decision: decisionId(n),
    outcome: 'done',
    rows: 3,
    bytes: 4096,
    command: 'SELECT 3',
    phi,
    payload,
    durationMs: 3,
  }
}

function decisionId(n: number): string {
  return `dec_${String(n).padStart(26, '0')}`
}
