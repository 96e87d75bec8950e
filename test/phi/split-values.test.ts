import assert from 'node:assert/strict'
import { createPhi, type StreamFormat } from '#phi'
import { describe } from '#test/suite'
import { Seeded } from './generators/seeded.ts'

const phi = createPhi()

function masked(text: string, format: StreamFormat, size: number = Number.POSITIVE_INFINITY): string {
  const bytes = Buffer.from(text)
  const masker = phi.stream({ format })
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(masker.write(bytes.subarray(at, at + size)))
  return Buffer.concat([...parts, masker.end()]).toString()
}

const RECORD = '{"id":7,"a":"219","b":"09","c":"1234","shelf":"219","bay":"12"}'
const TABLE = 'ward,area_code,exch,line,k1,k2,k3\nA,212,555,0147,219,09,1234\nB,646,555,0199,"401","07","0042"\n'

describe('values split over fields beside one another', (test) => {
  test('are masked by what their keys and columns say', () => {
    assert.equal(
      masked('{"phone_area":"212","phone_exchange":"555","phone_line":"0147","ssn1":"219","ssn2":"09"}', 'json'),
      '{"phone_area":"[PHONE]","phone_exchange":"[PHONE]","phone_line":"[PHONE]","ssn1":"[SSN]","ssn2":"[SSN]"}',
    )
    assert.equal(
      masked('{"ssn":["219","09","1234"],"dob":{"year":1961,"month":7}}', 'json'),
      '{"ssn":["[SSN]","[SSN]","[SSN]"],"dob":{"year":0,"month":0}}',
    )
    assert.equal(masked('{"areaCode":"212","exchange":"555","line":"0147"}', 'json').includes('555'), false)
  })

  test('are joined over three leaves where no key says so', () => {
    assert.equal(masked(RECORD, 'json'), RECORD.replace(/"219","b":"09","c":"1234"/, '"[SSN]","b":"[SSN]","c":"[SSN]"'))
    assert.equal(masked('[["219","09","1234"]]', 'json'), '[["[SSN]","[SSN]","[SSN]"]]')
    assert.equal(
      masked(TABLE, 'csv'),
      'ward,area_code,exch,line,k1,k2,k3\nA,[PHONE],[PHONE],[PHONE],[SSN],[SSN],[SSN]\nB,[PHONE],[PHONE],[PHONE],"[SSN]","[SSN]","[SSN]"\n',
    )
  })

  test('stay where three numbers are just that', () => {
    for (const text of [
      '{"version":["12","34","56"],"rgb":[219,9,1234],"size":["256","32","1024"],"at":[123,45,6789]}',
      '{"page":"219","of":"12","year":"2024"}',
      '{"a":"219","b":"09"}\n{"c":"text","d":"1234"}',
      '{"a":"219","b":9,"c":"1234"}',
      '["640","768","1024","800","600","1200"]',
    ])
      assert.equal(masked(text, 'ndjson'), text)
    const rows = 'k,a,b,c\nx,123,45,6789\ny,300,12,2024\nz,219,09\nw,1234,1,1\n'
    assert.equal(masked(rows, 'csv'), rows)
  })

  test('come out the same for every cut', () => {
    for (const [text, format] of [
      [RECORD, 'json'],
      [`${RECORD}\n{"x":"219"} no json 219-09-1234\n${RECORD}`, 'ndjson'],
      [
        `{"a":"219","b":"09","n":"{\\"ssn\\":\\"219-09-1234\\"}","c":"1234","d":"219",${' '.repeat(200)}"e":"09","f":"1234"}`,
        'json',
      ],
      [TABLE, 'csv'],
      [`data: ${RECORD}\n\ndata: {"a":"219"}\n\ndata: {"b":"09","c":"1234"}\n\n`, 'sse'],
    ] as const) {
      const whole = masked(text, format)
      const bytes = Buffer.from(text)
      for (let cut = 1; cut < bytes.length; cut++) {
        const masker = phi.stream({ format })
        const parts = [masker.write(bytes.subarray(0, cut)), masker.write(bytes.subarray(cut)), masker.end()]
        assert.equal(Buffer.concat(parts).toString(), whole, `${format} cut at ${cut}`)
      }
      assert.equal(masked(text, format, 1), whole)
    }
  })

  test('come out the same for random short leaves and random cuts', () => {
    const random = new Seeded(11)
    const leaves = ['"219"', '"09"', '"1234"', '"212"', '219', '"x"', '"{\\"a\\":\\"219\\"}"', '"219-09-1234"', 'null']
    for (let round = 0; round < 300; round++) {
      const items = Array.from({ length: 12 }, () => leaves[random.below(leaves.length)])
      const text =
        round % 2 === 0 ? `[${items.join(',')}]` : `{${items.map((item, at) => `"k${at}":${item}`).join(', ')}}`
      assert.equal(masked(text, 'json', 1 + random.below(40)), masked(text, 'json'), text)
    }
  })

  test('hold back a bounded number of bytes', () => {
    const masker = phi.stream({ format: 'json' })
    let held = 0
    for (const part of ['["219","09",', ...Array.from({ length: 400 }, () => '     '), '"1234"]']) {
      held += part.length - masker.write(Buffer.from(part)).length
      assert.ok(held <= 210, `${held} bytes held`)
    }
  })

  test('are found where source code joins strings, and the quotes stay', () => {
    const cases = [
      ['const s = "219-" + "09-" + "1234";', 'const s = "[SSN]";'],
      ["$s = '219' . '-' . '09' . '-' . '1234';", "$s = '[SSN]';"],
      ['s = "219-" .. "09-" .. "1234"', 's = "[SSN]"'],
      ["SELECT '219-' || '09-' || '1234'", "SELECT '[SSN]'"],
      ['s = ("219-"\n     "09-"\n     "1234")', 's = ("[SSN]")'],
      ['tel = "(212) " + "555-" + "0147"', 'tel = "[PHONE]"'],
      ['s = "219-" + "09-1234"', 's = "[SSN]"'],
      [`s = "078-" + "05-1120" ${'. '.repeat(60)}`, `s = "[SSN]" ${'. '.repeat(60)}`],
      [`s = "078" + "05" + "1120" ${'. '.repeat(60)}`, `s = "[SSN]" ${'. '.repeat(60)}`],
      ['const ssn = "219-" + "09-" + "1234"', 'const ssn = "[SSN]"'],
    ] as const
    for (const [text, expected] of cases) {
      assert.equal(masked(text, 'code'), expected)
      for (const size of [1, 2, 3, 5, 7]) assert.equal(masked(text, 'code', size), expected)
    }
    for (const text of [
      'v = "1" + "2" + "3"',
      'f("192", "16", "2048")',
      'x = "219" + n + "1234"',
      'c = ["12", "34", "56"]',
      'r = "255" + "128" + "0064"',
    ])
      assert.equal(masked(text, 'code'), text)
  })
})
