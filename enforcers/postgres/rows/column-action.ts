import type { MaskedColumn, MaskObligation } from '#schemas'
import type { Analysis } from '../analysis.ts'
import type { Field } from '../analyst.ts'
import type { Catalog, CatalogRelation } from '../catalog.ts'
import { familyOf } from './types-by-oid.ts'

/** What happens to one column of the rows that come back. */
export type ColumnAction =
  | { readonly kind: 'pass' }
  /** Read for values that look like PHI. */
  | { readonly kind: 'scan' }
  /** Masked in every row. `derived`: it is no plain column, but may be made of labelled ones. */
  | { readonly kind: 'mask'; readonly by: 'label' | 'derived'; readonly label: Label }

export type Label = Pick<MaskedColumn, 'class' | 'transform'>

/** What columns are held against: an obligation, or the stricter mask of the recording. */
export interface ColumnMask extends Pick<MaskObligation, 'relations' | 'derived' | 'scan'> {
  /** Relations of which nobody told the labels: no column of theirs stays. */
  readonly untold?: ReadonlySet<string>
}

export interface PlannedColumn {
  readonly action: ColumnAction
  /** It holds the patient's id: counted for the accounting of disclosures. */
  readonly subject: boolean
}

const PASS: ColumnAction = { kind: 'pass' }
const SCAN: ColumnAction = { kind: 'scan' }
/** No plain column has this class: something unknown that may hold any of them. */
const DERIVED: ColumnAction = { kind: 'mask', by: 'derived', label: { class: 'other-id', transform: 'redact' } }

/**
 * Decides column by column, by what the rows say of themselves: table and attribute number, never names. Null
 * where the catalog does not know a relation or an attribute: it is stale then.
 */
export function planColumns(
  fields: readonly Field[],
  mask: ColumnMask,
  analysis: Analysis,
  catalog: Catalog,
): readonly PlannedColumn[] | null {
  const columns = fields.map((field, index) =>
    field.relation === 0
      ? { action: expressionAction(index, mask, analysis, field), subject: false }
      : relationColumn(field, mask, analysis, catalog),
  )
  return columns.includes(null) ? null : (columns as readonly PlannedColumn[])
}

// An expression passes only where the analysis says, at this very position, that no column's value is in it.
function expressionAction(index: number, mask: ColumnMask, analysis: Analysis, field: Field): ColumnAction {
  const { statements, columns, complete } = analysis.statement
  const said = statements === 1 ? columns.output.filter((column) => column.position === index + 1) : []
  const [only] = said
  if (complete && said.length === 1 && (only?.kind === 'count' || only?.kind === 'constant')) return rest(mask, field)
  const mayHoldLabelled = mask.relations.length > 0 || (mask.untold?.size ?? 0) > 0
  return mask.derived === 'mask' && mayHoldLabelled ? DERIVED : rest(mask, field)
}

function rest(mask: ColumnMask, field: Field): ColumnAction {
  return mask.scan && familyOf(field.type) !== 'plain' ? SCAN : PASS
}

function relationColumn(field: Field, mask: ColumnMask, analysis: Analysis, catalog: Catalog): PlannedColumn | null {
  const relation = catalog.relationByOid(field.relation)
  if (!relation) return null
  const labelled = obligationsOf(relation, mask)
  const named = isNamed(relation, analysis)
  if (field.attribute < 0) return { action: PASS, subject: false }
  // A whole row holds every column at once.
  if (field.attribute === 0) {
    const shut = !named || labelled.some(({ columns }) => columns.length > 0) || isOpaque(relation, mask)
    return { action: shut ? DERIVED : rest(mask, field), subject: false }
  }
  const column = relation.columns.get(field.attribute)
  if (column === undefined) return null
  const subject = labelled.some((one) => one.subject === column)
  return { action: columnAction(column, relation, named, labelled, mask, field), subject }
}

function columnAction(
  column: string,
  relation: CatalogRelation,
  named: boolean,
  labelled: readonly MaskObligation['relations'][number][],
  mask: ColumnMask,
  field: Field,
): ColumnAction {
  const labels = labelled.flatMap((one) => one.columns.filter((entry) => entry.column === column))
  const label = strictest(labels)
  if (label) return { kind: 'mask', by: 'label', label }
  // Rows of a relation that the statement does not name: a name changed its meaning between asking and running.
  if (!named && relation.kind !== 'catalog') return DERIVED
  if (isOpaque(relation, mask)) return DERIVED
  // Names of schemas, tables and types are no patient's.
  if (relation.kind === 'catalog' && field.type === NAME) return PASS
  return rest(mask, field)
}

const NAME = 19

// What a view calls a column may be any expression over its bases; unlabelled, it is as derived as that.
function isOpaque(relation: CatalogRelation, mask: ColumnMask): boolean {
  if (isUntold(relation, mask)) return true
  const view = relation.kind === 'view' || relation.kind === 'materialized-view'
  return view && mask.derived === 'mask' && obligationsOf(relation, mask).length > 0
}

/** Obligations that speak of a relation: by its own name, or of what it reads or inherits from. */
function obligationsOf(relation: CatalogRelation, mask: ColumnMask): readonly MaskObligation['relations'][number][] {
  return mask.relations.filter((one) => one.relation === relation.name || relation.bases.includes(one.relation))
}

function isUntold(relation: CatalogRelation, { untold }: ColumnMask): boolean {
  if (untold === undefined || relation.kind === 'catalog') return false
  return untold.has(relation.name) || relation.bases.some((base) => untold.has(base))
}

function isNamed(relation: CatalogRelation, { statement }: Analysis): boolean {
  return statement.relations.some((one) => one.name === relation.name || one.bases.includes(relation.name))
}

// Two labels on one column, from a parent and a child: what leaves less of it wins.
function strictest(labels: readonly MaskedColumn[]): Label | null {
  const order: readonly MaskedColumn['transform'][] = ['null', 'redact', 'token', 'pseudonym', 'zip3', 'year']
  const [first, ...others] = labels
  if (!first) return null
  return others.reduce(
    (best, one) => (order.indexOf(one.transform) < order.indexOf(best.transform) ? one : best),
    first,
  )
}
