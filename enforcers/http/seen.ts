import type { SeenMode } from '#phi'
import type { ForwardParts } from './serve-parts.ts'

/**
 * Whose words an answer holds. Those of a system of record are held against what was seen, and teach where policy masks them.
 * What may be the client's own words come back, an error that quotes them or what was made of a body, is taken for the client's:
 * it never teaches, and its look-ups are counted.
 */
export function seenOf(
  status: number,
  { service, head, body, plan }: Pick<ForwardParts, 'service' | 'head' | 'body' | 'plan'>,
): SeenMode {
  // FHIR searches by form, too.
  const asks = head.method === 'GET' || (service.kind === 'fhir' && body.format === 'form')
  if (!service.phi || !asks || status >= 400) return 'own'
  return plan.response === 'mask' ? 'learn' : 'match'
}
