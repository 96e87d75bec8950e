import assert from 'node:assert/strict'
import { createPhi, SeenValues } from '#phi'
import { describe } from '#test/suite'
import { Random } from './generators/random.ts'

const VALUES: readonly string[] = [
  ...Array.from({ length: 40 }, (_, at) => `code ${at}`),
  ...[
    'stable',
    '',
    'Refill of metformin 500 mg given.',
    'Ana Silva',
    '219-09-9999',
    'call (212) 555-0147',
    'é',
    'x'.repeat(300),
  ],
]

function memory(): SeenValues {
  return new SeenValues({ key: Buffer.alloc(32, 7), now: () => 0 })
}

describe('values of a column', (test) => {
  test('are masked each time as they are alone', () => {
    const phi = createPhi()
    for (const mode of ['prose', 'log'] as const) {
      const mask = phi.valueMasker({ mode })
      const random = new Random(5)
      for (let index = 0; index < 3000; index++) {
        const value = Buffer.from(random.pick(VALUES))
        assert.deepEqual(mask(value), phi.maskBytes(value, { mode }))
      }
    }
  })

  test('are read again once something new is remembered, whoever reads them', () => {
    for (const seen of ['match', 'learn', 'own'] as const) {
      const phi = createPhi({ memory: memory() })
      const mask = phi.valueMasker({ mode: 'log', seen })
      const value = Buffer.from('see Brzezhukovq')
      for (let index = 0; index < 200; index++) assert.equal(mask(value), null)
      phi.learn?.('name', 'Brzezhukovq')
      const { bytes } = mask(value) ?? { bytes: value }
      assert.equal(Buffer.from(bytes).toString(), 'see [NAME]')
    }
  })

  test('of an agent are asked after as without it', () => {
    const counts = [0, 1].map((known) => {
      const seen = memory()
      const phi = createPhi({ memory: seen })
      const mask =
        known === 1 ? phi.valueMasker({ seen: 'own' }) : (value: Uint8Array) => phi.maskBytes(value, { seen: 'own' })
      const random = new Random(6)
      for (let index = 0; index < 1000; index++) mask(Buffer.from(random.pick(VALUES)))
      return seen.counts
    })
    assert.deepEqual(counts[0], counts[1])
  })
})
