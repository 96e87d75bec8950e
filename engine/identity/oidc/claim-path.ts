const MOST_STEPS = 8

/**
 * The value of a claim by its name, else by a path with dots (`realm_access.roles`). The whole name comes first:
 * claims are often named by addresses, which hold dots. Undefined where there is none.
 */
export function valueAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  let value: unknown = claims
  for (const step of path.split('.', MOST_STEPS + 1)) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, step))
      return undefined
    value = (value as Readonly<Record<string, unknown>>)[step]
  }
  return value
}
