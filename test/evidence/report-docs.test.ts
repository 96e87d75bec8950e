import { readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { controls } from '../../evidence/report/controls.ts'

const page = readFileSync(new URL('../../docs/hipaa.md', import.meta.url), 'utf8')

describe('docs/hipaa.md', (test) => {
  test('has one row for every control, with its paragraph and protocol row', () => {
    const rows = page.split('\n').filter((line) => /^\| `[0-9a-z-]+`/.test(line))
    assert.is(rows.length, controls.length)
    for (const { citation, id, protocol } of controls) {
      const row = rows.find((line) => line.startsWith(`| \`${id}\``)) ?? ''
      assert.match(row, protocol, id)
      const [section = ''] = /\d{3}(\([a-z0-9]+\))*/.exec(citation.replace('45 CFR 164.', '')) ?? []
      assert.match(row, section, id)
    }
  })

  test('never says that anybody is compliant', () => {
    assert.not.match(page.toLowerCase(), 'complian')
  })

  test('names no control that does not exist', () => {
    const known = new Set(controls.map(({ id }) => id))
    for (const [, id] of page.matchAll(/`(\d{3}(?:-[a-z0-9]+)+)`/g)) assert.ok(known.has(id ?? ''), id)
  })
})

describe('the words of a control', (test) => {
  test('fit the report, and never claim more than evidence', () => {
    for (const control of controls) {
      assert.ok(control.question.length <= 1024 && control.question.endsWith('?'), control.id)
      assert.match(control.citation, '45 CFR 164.')
      assert.ok(control.method.length > 40 && control.limits.length > 20, control.id)
      assert.not.match(JSON.stringify(control).toLowerCase(), /complian|pass\b|certif/, control.id)
    }
  })
})
