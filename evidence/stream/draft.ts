import { depthOf, type EventDraft, MOST_DEPTH, parseParts, SchemaError } from '#schemas'
import { EventLogError } from './event-log-error.ts'

/** The most bytes of one event; docs/evidence-format.md. */
export const MOST_EVENT_BYTES: number = 1024 * 1024

/** Lets a draft through that fits its schema and the depth that every reader accepts. Throws EventLogError `invalid`. */
export function checkDraft(draft: EventDraft): void {
  try {
    parseParts('event-draft', draft)
  } catch (cause) {
    if (!(cause instanceof SchemaError)) throw cause
    throw new EventLogError('invalid', `this is no event, so it cannot be recorded: ${cause.message}`, { cause })
  }
  // `data` and `actor` stand one level below the event itself.
  if (!isWithin(draft.data, MOST_DEPTH - 1))
    throw new EventLogError(
      'invalid',
      `the data of a ${draft.kind} event are nested deeper than ${MOST_DEPTH}: flatten them`,
    )
}

function isWithin(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return true
  if (levels === 0) return false
  const depth = depthOf(value)
  if (depth !== undefined) return depth <= levels
  if (Array.isArray(value)) return value.every((item) => isWithin(item, levels - 1))
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key]
    if (typeof member === 'object' && !isWithin(member, levels - 1)) return false
  }
  return true
}
