import type { Event } from '#schemas'

/** What is looked at of an event to judge chains and completeness. `data` may be parsed at each look. */
export interface JudgedEvent {
  readonly kind: Event['kind']
  readonly time: string
  readonly source: Event['source']
  readonly session?: string | undefined
  readonly data: Event['data']
}
