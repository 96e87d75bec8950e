import { BoundedMap } from '../bounded-map.ts'
import type { Control, ControlFinding } from '../control.ts'
import type { Fact } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, list } from '../wording.ts'

const MOST_TARGETS = 4096
const MOST_SOURCES = 4096

interface Coverage {
  n: number
  decisions: number
  effects: number
  beats: number
  readonly sources: Set<string>
}

/** 164.312(b): activity is recorded in every system that holds ePHI. */
export const auditControls: Control = {
  id: '312-b',
  citation: '45 CFR 164.312(b)',
  protocol: 'S48',
  addressable: false,
  title: 'Audit controls',
  question: 'Did every system in scope record what was decided and what was done, or show that it was idle?',
  method:
    'The register of systems is joined to the targets of decisions and effects. A system is covered by at least one decision and one effect, or by heartbeats of the process that had opened sessions to it. An exception is a silent system, one with decisions and no effect, or one that emits events and is not in the register.',
  limits: 'It covers access through Cordon. What the systems log themselves, and access by other ways, is not seen.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const targets = new BoundedMap<string, Coverage>(MOST_TARGETS)
    const serves = new BoundedMap<string, Set<string>>(MOST_SOURCES)
    return {
      remember(fact) {
        noteServing(fact, serves)
      },
      fold(fact) {
        noteServing(fact, serves)
        const { id } = fact.event.source
        if (fact.kind === 'decision') touch(targets, targetOf(fact), fact, 'decisions')
        if (fact.kind === 'effect') touch(targets, targetOf(fact), fact, 'effects')
        if (fact.kind === 'heartbeat' || fact.kind === 'source.head')
          for (const target of serves.get(id) ?? []) touch(targets, target, fact, 'beats')
      },
      result({ last, systems }) {
        const emitting = [...targets.entries()].filter(([, coverage]) => coverage.decisions + coverage.effects > 0)
        if (systems === null || systems.length === 0)
          return tally.finding(
            'insufficient',
            `No register of systems in scope was handed in, so coverage cannot be judged. Events came from ${list(emitting.map(([name]) => name)) || 'no system'}.`,
          )
        const scope = systems.filter(({ phi }) => phi)
        tally.add(scope.length)
        const states = { recorded: 0, idle: 0 }
        for (const { name } of scope) {
          const coverage = targets.get(name)
          const state = stateOf(coverage)
          if (state === 'recorded' || state === 'idle') states[state]++
          else tally.except(coverage?.n ?? last, `${name}: ${state}`)
          if (coverage !== undefined) sampleOf(name, coverage, tally)
        }
        const registered = new Set(systems.map(({ name }) => name))
        for (const [name, { n }] of emitting)
          if (!registered.has(name)) tally.except(n, `${name} emits events and is not in the register`)
        return settled(tally, scope.length, states)
      },
    }
  },
}

function sampleOf(name: string, coverage: Coverage, tally: Tally): void {
  const { beats, decisions, effects, n, sources } = coverage
  for (const source of sources) tally.drawOn(source)
  tally.sampled(
    n,
    () => `${name}: ${count(decisions, 'decision')}, ${count(effects, 'effect')}, ${count(beats, 'heartbeat')}`,
  )
}

function settled(
  tally: Tally,
  scope: number,
  states: { readonly recorded: number; readonly idle: number },
): ControlFinding {
  const story = `${count(scope, 'system')} in scope: ${states.recorded} with decisions and effects, ${states.idle} idle with heartbeats`
  if (tally.exceptions === 0) return tally.finding(scope > 0 ? 'supported' : 'insufficient', `${story}.`)
  const off = `${count(tally.exceptions, 'system')} ${agree(tally.exceptions, 'is', 'are')}`
  return tally.finding('exception', `${story}; ${off} silent, half recorded or unregistered.`)
}

function targetOf(fact: Fact): string | null {
  if (fact.kind === 'effect') return fact.decision?.target ?? fact.session?.target ?? null
  if (fact.kind !== 'decision') return null
  const resource = fact.data.input['resource']
  const id = typeof resource === 'object' && resource !== null && 'id' in resource ? resource.id : null
  return typeof id === 'string' ? id : (fact.session?.target ?? null)
}

function touch(
  targets: BoundedMap<string, Coverage>,
  name: string | null,
  fact: Fact,
  what: 'decisions' | 'effects' | 'beats',
): void {
  if (name === null) return
  const known = targets.get(name) ?? { n: fact.n, decisions: 0, effects: 0, beats: 0, sources: new Set<string>() }
  known[what]++
  if (known.sources.size < MOST_SOURCES) known.sources.add(fact.event.source.id)
  targets.set(name, known)
}

function noteServing(fact: Fact, serves: BoundedMap<string, Set<string>>): void {
  if (fact.kind !== 'session.open' || fact.data.target === undefined) return
  const known = serves.get(fact.event.source.id) ?? new Set<string>()
  if (known.size < MOST_TARGETS) known.add(fact.data.target)
  serves.set(fact.event.source.id, known)
}

function stateOf(coverage: Coverage | undefined): string {
  if (coverage === undefined) return 'no event in the period'
  if (coverage.decisions > 0 && coverage.effects > 0) return 'recorded'
  if (coverage.decisions > 0) return 'decisions, and no effect'
  if (coverage.effects > 0) return 'effects, and no decision'
  return 'idle'
}
