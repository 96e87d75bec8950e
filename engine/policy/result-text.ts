import {
  type MaskedColumn,
  type MaskObligation,
  type Obligation,
  type PolicyResult,
  parse,
  remember,
  SchemaError,
} from '#schemas'
import { PolicyError } from './policy-error.ts'

/** Reads results of policy; the same bytes give the same frozen value, which is checked once. */
export interface ResultReader {
  /** Throws PolicyError `undefined` or `shape`. */
  read(text: string): PolicyResult
}

/** Results kept: policies answer the same things again and again, and checking costs more than evaluating. */
const MOST_KEPT = 256
const MOST_KEPT_LENGTH = 64 * 1024

export function createResultReader(): ResultReader {
  const kept = new Map<string, PolicyResult>()
  return {
    read(text) {
      const known = kept.get(text)
      if (known) return known
      const result = readResult(text)
      if (kept.size >= MOST_KEPT) kept.clear()
      if (text.length <= MOST_KEPT_LENGTH) kept.set(text, result)
      return result
    },
  }
}

/**
 * The policy's answer from a result set: exactly one, of the right shape, in one order. Sets leave WASM unsorted and
 * objects in any order of keys, so what is a set by meaning is sorted here, before it is recorded or compared.
 */
export function readResult(text: string): PolicyResult {
  let results: unknown
  try {
    results = JSON.parse(text)
  } catch (cause) {
    throw new PolicyError('shape', 'the policy answered with what is no JSON', { cause })
  }
  if (!Array.isArray(results)) throw new PolicyError('shape', 'the policy answered with no result set')
  if (results.length === 0) throw new PolicyError('undefined', 'the policy has no answer to this question')
  if (results.length > 1) throw new PolicyError('shape', 'the policy has more than one answer to this question')
  return settled(inOrder(checked((results[0] as { readonly result?: unknown } | null)?.result)))
}

function checked(result: unknown): PolicyResult {
  try {
    return parse('policy-result', result)
  } catch (cause) {
    const where = cause instanceof SchemaError ? `: ${cause.message}` : ''
    throw new PolicyError('shape', `the policy answered with what is no decision${where}`, { cause })
  }
}

function inOrder(result: PolicyResult): PolicyResult {
  const { approval } = result
  return {
    ...result,
    reasons: sorted(result.reasons, ({ rule, message }) => `${rule}\0${message}`),
    obligations: sorted(result.obligations.map(obligationInOrder), ({ type }) => type),
    ...(approval ? { approval: { ...approval, groups: sorted(approval.groups, (group) => group) } } : {}),
  }
}

function obligationInOrder(obligation: Obligation): Obligation {
  return obligation.type === 'mask' ? maskInOrder(obligation) : obligation
}

function maskInOrder(mask: MaskObligation): MaskObligation {
  const relations = mask.relations.map((relation) => ({
    ...relation,
    columns: labelsInOrder(relation.columns),
    ...(relation.released === undefined ? {} : { released: labelsInOrder(relation.released) }),
  }))
  return {
    ...mask,
    relations: sorted(relations, ({ relation }) => relation),
    rules: sorted(mask.rules, (rule) => rule),
  }
}

function labelsInOrder(labels: readonly MaskedColumn[]): MaskedColumn[] {
  return sorted(labels, ({ column, class: phi, transform }) => `${column}\0${phi}\0${transform}`)
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((left, right) => {
    const [first, second] = [key(left), key(right)]
    return first < second ? -1 : first > second ? 1 : 0
  })
}

// Its parts stand in the answer and in the record, again and again.
function settled(result: PolicyResult): PolicyResult {
  remember(result.reasons)
  remember(result.obligations)
  return remember(result)
}
