import type { ControlResult } from '#schemas'

export type Status = ControlResult['status']

/** What contradicts first, then what is not known, then what is supported. */
export const STATUS_ORDER: readonly Status[] = ['exception', 'insufficient', 'supported', 'not-applicable']

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  exception: 'Exception',
  insufficient: 'Insufficient',
  supported: 'Supported',
  'not-applicable': 'Not applicable',
}

export const STATUS_MEANINGS: Readonly<Record<Status, string>> = {
  exception: 'Recorded facts contradict the claim.',
  insufficient: 'The evidence is missing, incomplete or too weak to say.',
  supported: 'The recorded facts bear the claim out, as far as they reach.',
  'not-applicable': 'Nothing of the kind took place in the period.',
}

/** Controls with the exceptions first; within a status in the order of the CFR, as computed. */
export function byStatus(controls: readonly ControlResult[]): readonly ControlResult[] {
  return STATUS_ORDER.flatMap((status) => controls.filter((control) => control.status === status))
}

export function countOf(controls: readonly ControlResult[], status: Status): number {
  return controls.filter((control) => control.status === status).length
}
