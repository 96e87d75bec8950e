import { type GuardWishes, guarded, type HttpGuard } from '../support/http-guard.ts'

/** A patient with a name. */
export const NAMED: string = JSON.stringify({
  resourceType: 'Patient',
  id: '17',
  name: [{ family: 'Okafor', given: ['Ada'] }],
})

/** A guard before a service that answers with that patient to everything, where the wishes say nothing else. */
export function guarding(
  wishes: Partial<GuardWishes>,
  act: (guard: HttpGuard, url: string) => Promise<void>,
): Promise<void> {
  return guarded(
    { serve: (_, response) => response.setHeader('content-type', 'application/fhir+json').end(NAMED), ...wishes },
    act,
  )
}
