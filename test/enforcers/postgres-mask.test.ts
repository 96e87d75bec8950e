import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import type { CellRule } from '../../enforcers/postgres/rows/cell.ts'
import { maskJsonText } from '../../enforcers/postgres/rows/json-text.ts'
import { PlanError } from '../../enforcers/postgres/rows/plan-error.ts'
import { rowMasker } from '../../enforcers/postgres/rows/row-masker.ts'
import { Counts, cellsOf, dataRow } from './postgres-rows-fixture.ts'

const KEEP: CellRule = { kind: 'keep' }
const TAG = Buffer.from('[SSN]')

describe('a row masker', (test) => {
  test('gives for any row what masking cell by cell gives', () => {
    const rules = fc.constantFrom<CellRule>(
      KEEP,
      { kind: 'fixed', phiClass: 'ssn', value: TAG },
      { kind: 'fixed', phiClass: 'ssn', value: null },
      { kind: 'each', mask: (value) => Buffer.concat([value, value]) },
      { kind: 'each', mask: (value) => value },
    )
    const cell = fc.option(fc.uint8Array({ maxLength: 3000 }), { nil: null })
    const columns = fc.array(fc.tuple(rules, cell), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(columns, { minLength: 1, maxLength: 3 }), (rows) => {
        for (const row of rows) {
          const masker = rowMasker(row.map(([rule]) => ({ by: 'label', rule, subject: null })))
          const frame = dataRow(row.map(([, value]) => value))
          const before = Buffer.from(frame)
          const found = cellsOf(masker.apply(frame, new Counts()))
          assert.deepEqual(
            found,
            row.map(([rule, value]) => expected(rule, value)),
          )
          assert.deepEqual(frame, before)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('gives for rows side by side what it gives for each of them', () => {
    const rules: readonly CellRule[] = [
      { kind: 'fixed', phiClass: 'ssn', value: TAG },
      KEEP,
      { kind: 'each', mask: (value) => ((value[0] ?? 0) < 128 ? value : value.subarray(1)) },
      { kind: 'fixed', phiClass: 'name', value: null },
    ]
    const masker = rowMasker(rules.map((rule) => ({ by: 'label', rule, subject: null })))
    const cell = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: null })
    const row = fc.oneof(fc.tuple(cell, cell, cell, cell), fc.tuple(fc.constant(null), cell, cell, fc.constant(null)))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const frames = rows.map((cells) => dataRow(cells))
        const alone = frames.map((frame) => masker.apply(frame, new Counts()))
        const counts = new Counts()
        const together = masker.apply(Buffer.concat(frames), counts)
        // What was answered before stays as it was: it may not have been sent yet.
        assert.ok(together.equals(Buffer.concat(alone)))
        assert.equal(
          counts.all.length,
          rows.flatMap(([first, , , last]) => [first, last]).filter((one) => one !== null).length,
        )
      }),
      { numRuns: 200 },
    )
  })

  test('refuses rows that do not fit', () => {
    const masker = rowMasker([{ by: 'label', rule: { kind: 'fixed', phiClass: 'ssn', value: TAG }, subject: null }])
    const counts = new Counts()
    const whole = dataRow(['abc'])
    const lying = (length: number): Buffer => {
      const frame = Buffer.from(whole)
      frame.writeInt32BE(length, 7)
      return frame
    }
    const cases = [
      dataRow(['a', 'b']),
      dataRow([]),
      whole.subarray(0, 9),
      Buffer.concat([whole, Buffer.alloc(1)]),
      Buffer.concat([Buffer.from('E'), whole.subarray(1)]),
      ...[200, -2, 2, 0x7fffffff].map(lying),
    ]
    for (const frame of cases) {
      assert.throws(() => masker.apply(frame, counts), PlanError)
      assert.throws(() => masker.apply(Buffer.concat([whole, frame]), counts), PlanError)
    }
    assert.equal(cellsOf(masker.apply(whole, counts))[0]?.toString(), '[SSN]')
  })

  test('hands over the patient’s id as it came', () => {
    const subject = (value: Uint8Array): string => Buffer.from(value).toString()
    const masker = rowMasker([{ by: 'label', rule: { kind: 'fixed', phiClass: 'mrn', value: null }, subject }])
    const counts = new Counts()
    masker.apply(dataRow(['M1']), counts)
    masker.apply(dataRow([null]), counts)
    assert.deepEqual(counts.subjects, ['M1'])
  })
})

describe('masking inside JSON', (test) => {
  const phi = createPhi()

  test('changes nothing where nothing is found, byte for byte', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const masked = maskJsonText(json, phi)
        if (masked.findings.length === 0) assert.equal(masked.text, json)
      }),
      { numRuns: 300 },
    )
  })

  test('stays valid JSON with the same keys around', () => {
    const ssn = '523-45-6789'
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.boolean(), (value, pretty) => {
        const json = JSON.stringify(
          { before: value, note: `SSN ${ssn}.`, after: [value, { ssn }] },
          null,
          pretty ? 2 : 0,
        )
        const { text, findings } = maskJsonText(json, phi)
        assert.ok(findings.length >= 2)
        assert.ok(!text.includes(ssn))
        assert.deepEqual(Object.keys(JSON.parse(text)), ['before', 'note', 'after'])
      }),
      { numRuns: 200 },
    )
  })

  test('takes an exponent along with its number, and is not fooled by it', () => {
    for (const json of ['{"DL":5e-324}', '{"ssn":523456789e0}', '{"ssn":523456789E+1}', '{"count":1.5e3}']) {
      const { text } = maskJsonText(json, phi)
      JSON.parse(text)
      assert.ok(!text.includes('523456789'), text)
    }
  })

  test('reads numbers under a telling key, and keys themselves', () => {
    const { text } = maskJsonText('{"ssn":523456789,"count":523456789,"523-45-6789":1}', phi)
    const parsed = JSON.parse(text)
    assert.equal(typeof parsed.ssn, 'string')
    assert.ok(!text.includes('523-45-6789'))
  })

  test('survives what is no JSON', () => {
    for (const text of ['"', '"\\', '{"a', '[1,', '"\\q"', '-', '""', ':']) maskJsonText(text, phi)
  })
})

function expected(rule: CellRule, value: Uint8Array | null): Buffer | null {
  if (value === null) return null
  if (rule.kind === 'keep') return Buffer.from(value)
  if (rule.kind === 'fixed') return rule.value === null ? null : Buffer.from(rule.value)
  const masked = rule.mask(value, () => undefined)
  return masked === null ? null : Buffer.from(masked)
}
