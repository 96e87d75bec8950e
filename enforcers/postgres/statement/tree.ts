/**
 * A node of the parse tree as libpg_query prints it. Where the grammar says `Node`, it is wrapped: one member,
 * named after the node, in capitals (`{SelectStmt: {…}}`); fields of a fixed type come bare. Members that hold
 * their default (0, false, empty text) are left out.
 */
export interface Tree {
  readonly [member: string]: unknown
}

/** Name and body of a wrapped node, or null where it is none. */
export function unwrap(value: unknown): { readonly kind: string; readonly body: Tree } | null {
  if (!isTree(value)) return null
  const keys = Object.keys(value)
  const [kind] = keys
  if (keys.length !== 1 || kind === undefined) return null
  const first = kind.charCodeAt(0)
  const body = value[kind]
  return first >= 65 && first <= 90 && isTree(body) ? { kind, body } : null
}

/** The body of a wrapped node of that kind, or null. */
export function bodyOf(value: unknown, kind: string): Tree | null {
  const body = isTree(value) ? value[kind] : undefined
  return isTree(body) ? body : null
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is a list; empty where it is left out. */
export function listOf(node: Tree | null | undefined, member: string): readonly unknown[] {
  const value = node?.[member]
  return Array.isArray(value) ? value : []
}

/** A member that is a tree, or null. */
export function treeOf(node: Tree | null | undefined, member: string): Tree | null {
  const value = node?.[member]
  return isTree(value) ? value : null
}

/** A member that is text; empty where it is left out. */
export function textOf(node: Tree | null | undefined, member: string): string {
  const value = node?.[member]
  return typeof value === 'string' ? value : ''
}

/** The text of `{String: {sval}}` nodes. */
export function names(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    const body = bodyOf(value, 'String')
    return body ? [textOf(body, 'sval')] : []
  })
}
