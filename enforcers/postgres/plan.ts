import type { Phi } from '#phi'
import type { Decision, MaskObligation, Obligation } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Analysis } from './analysis.ts'
import type { Field, Planner, PlanRefusal, RowPlan } from './analyst.ts'
import type { Catalog } from './catalog.ts'
import { type ColumnMask, type PlannedColumn, planColumns } from './rows/column-action.ts'
import { isPhiClass, labelRule } from './rows/label-cell.ts'
import { parameterText } from './rows/parameter-text.ts'
import { differ, recordMask, releasedClass } from './rows/record-mask.ts'
import { type ColumnPlan, rowMasker } from './rows/row-masker.ts'
import { scanRule } from './rows/scan-cell.ts'
import { printed } from './rows/subject-text.ts'
import { familyOf } from './rows/types-by-oid.ts'

export interface Planning {
  readonly catalog: Catalog
  readonly phi: Phi
  readonly commit: EnforcerContext['commit']
}

/**
 * How rows are treated under a decision. Refuses what cannot be met: an obligation of a kind or class that is not
 * known here, or one about a relation that the analysis does not name.
 */
export function planRows(decision: Decision, analysis: Analysis, planning: Planning): Planner | PlanRefusal {
  const { obligations } = decision.context
  const unknown = obligations.find((one) => !KNOWN.has(one.type))
  if (unknown) return refusal('it asks for something that this version of Cordon cannot do')
  const masks = obligations.filter((one): one is MaskObligation => one.type === 'mask')
  const mask = masks.length > 1 ? joined(masks) : (masks[0] ?? NO_MASK)
  const fault = faultOf(mask, analysis)
  if (fault !== null) return fault
  const recorded = recordMask(masks.length === 0 ? null : mask, analysis)
  return (fields) => compile(fields, { sent: mask, recorded }, analysis, planning)
}

const KNOWN: ReadonlySet<Obligation['type']> = new Set(['mask', 'rows', 'record'])
const NO_MASK: MaskObligation = { type: 'mask', relations: [], derived: 'pass', scan: false, rules: [] }

// Each of several holds: the strictest of every part.
function joined(masks: readonly MaskObligation[]): MaskObligation {
  return {
    type: 'mask',
    relations: masks.flatMap((one) => one.relations),
    derived: masks.some((one) => one.derived === 'mask') ? 'mask' : 'pass',
    scan: masks.some((one) => one.scan),
    rules: masks.flatMap((one) => one.rules),
  }
}

function faultOf(mask: MaskObligation, { statement }: Analysis): PlanRefusal | null {
  const named = new Set(statement.relations.flatMap(({ name, bases }) => [name, ...bases]))
  for (const { relation, columns } of mask.relations) {
    if (!named.has(relation)) return refusal('it speaks of a relation that this statement does not name')
    if (columns.some((column) => !isPhiClass(column.class)))
      return refusal('its label catalogue has a class that this version of Cordon has no mask for')
  }
  return null
}

function refusal(why: string): PlanRefusal {
  return {
    refused: 'obligation',
    message: `the statement is allowed under an obligation that cannot be met: ${why}. Tell the operator of Cordon.`,
  }
}

interface Masks {
  readonly sent: ColumnMask
  /** Null where the recording is what was sent. */
  readonly recorded: ColumnMask | null
}

function compile(
  fields: readonly Field[],
  { sent, recorded }: Masks,
  analysis: Analysis,
  planning: Planning,
): RowPlan | PlanRefusal {
  const planned = planColumns(fields, sent, analysis, planning.catalog)
  const copied = recorded === null ? null : planColumns(fields, recorded, analysis, planning.catalog)
  if (planned === null || (recorded !== null && copied === null))
    return { refused: 'stale', message: 'the rows come from a relation that the catalog does not have: try again' }
  const columns: ColumnPlan[] = []
  for (const [index, field] of fields.entries()) {
    const column = planned[index]
    const plan = column ? columnPlan(field, column, planning) : null
    if (plan === null) return binaryRefusal(field)
    const released = column && copied?.[index] ? releasedClass(column, copied[index]) : null
    columns.push(released === null ? plan : { ...plan, released })
  }
  if (copied === null || !differ(planned, copied)) return rowMasker(columns)
  return rowMasker(
    columns,
    fields.map((field, index) => recordPlan(field, copied[index], planning)),
  )
}

// What cannot be read in binary is left out of the recording: that refuses nothing.
function recordPlan(field: Field, column: PlannedColumn | undefined, planning: Planning): ColumnPlan {
  const plan = column ? columnPlan(field, { ...column, subject: false }, planning) : null
  return plan ?? { by: 'derived', rule: { kind: 'fixed', phiClass: 'other-id', value: null }, subject: null }
}

function binaryRefusal({ name, type }: Field): PlanRefusal {
  const shown = /^[a-z_][a-z0-9_]{0,62}$/.test(name) ? `"${name}" ` : ''
  return {
    refused: 'obligation',
    message: `column ${shown}(type ${type}) cannot be read for patient data in binary format: ask for text format`,
  }
}

function subjectReader({ format, type }: Field): (value: Uint8Array) => string | null {
  return (value) => {
    const text = parameterText(value, format, type)
    return text === null ? null : printed(text, type)
  }
}

function columnPlan(field: Field, { action, subject }: PlannedColumn, { phi, commit }: Planning): ColumnPlan | null {
  const family = familyOf(field.type)
  const reader = subject ? subjectReader(field) : null
  switch (action.kind) {
    case 'pass':
      return { by: 'scan', rule: { kind: 'keep' }, subject: reader }
    case 'scan': {
      const rule = scanRule(family, field.format, phi, 'log')
      return rule === null ? null : { by: 'scan', rule, subject: reader }
    }
    case 'mask': {
      const rule = labelRule(action.label, family, field.type, field.format, { phi, commit })
      return { by: action.by, rule, subject: reader }
    }
  }
}
