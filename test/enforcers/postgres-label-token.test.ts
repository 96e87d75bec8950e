import assert from 'node:assert/strict'
import { createPhi, type Vault } from '#phi'
import { describe } from '#test/suite'
import { labelRule } from '../../enforcers/postgres/rows/label-cell.ts'
import type { Family } from '../../enforcers/postgres/rows/types-by-oid.ts'

const TEXT = 25
const DATE = 1082

describe('a column that policy turns into tokens', (test) => {
  const kept: string[] = []
  const vault: Vault = {
    token: (kind, normalised) => {
      const entry = `${kind} ${normalised}`
      if (!kept.includes(entry)) kept.push(entry)
      return String(kept.indexOf(entry)).padStart(12, '0')
    },
  }
  const masked = (value: string, phiClass: string, family: Family, oid = TEXT): string | null => {
    const parts = { phi: createPhi({ transforms: { vault } }), commit: () => 'x', seen: 'match' as const }
    const rule = labelRule({ class: phiClass, transform: 'token' }, family, oid, 0, parts)
    if (rule.kind === 'keep') return value
    const cell = rule.kind === 'fixed' ? rule.value : rule.mask(Buffer.from(value), (name) => found.push(name))
    return cell === null ? null : Buffer.from(cell).toString('utf8')
  }
  const found: string[] = []

  test('has the same one for the same value, however it is written', () => {
    assert.equal(masked('219-09-9999', 'ssn', 'text'), '[SSN-000000000000]')
    assert.equal(masked('219 09 9999', 'ssn', 'text'), '[SSN-000000000000]')
    assert.equal(masked('Okonkwo', 'name', 'text'), '[NAME-000000000001]')
    assert.deepEqual(found, ['ssn', 'ssn', 'name'])
  })

  test('keeps free text readable around its tokens, and has no value where the type takes no token', () => {
    assert.equal(masked('seen, SSN 219-09-9999 ok', 'free-text', 'text'), 'seen, SSN [SSN-000000000000] ok')
    assert.equal(masked('1980-04-24', 'date', 'date', DATE), null)
  })

  test('is an error where there is no vault, not a value', () => {
    const parts = { phi: createPhi(), commit: () => 'x', seen: 'match' as const }
    const rule = labelRule({ class: 'ssn', transform: 'token' }, 'text', TEXT, 0, parts)
    assert.throws(() => rule.kind === 'each' && rule.mask(Buffer.from('219-09-9999'), () => undefined), /needs a vault/)
  })
})
