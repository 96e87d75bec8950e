import { type Approval, parse } from '#schemas'
import type { Shelf } from './shelf.ts'
import { type RecordedFact, stepOf } from './states.ts'

/** Approvals as they stood at one point of the log. */
export interface ApprovalSnapshot {
  readonly version: 1
  readonly approvals: readonly Approval[]
}

export function takeSnapshot(shelf: Shelf): ApprovalSnapshot {
  return { version: 1, approvals: [...shelf.all()] }
}

/** Folds a snapshot and the events after it onto a shelf. Throws SchemaError, or TypeError for another version. */
export async function unfold(
  shelf: Shelf,
  snapshot: ApprovalSnapshot | null,
  events: Iterable<RecordedFact> | AsyncIterable<RecordedFact>,
): Promise<void> {
  if (snapshot !== null && (snapshot.version !== 1 || !Array.isArray(snapshot.approvals)))
    throw new TypeError('the snapshot of approvals has an unknown form: restore it from the evidence store')
  for (const approval of snapshot?.approvals ?? []) shelf.put(parse('approval', approval))
  for await (const event of events) {
    const found = stepOf(event)
    if (!found) continue
    if (found.step.kind === 'requested') parse('approval', found.step.approval)
    shelf.apply(found.id, found.step)
  }
}
