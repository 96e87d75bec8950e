import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe } from '#test/suite'
import { checkInclusion, Frontier, inclusionProof, merkleRoot } from '../../evidence/ledger/merkle.ts'

// The eight leaf inputs and roots of the reference tests of RFC 6962 (certificate-transparency, merkletree tests).
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leaves = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 70 })

describe('the Merkle tree', (test) => {
  test('has the roots of the RFC 6962 reference tests', () => {
    const tile = Buffer.concat(INPUTS.map((input) => sha(Buffer.of(0), Buffer.from(input, 'hex'))))
    for (const [index, root] of ROOTS.entries()) assert.equal(merkleRoot(tile.subarray(0, (index + 1) * 32)), root)
    assert.equal(merkleRoot(Buffer.alloc(0)), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  test('has the root that the recursive definition gives', () => {
    fc.assert(
      fc.property(leaves, (list) => {
        assert.equal(merkleRoot(Buffer.concat(list)), naive(list).toString('hex'))
      }),
      { numRuns: 60 },
    )
  })

  test('grows to the same frontier however the leaves are cut into runs', () => {
    fc.assert(
      fc.property(leaves, fc.array(fc.nat(70), { maxLength: 6 }), (list, cuts) => {
        const tile = Buffer.concat(list)
        const whole = new Frontier()
        whole.append(tile, 0, list.length)
        let pieces = new Frontier()
        let at = 0
        for (const cut of [...cuts.filter((c) => c < list.length).sort((a, b) => a - b), list.length]) {
          pieces = Frontier.of(pieces.size, pieces.toHex())
          pieces.append(tile, at, cut)
          at = cut
        }
        assert.deepEqual(pieces.toHex(), whole.toHex())
        assert.equal(pieces.root(), naive(list).toString('hex'))
      }),
      { numRuns: 60 },
    )
  })

  test('proves every leaf, and no other', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (list, pick, other) => {
        const tile = Buffer.concat(list)
        const index = pick % list.length
        const root = merkleRoot(tile)
        const leaf = tile.toString('hex', index * 32, index * 32 + 32)
        const claim = { leaf, index, size: list.length, proof: inclusionProof(tile, index), root }
        assert.equal(checkInclusion(claim), true)
        const wrong = list[other % list.length] as Uint8Array
        if (!Buffer.from(wrong).equals(Buffer.from(leaf, 'hex')))
          assert.equal(checkInclusion({ ...claim, leaf: Buffer.from(wrong).toString('hex') }), false)
        assert.equal(checkInclusion({ ...claim, proof: [...claim.proof, root] }), false)
        if (claim.proof.length > 0) assert.equal(checkInclusion({ ...claim, proof: claim.proof.slice(1) }), false)
        assert.equal(checkInclusion({ ...claim, index: claim.size }), false)
        assert.equal(checkInclusion({ ...claim, root: leaf, proof: ['no hash'] }), false)
      }),
      { numRuns: 100 },
    )
  })

  test('takes no frontier that does not fit its size', () => {
    assert.throws(() => Frontier.of(3, ['00'.repeat(32)]), RangeError)
    assert.throws(() => Frontier.of(1, ['00']), RangeError)
    assert.throws(() => Frontier.of(-1, []), RangeError)
    assert.throws(() => inclusionProof(Buffer.alloc(64), 2), RangeError)
  })
})

// RFC 6962 §2.1, word for word.
function naive(list: readonly Uint8Array[]): Buffer {
  if (list.length === 1) return Buffer.from(list[0] as Uint8Array)
  let k = 1
  while (k * 2 < list.length) k *= 2
  return sha(Buffer.of(1), naive(list.slice(0, k)), naive(list.slice(k)))
}

function sha(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}
