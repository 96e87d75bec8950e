import {
  type AlarmData,
  type ApprovalData,
  type AuthData,
  type DecisionData,
  type EffectData,
  type Event,
  type EventData,
  type EventKind,
  type PolicyActivateData,
  parse,
  SchemaError,
  type SessionCloseData,
  type SessionOpenData,
  type SourceEnrolledData,
  type SourceHeadData,
  type SourceOpenedData,
} from '#schemas'
import type { DecisionNote, SessionNote } from './notes.ts'

/** A ledger event with its data checked and typed, and with what it belongs to: what the controls fold over. */
export type Fact =
  | Typed<'decision', DecisionData>
  | (Typed<'effect', EffectData> & {
      /** The decision that it came under; null where the ledger holds none, or where it was forgotten. */
      readonly decision: DecisionNote | null
      /** True where the decision may have been forgotten by the join's bound: its absence proves nothing. */
      readonly decisionForgotten: boolean
    })
  | Typed<'approval', ApprovalData>
  | Typed<'session.open', SessionOpenData>
  | Typed<'session.close' | 'session.abandoned', SessionCloseData>
  | Typed<'auth', AuthData>
  | Typed<'source.opened', SourceOpenedData>
  | Typed<'source.enrolled', SourceEnrolledData>
  | Typed<'source.head' | 'heartbeat', SourceHeadData>
  | Typed<'policy.activate' | 'policy.refused', PolicyActivateData>
  | Typed<'alarm', AlarmData>
  | { [Kind in FreeKind]: Typed<Kind, Readonly<Record<string, unknown>>> }[FreeKind]
  /** Its data does not fit the schema of its kind: it is counted, and believed in nothing. */
  | Typed<'malformed', Readonly<Record<string, unknown>>>

export type FactOf<Kind extends Fact['kind']> = Extract<Fact, { readonly kind: Kind }>

/** The kinds whose data are free-form facts. */
export type FreeKind =
  | 'gap.explained'
  | 'breakglass.open'
  | 'breakglass.close'
  | 'config'
  | 'review'
  | 'export'
  | 'doctor'

interface Typed<Kind, Data> {
  readonly kind: Kind
  readonly n: number
  readonly event: Event
  readonly data: Data
  /** The session that the event names, as its opening described it. */
  readonly session: SessionNote | null
}

/** Data of a kind, checked against event-data.schema.json; null where they do not fit. */
export function readData(event: Event): Fact['data'] | null {
  const member = MEMBERS[event.kind]
  if (member === null) return event.data
  try {
    return parse('event-data', { [member]: event.data })[member] ?? null
  } catch (error) {
    if (error instanceof SchemaError) return null
    throw error
  }
}

const MEMBERS: Readonly<Record<EventKind, keyof EventData | null>> = {
  decision: 'decision',
  effect: 'effect',
  approval: 'approval',
  'session.open': 'sessionOpen',
  'session.close': 'sessionClose',
  'session.abandoned': 'sessionClose',
  auth: 'auth',
  heartbeat: 'sourceHead',
  'source.opened': 'sourceOpened',
  'source.head': 'sourceHead',
  'source.enrolled': 'sourceEnrolled',
  'gap.explained': null,
  'policy.activate': 'policyActivate',
  'policy.refused': 'policyActivate',
  'breakglass.open': null,
  'breakglass.close': null,
  config: null,
  alarm: 'alarm',
  review: null,
  export: null,
  doctor: null,
}
