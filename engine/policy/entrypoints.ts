/** Action → entrypoint of policy. Fixed: no request chooses which policy judges it. */
const ENTRYPOINTS: ReadonlyMap<string, string> = new Map([
  ['sql.query', 'cordon/sql/decision'],
  ['git.push', 'cordon/git/decision'],
  ['git.fetch', 'cordon/git/fetch/decision'],
  ['http.request', 'cordon/http/decision'],
])

/** The entrypoint that judges an action, or null: then nothing may pass. */
export function entrypointOf(action: string): string | null {
  return ENTRYPOINTS.get(action) ?? null
}
