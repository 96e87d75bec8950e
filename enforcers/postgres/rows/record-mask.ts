import type { MaskObligation } from '#schemas'
import type { Analysis } from '../analysis.ts'
import type { ColumnMask, PlannedColumn } from './column-action.ts'
import { isPhiClass } from './label-cell.ts'

/**
 * What a recording is masked by: everything that has a label, whoever may see it, and what is made of it. Null where
 * the obligation asks for all that already. What nobody told the labels of is not recorded at all.
 *
 * `mask` is null where the decision carries no mask obligation.
 */
export function recordMask(mask: MaskObligation | null, { statement }: Analysis): ColumnMask | null {
  if (mask === null) {
    const untold = new Set(statement.relations.filter(({ kind }) => kind !== 'catalog').map(({ name }) => name))
    return { relations: [], derived: 'mask', scan: true, untold }
  }
  const hidesDerived = mask.derived === 'mask' || mask.relations.length === 0
  if (mask.scan && hidesDerived && mask.relations.every(hidesAll)) return null
  return {
    relations: mask.relations.map((one) => ({ ...one, columns: [...one.columns, ...(one.released ?? [])] })),
    derived: 'mask',
    scan: true,
    untold: new Set(mask.relations.filter(({ released }) => released === undefined).map(({ relation }) => relation)),
  }
}

/** Whether the recording needs a copy of its own: some column of it is treated otherwise than the one that is sent. */
export function differ(sent: readonly PlannedColumn[], recorded: readonly PlannedColumn[]): boolean {
  return recorded.some((column, index) => !isSame(column, sent[index]))
}

/** Class under which a column that is sent in the clear, and recorded masked, counts as released. */
export function releasedClass(sent: PlannedColumn, recorded: PlannedColumn): string | null {
  if (recorded.action.kind !== 'mask' || sent.action.kind === 'mask') return null
  const { class: phiClass } = recorded.action.label
  return isPhiClass(phiClass) ? phiClass : 'other-id'
}

function hidesAll({ released }: MaskObligation['relations'][number]): boolean {
  return released !== undefined && released.length === 0
}

function isSame({ action }: PlannedColumn, other: PlannedColumn | undefined): boolean {
  if (other === undefined || action.kind !== other.action.kind) return false
  if (action.kind !== 'mask' || other.action.kind !== 'mask') return true
  return action.label.class === other.action.label.class && action.label.transform === other.action.label.transform
}
