import type { ControlResult } from '#schemas'
import type { Fact } from './facts.ts'
import type { Period, Registers, Verdict } from './inputs.ts'

/**
 * One HIPAA paragraph, put as a question that events can answer. A value, not a class; see
 * controls/access-enforcement.ts. It says what the evidence shows, never that somebody is compliant.
 */
export interface Control {
  /** Stable, for example `312-b`. */
  readonly id: string
  /** 45 CFR section. */
  readonly citation: string
  /** Row of OCR's audit protocol; derived from row order, since the page numbers none. */
  readonly protocol: string
  /** True where the rule lets the entity document an equivalent alternative (164.306(d)(3)), in whole or in part. */
  readonly addressable: boolean
  readonly title: string
  readonly question: string
  /** How the answer is computed, for a reader who wants to compute it again. */
  readonly method: string
  /** What these events cannot show. */
  readonly limits: string
  /** What a gap in the evidence does to it: `never` where the answer does not rest on events. */
  readonly touchedByGaps: 'by-source' | 'never'
  start(): ControlFold
}

/** Reads the facts once, front to back, in flat memory. */
export interface ControlFold {
  /** A fact within the period. */
  fold(fact: Fact): void
  /** A fact before the period: context only, it is not judged. */
  remember?(fact: Fact): void
  result(context: ControlContext): ControlFinding
}

export interface ControlContext extends Registers {
  readonly verdict: Verdict
  readonly period: Period
  /** The period's end, or now where that is earlier; milliseconds since 1970. */
  readonly until: number
  /** Ledger number of the last event that was read; 0 where there was none. */
  readonly last: number
}

/** What a control found, before integrity and completeness have their say (gates.ts). */
export interface ControlFinding {
  readonly status: ControlResult['status']
  readonly population: number
  /** A sentence or more that says what the evidence shows. */
  readonly finding: string
  readonly sample: ControlResult['sample']
  readonly exceptions: ControlResult['exceptions']
  /** Sources that the outcome rests on. */
  readonly sources: ReadonlySet<string> | 'any'
}
