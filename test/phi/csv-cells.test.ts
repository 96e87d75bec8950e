import assert from 'node:assert/strict'
import { createPhi, SeenValues } from '#phi'
import { describe } from '#test/suite'
import { everyPlace, streamed } from '../support/streaming.ts'
import { Random } from './generators/random.ts'

const phi = createPhi()

function masked(text: string): string {
  return Buffer.from(streamed(phi, Buffer.from(text), [], { format: 'csv' }).text, 'latin1').toString('utf8')
}

/** Codes, and now and then what a scan finds: too seldom to settle a column. */
const CELLS: readonly string[] = [
  ...Array.from({ length: 90 }, (_, at) => `C${at}.${at % 7}`),
  ...['WA', 'OK', 'I10', 'J45.909', 'stable', 'with food', '12', '4410', '1.5'],
  ...['a.b@example.com', '219-09-9999', 'Dr. Nadia Okonkwo', 'seen 03/12/1962', '(212) 555-0147', '10.0.0.1'],
]

describe('a cell of a table', (test) => {
  test('says the same whenever it comes again, as it would alone', () => {
    const random = new Random(11)
    const cells = Array.from({ length: 4000 }, () => random.pick(CELLS))
    const lines = masked(`code,sex\n${cells.map((cell) => `${cell},F`).join('\n')}\n`).split('\n')
    cells.forEach((cell, at) => {
      const alone = phi.maskText(cell).text
      assert.equal(lines[at + 1], `${alone},F`)
    })
  })

  test('is the same in quotes and without, but for the quotes', () => {
    const random = new Random(12)
    const row = (): string[] => [random.pick(CELLS), random.pick(['Okonkwo', 'Smith']), random.pick(CELLS)]
    const rows = Array.from({ length: 300 }, row)
    const head = 'note,last_name,other\n'
    const bare = masked(head + rows.map((cells) => `${cells.join(',')}\n`).join(''))
    const quoted = masked(head + rows.map((cells) => `"${cells.join('","')}"\n`).join(''))
    assert.equal(quoted.slice(head.length).replaceAll('"', ''), bare.slice(head.length))
  })

  test('of nothing, or of spaces, stays', () => {
    const text = 'last_name,ssn,note\n,"", \n  ,   ,"  "\n" ",,\n'
    assert.equal(masked(text), text)
  })

  test('is told as a patient to who asks, each time it comes', () => {
    const told: string[] = []
    const text = 'mrn,last_name\nA4410,Smith\n"B1",Okonkwo\n C77,Smith\nA4410,Smith\n'
    const { text: out } = streamed(phi, Buffer.from(text), [], { format: 'csv', subject: (id) => told.push(id) })
    assert.deepEqual(told, ['A4410', 'B1', 'C77', 'A4410'])
    assert.equal(out, 'mrn,last_name\n[MRN],[NAME]\n"[MRN]",[NAME]\n [MRN],[NAME]\n[MRN],[NAME]\n')
  })

  test('is cut anywhere', () => {
    const text = 'name,ssn,note\n"Smith, ""J""",219-09-9999,I10\n Ann ,"",x "y"\nBo,none,"a,b"c\n,,"\n"\r\n9,8,7'
    const bytes = Buffer.from(text.repeat(3))
    const whole = streamed(phi, bytes, [], { format: 'csv' })
    const cut = streamed(phi, bytes, everyPlace(bytes), { format: 'csv' })
    assert.equal(cut.text, whole.text)
    assert.deepEqual(cut.masker.findings, whole.masker.findings)
  })

  test('is found once a memory knows it, though it held nothing before', () => {
    const memory = new SeenValues({ key: Buffer.alloc(32, 5), now: () => 0 })
    const own = createPhi({ memory })
    const rows = Buffer.from('see Brzezhukovq,F\n'.repeat(300))
    const masker = own.stream({ format: 'csv', seen: 'match' })
    const before = Buffer.from(masker.write(rows)).toString()
    assert.ok(!before.includes('[NAME]'), before.slice(0, 99))
    own.learn?.('name', 'Brzezhukovq')
    const after = Buffer.concat([masker.write(rows), masker.end()]).toString()
    assert.ok(after.split('[NAME],F').length >= 300, after.slice(0, 99))
  })
})
