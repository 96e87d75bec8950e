import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { CHECKSUMS } from './generators/checksums.ts'
import { countFound } from './generators/look-alikes.ts'

const phi = createPhi()
/** `npm run bench -- phi-checksums` has a million of each. */
const COUNT = 4_000

describe('numbers with a checksum and nothing around them', (test) => {
  for (const kind of Object.keys(CHECKSUMS)) {
    test(`are all found where they are a valid ${kind}`, () => {
      assert.equal(countFound(phi, kind, true, 5, COUNT), COUNT)
    })

    test(`are left alone where they only look like a ${kind}`, () => {
      const found = countFound(phi, kind, false, 6, COUNT)
      assert.ok(found <= COUNT / 1000, `${found} of ${COUNT}`)
    })
  }
})
