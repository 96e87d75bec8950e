import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { parse, parseParts, remember, SchemaError } from '#schemas'
import { describe } from '#test/suite'
import { golden } from '../engine/policy-bundles.ts'

const SEED = 20_261_124
const CONTEXT = {
  id: `dec_${'0'.repeat(26)}`,
  effect: 'allow',
  reasons: [{ rule: 'sql.plain', message: 'nothing labelled' }],
  obligations: [{ type: 'rows', most: 5 }],
  policy: { digest: 'a'.repeat(64), revision: 'a'.repeat(12) },
}
const [case0] = golden
const REQUEST = {
  subject: { type: 'session', id: 'ses_0' },
  action: { name: 'sql.query', properties: { phase: 'simple' } },
  resource: { type: 'postgresql', id: 'clinic', properties: { database: 'clinic' } },
  context: { enforcer: 'pg', commitments: [] },
}
const DRAFT = { kind: 'decision', session: 'ses_0', run: 'r', actor: { human: 'a', agent: 'b' }, data: { a: 1 } }
const WHOLE = [
  ['access-request', REQUEST],
  ['sql-query', case0?.input ?? {}],
  ['decision', { decision: true, context: CONTEXT }],
  ['event-draft', DRAFT],
] as const

const takes = (check: () => unknown): boolean => {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof SchemaError) return false
    throw error
  }
}

describe('checking by parts', (test) => {
  for (const [name, whole] of WHOLE) {
    test(`takes and refuses of ${name} what the whole schema does`, () => {
      assert.ok(takes(() => parse(name, whole)))
      const places = placesIn(whole)
      const change = fc.record({
        place: fc.constantFrom(...places),
        value: fc.oneof(fc.constantFrom(undefined, null, '', [], {}, 0, 'deny', 'x'.repeat(70)), fc.jsonValue()),
        key: fc.constantFrom('', 'extra', '__proto__', 'a/b~c'),
        isRemembered: fc.boolean(),
      })
      let refused = 0
      for (const { place, value, key, isRemembered } of fc.sample(change, { numRuns: 600, seed: SEED })) {
        const changed = at(structuredClone(whole), place, value, key)
        if (isRemembered) for (const part of Object.values(changed)) rememberIfPlain(part)
        const expected = takes(() => parse(name, changed))
        assert.is(
          takes(() => parseParts(name, changed)),
          expected,
          JSON.stringify(changed),
        )
        // Checked once or twice, remembered or not: the same.
        assert.is(
          takes(() => parseParts(name, changed)),
          expected,
        )
        if (!expected) refused++
      }
      assert.ok(refused > 100 && refused < 600, String(refused))
      for (const odd of [undefined, null, 1, 'a', [], [whole]]) assert.not.ok(takes(() => parseParts(name, odd)))
    })
  }

  test('names the place that is off, and no value', () => {
    const asked = { ...REQUEST, resource: { ...REQUEST.resource, id: 5 } }
    const fault = (check: () => unknown): unknown => {
      try {
        return check()
      } catch (error) {
        return (error as SchemaError).faults
      }
    }
    assert.equal(
      fault(() => parseParts('access-request', asked)),
      fault(() => parse('access-request', asked)),
    )
    const more = { decision: true, context: { ...CONTEXT, note: 'SSN' } }
    assert.equal(
      fault(() => parseParts('decision', more)),
      fault(() => parse('decision', more)),
    )
  })
})

type Place = readonly (string | number)[]

function placesIn(value: unknown, under: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [under]
  const here = under.length > 0 ? [under] : []
  return [...here, ...Object.entries(value).flatMap(([key, member]) => placesIn(member, [...under, key]))]
}

/** With another value there, or with one more member beside it. */
function at(whole: object, place: Place, value: unknown, more: string): Record<string, unknown> {
  const [last = '', ...before] = [...place].reverse()
  let parent = whole as Record<string, unknown>
  for (const key of before.reverse()) parent = parent[key] as Record<string, unknown>
  Object.defineProperty(parent, more === '' || Array.isArray(parent) ? last : more, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return whole as Record<string, unknown>
}

function rememberIfPlain(part: unknown): void {
  try {
    if (typeof part === 'object' && part !== null) remember(part)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}
