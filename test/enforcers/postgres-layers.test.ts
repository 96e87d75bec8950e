import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { type Change, LayeredNames } from '../../enforcers/postgres/layers.ts'

describe('names in layers', (test) => {
  test('mean what the server makes of them, whatever succeeds and whatever is skipped', () => {
    const step = fc.record({ name: fc.constantFrom('a', 'b'), value: fc.option(fc.nat(9)), succeeds: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.nat(20), (steps, lag) => {
        const names = new LayeredNames<number>()
        const server = new Map<string, number>()
        const waiting: { change: Change; step: (typeof steps)[number] }[] = []
        const answer = (): void => {
          const next = waiting.shift()
          if (!next) return
          const { name, value, succeeds } = next.step
          if (succeeds) next.change.keep()
          else next.change.undo()
          if (!succeeds) return
          if (value === null) server.delete(name)
          else server.set(name, value)
        }
        for (const [group, one] of steps.entries()) {
          waiting.push({ change: names.set(one.name, one.value, group), step: one })
          if (waiting.length > lag) answer()
        }
        while (waiting.length > 0) answer()
        for (const name of ['a', 'b']) {
          assert.is(names.get(name), server.get(name))
          assert.is(names.isUnsure(name, 99), false)
        }
        assert.is(names.size, server.size)
      }),
      { numRuns: 500 },
    )
  })

  test('are unsure while an earlier group has not been answered', () => {
    const names = new LayeredNames<string>()
    const change = names.set('s', 'one', 1)
    assert.is(names.isUnsure('s', 1), false)
    assert.is(names.isUnsure('s', 2), true)
    change.keep()
    assert.is(names.isUnsure('s', 2), false)
    names.set('s', null, 2).forget()
    assert.is(names.get('s'), undefined)
  })
})
