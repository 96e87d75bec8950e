import type { Event } from '#schemas'

/** Clocks of two processes differ; times of different sources are compared with this much room. */
export const CLOCK_TOLERANCE_MS = 5_000

/** The event's time in milliseconds since 1970, by the clock of its source. */
export function stampOf(event: Event): number {
  return Date.parse(event.time)
}
