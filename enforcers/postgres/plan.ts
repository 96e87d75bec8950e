import { canBeSeen, type Phi, type SeenMode } from '#phi'
import type { Decision, MaskObligation, Obligation } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Analysis } from './analysis.ts'
import type { Field, Planner, PlanRefusal, RowPlan } from './analyst.ts'
import type { Catalog } from './catalog.ts'
import { type ColumnMask, type PlannedColumn, planColumns } from './rows/column-action.ts'
import { isPhiClass, labelRule } from './rows/label-cell.ts'
import type { Lessons } from './rows/lessons.ts'
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
  /** Takes the values of labelled columns; absent where nothing is remembered. */
  readonly lessons?: Lessons
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
  const reads = isRead(analysis)
  const columns: ColumnPlan[] = []
  for (const [index, field] of fields.entries()) {
    const column = planned[index]
    const released = column && copied?.[index] ? releasedClass(column, copied[index]) : null
    const plan = column ? sentPlan(field, column, { released, stored: reads && isStored(field), planning }) : null
    if (plan === null) return binaryRefusal(field)
    columns.push(plan)
  }
  const lessons = planning.lessons ?? null
  if (copied === null || !differ(planned, copied)) return rowMasker(columns, null, lessons)
  return rowMasker(
    columns,
    fields.map((field, index) => recordPlan(field, copied[index], planning)),
    lessons,
  )
}

interface Sent {
  /** Class under which policy shows it in the clear; null where it does not. */
  readonly released: string | null
  /** What the system of record holds, and no words of the client's own. */
  readonly stored: boolean
  readonly planning: Planning
}

function sentPlan(field: Field, column: PlannedColumn, { released, stored, planning }: Sent): ColumnPlan | null {
  // What policy shows is not held against what was seen: it would mask the very names that may be read.
  const seen = released !== null ? 'off' : stored ? 'match' : 'own'
  const plan = columnPlan(field, column, planning, seen)
  if (plan === null) return null
  const taught = stored ? teaching(released ?? labelOf(column), field) : {}
  return { ...plan, ...taught, ...(released === null ? {} : { released }) }
}

// A statement that writes answers with what the client wrote (RETURNING); so may a volatile function.
function isRead({ statement: { effects, complete } }: Analysis): boolean {
  return complete && effects.every((effect) => effect === 'read')
}

// A plain column of a relation. Anything else may be the client's own words: a literal, one side of a UNION.
function isStored({ relation, attribute }: Field): boolean {
  return relation !== 0 && attribute > 0
}

function labelOf({ action }: PlannedColumn): string | null {
  return action.kind === 'mask' && action.by === 'label' ? action.label.class : null
}

function teaching(phiClass: string | null, { format, type }: Field): Pick<ColumnPlan, 'teaches'> {
  if (phiClass === null || !isPhiClass(phiClass) || !canBeSeen(phiClass)) return {}
  return { teaches: { class: phiClass, read: (value) => parameterText(value, format, type) } }
}

// What cannot be read in binary is left out of the recording: that refuses nothing.
function recordPlan(field: Field, column: PlannedColumn | undefined, planning: Planning): ColumnPlan {
  const plan = column ? columnPlan(field, { ...column, subject: false }, planning, 'match') : null
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

function columnPlan(
  field: Field,
  { action, subject }: PlannedColumn,
  { phi, commit }: Planning,
  seen: SeenMode,
): ColumnPlan | null {
  const family = familyOf(field.type)
  const reader = subject ? subjectReader(field) : null
  switch (action.kind) {
    case 'pass':
      return { by: 'scan', rule: { kind: 'keep' }, subject: reader }
    case 'scan': {
      const rule = scanRule(family, field.format, phi, { mode: 'log', seen })
      return rule === null ? null : { by: 'scan', rule, subject: reader }
    }
    case 'mask': {
      const rule = labelRule(action.label, family, field.type, field.format, { phi, commit, seen })
      return { by: action.by, rule, subject: reader }
    }
  }
}
