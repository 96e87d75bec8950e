import { performance } from 'node:perf_hooks'
import type { Effect } from '#schemas'

/** What the decider tells the meter. */
export interface DecisionMeter {
  /** A monotonic instant, for `decided`. */
  start(): number
  decided(effect: Effect, startedAt: number): void
}

export interface Metrics extends DecisionMeter {
  /** Prometheus text exposition format 0.0.4. Labels are from closed sets: no agent, human or path is ever one. */
  render(gauges: Gauges): string
}

/** Read when the metrics are asked for. */
export interface Gauges {
  readonly sessions: number
  readonly approvalsPending: number
  /** Bytes of the log that are not yet released; absent where nobody knows. */
  readonly logBytes?: number
  readonly ready: boolean
}

const BUCKETS_MS: readonly number[] = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000]

export function createMetrics(): Metrics {
  const effects: Record<Effect, number> = { allow: 0, deny: 0, require_approval: 0 }
  const buckets = new Array<number>(BUCKETS_MS.length + 1).fill(0)
  let sumMs = 0

  function decided(effect: Effect, startedAt: number): void {
    const ms = performance.now() - startedAt
    effects[effect]++
    sumMs += ms
    let index = 0
    while (index < BUCKETS_MS.length && ms > (BUCKETS_MS[index] ?? 0)) index++
    buckets[index] = (buckets[index] ?? 0) + 1
  }

  function render({ sessions, approvalsPending, logBytes, ready }: Gauges): string {
    const lines = [...head('cordon_decisions_total', 'counter', 'Decisions by effect.')]
    for (const [effect, count] of Object.entries(effects))
      lines.push(`cordon_decisions_total{effect="${effect}"} ${count}`)
    lines.push(...histogram(buckets, sumMs))
    lines.push(...gauge('cordon_sessions_open', 'Open sessions.', sessions))
    lines.push(...gauge('cordon_approvals_pending', 'Approvals that wait for an officer.', approvalsPending))
    if (logBytes !== undefined) lines.push(...gauge('cordon_log_bytes', 'Bytes of the log not yet released.', logBytes))
    lines.push(...gauge('cordon_ready', 'Whether /readyz says yes.', ready ? 1 : 0))
    return `${lines.join('\n')}\n`
  }
  return { start: () => performance.now(), decided, render }
}

function histogram(buckets: readonly number[], sumMs: number): string[] {
  const name = 'cordon_decision_seconds'
  const lines = head(name, 'histogram', 'Time from the question to the durable answer.')
  let total = 0
  for (const [index, count] of buckets.entries()) {
    total += count
    const bound = BUCKETS_MS[index]
    lines.push(`${name}_bucket{le="${bound === undefined ? '+Inf' : bound / 1000}"} ${total}`)
  }
  return [...lines, `${name}_sum ${sumMs / 1000}`, `${name}_count ${total}`]
}

function gauge(name: string, help: string, value: number): string[] {
  return [...head(name, 'gauge', help), `${name} ${value}`]
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}
