import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { Random } from './generators/random.ts'

const phi = createPhi()
const PIECE = 4096
const TYPES =
  'Patient Observation Organization Practitioner Device Location Coverage Encounter Group Basic Unheard'.split(' ')
/** The same members mean something else from type to type. */
const MEMBERS: readonly object[] = [
  { name: [{ use: 'official', text: 'Quo Hall' }] },
  { name: 'Quo Hall' },
  { name: 'Ward Seven', active: true },
  { value: 'zz81k', status: 'final' },
  { identifier: [{ value: 'a8812', system: 'urn:x' }] },
  { birthDate: '1962-03-04', gender: 'male' },
  { serialNumber: '77120x', lotNumber: 'b9' },
  { subscriberId: 'w1234', class: [{ value: 'v81', name: 'gold' }] },
  { period: { start: '2020-01-02' } },
  { title: 'zeb', code: 'c' },
  { alias: ['Quo'], description: 'plain words' },
]

function entry(random: Random): string {
  const type = { resourceType: random.pick(TYPES) }
  const members = Object.assign({}, ...Array.from({ length: random.int(1, 3) }, () => random.pick(MEMBERS))) as object
  const resource = random.chance(0.7) ? { ...type, ...members } : { ...members, ...type }
  return JSON.stringify({ resource, search: { mode: 'match' } })
}

/** Values of logs: most of them are clean and come again, some are beside one another what they are not alone. */
const VALUES: readonly ((random: Random) => unknown)[] = [
  () => 'info',
  () => 'request completed',
  () => null,
  () => 200,
  (random) => random.pick(['219', '09', '9999', '078', '05', '1120', 'abc']),
  (random) => random.int(1, 900),
  (random) => `2026-0${random.int(1, 9)}-1${random.digits(1)}T09:15:2${random.digits(1)}Z`,
  (random) => random.like('hhhhhhhhhhhhhhhh'),
  (random) => random.pick(['MRN', 'colour', 'SSN', 'phone', 'first name']),
  (random) => random.pick(['red', '77120x', 'Mary Johnson called', '/api/v1/orders']),
]
const KEYS = 'level msg type value name key code status area group serial ts trace patient note'.split(' ')

function template(random: Random): (random: Random) => string {
  const members = Array.from({ length: random.int(1, 6) }, () => {
    const value = random.pick(VALUES)
    const fixed = value(random)
    return [random.pick(KEYS), random.chance(0.4) ? () => fixed : value] as const
  })
  return (fill) => `{${members.map(([key, value]) => `"${key}":${JSON.stringify(value(fill))}`).join()}}`
}

// In pieces: repeats are looked for from one piece to the next.
function masked(text: string): string {
  const masker = phi.stream({ format: 'json', ids: 'keep' })
  const bytes = Buffer.from(text)
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += PIECE) parts.push(masker.write(bytes.subarray(at, at + PIECE)))
  return Buffer.concat([...parts, masker.end()]).toString()
}

describe('what repeats in long JSON', (test) => {
  test('is masked as in a short one, whatever came before', () => {
    for (let round = 0; round < 12; round++) {
      const random = new Random(round)
      const entries = Array.from({ length: 240 }, () => entry(random))
      const whole = masked(`[${entries.join(',')}]`)
      assert.equal(whole, `[${entries.map((one) => masked(one)).join(',')}]`, `seed ${round}`)
    }
  })

  test('is masked in the lines of a log as in each of them alone', () => {
    for (let round = 0; round < 24; round++) {
      const random = new Random(1000 + round)
      const templates = Array.from({ length: random.int(1, 12) }, () => template(random))
      const lines = Array.from({ length: 600 }, () => random.pick(templates)(random))
      // Lines between of which none is beside a number that was split over leaves.
      const apart = lines.map(
        (line) => `${line}\n{"apart":"text that is none of it, and long enough for it: ${'-'.repeat(192)}"}\n`,
      )
      assert.equal(masked(apart.join('')), apart.map((one) => masked(one)).join(''), `seed ${round}`)
    }
  })
})
