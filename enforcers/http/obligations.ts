import type { Decision, MaskedBodies, MaskObligation } from '#schemas'

/** What is to be done with the bodies of an allowed exchange. */
export interface BodyPlan {
  readonly request: 'mask' | 'pass'
  readonly response: 'mask' | 'pass'
  /** Ids of resources in answers: numbered, or kept, so that who asked can go on with them. */
  readonly ids: 'number' | 'keep'
  /** What becomes of what is masked: a type tag, or a token that the vault keeps. */
  readonly found: 'redact' | 'token'
  /** `full`: recorded up to a much higher cap. */
  readonly record: 'masked' | 'full'
}

/**
 * The obligations of an allow, as this enforcer meets them; null where it cannot meet one: the exchange is then refused.
 * Masks by relation, and caps of rows, are a database's. Of several masks the strictest holds, part by part.
 */
export function planBodies({ context }: Decision): BodyPlan | null {
  const masks: MaskObligation[] = []
  let record: BodyPlan['record'] = 'masked'
  for (const obligation of context.obligations) {
    switch (obligation.type) {
      case 'mask':
        if (obligation.relations.length > 0) return null
        masks.push(obligation)
        break
      case 'record':
        if (obligation.level === 'full') record = 'full'
        break
      default:
        // Rows, and whatever comes after this was written.
        return null
    }
  }
  const bodies = masks.map(({ bodies: said = WHOLE }) => said)
  const any = (is: (one: MaskedBodies) => boolean): boolean => bodies.some(is)
  return {
    request: any(({ request }) => request === 'mask') ? 'mask' : 'pass',
    response: any(({ response }) => response === 'mask') ? 'mask' : 'pass',
    ids: any(({ ids }) => ids !== 'keep') ? 'number' : 'keep',
    found: bodies.length > 0 && bodies.every(({ found }) => found === 'token') ? 'token' : 'redact',
    record,
  }
}

const WHOLE: MaskedBodies = { request: 'mask', response: 'mask' }
