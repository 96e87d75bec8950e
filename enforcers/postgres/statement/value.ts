import type { OutputColumn } from '#schemas'

/** A column of a relation in the catalog; `*` for the whole row, `?` where it could not be resolved. */
export interface BaseColumn {
  readonly relation: string
  readonly column: string
  /** OID of its type, where the catalog says. */
  readonly type?: number | undefined
}

/**
 * What is known of one expression: how plain it is, and every base column that can reach it. A `column` with
 * several origins is one of them, which the analysis could not tell apart (JOIN … USING).
 */
export interface Value {
  readonly kind: Exclude<OutputColumn['kind'], 'star'>
  readonly origins: readonly BaseColumn[]
  /** A parameter goes in. */
  readonly parameter: boolean
}

export interface Column {
  readonly name: string
  readonly value: Value
}

export const CONSTANT: Value = { kind: 'constant', origins: [], parameter: false }
export const PARAMETER: Value = { kind: 'constant', origins: [], parameter: true }
/** A column that nothing in reach has. */
export const UNKNOWN_COLUMN: BaseColumn = { relation: '?', column: '?' }
export const OPAQUE: Value = { kind: 'expression', origins: [], parameter: false }

/** What comes out where these go in: constant only where all are. */
export function mixed(values: readonly Value[]): Value {
  if (values.every((value) => value.kind === 'constant')) return values.some((v) => v.parameter) ? PARAMETER : CONSTANT
  return expression(values)
}

/** As `mixed`, and never plain: a function or something unknown stands between. */
export function expression(values: readonly Value[]): Value {
  return { kind: 'expression', origins: originsOf(values), parameter: values.some((value) => value.parameter) }
}

/** One of these columns, which cannot be told apart. */
export function either(values: readonly Value[]): Value {
  const [first] = values
  if (first === undefined) return OPAQUE
  if (values.length === 1) return first
  return values.every((value) => value.kind === 'column')
    ? { kind: 'column', origins: originsOf(values), parameter: false }
    : expression(values)
}

export function originsOf(values: readonly Value[]): readonly BaseColumn[] {
  const [first] = values
  if (first !== undefined && values.length === 1) return first.origins
  const seen = new Set<BaseColumn>()
  for (const { origins } of values) for (const origin of origins) seen.add(origin)
  return [...seen]
}
