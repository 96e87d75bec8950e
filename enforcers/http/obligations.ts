import type { Decision } from '#schemas'

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
 * Masks by relation, and caps of rows, are a database's.
 */
export function planBodies({ context }: Decision): BodyPlan | null {
  let request: BodyPlan['request'] = 'pass'
  let response: BodyPlan['response'] = 'pass'
  let ids: BodyPlan['ids'] = 'keep'
  let found: BodyPlan['found'] | null = null
  let record: BodyPlan['record'] = 'masked'
  for (const obligation of context.obligations) {
    switch (obligation.type) {
      case 'mask': {
        if (obligation.relations.length > 0) return null
        const { bodies = { request: 'mask', response: 'mask' } } = obligation
        if (bodies.ids !== 'keep') ids = 'number'
        found = found === 'redact' ? found : (bodies.found ?? 'redact')
        if (bodies.request === 'mask') request = 'mask'
        if (bodies.response === 'mask') response = 'mask'
        break
      }
      case 'record':
        if (obligation.level === 'full') record = 'full'
        break
      default:
        // Rows, and whatever comes after this was written.
        return null
    }
  }
  return { request, response, ids, found: found ?? 'redact', record }
}
