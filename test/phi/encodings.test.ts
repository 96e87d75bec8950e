import assert from 'node:assert/strict'
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { createPhi, type StreamFormat } from '#phi'
import { describe } from '#test/suite'
import { Seeded } from './generators/seeded.ts'

const phi = createPhi()
const NOTE = 'Dear Maria Keller, SSN 219-09-1234, \u00e9t\u00e9 \u{1f600} m.keller@example.org.\n'
const RECORD = '{"ssn":"219-09-1234","note":"\u4e2d\u6587 call 212-555-0147"}'
const TABLE = 'name,ssn\nMaria Keller,219-09-1234\nJos\u00e9 Garc\u00eda,401-07-0042\n'

function masked(bytes: Uint8Array, format: StreamFormat = 'auto', size: number = Number.POSITIVE_INFINITY): Buffer {
  const masker = phi.stream({ format })
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(masker.write(bytes.subarray(at, at + size)))
  return Buffer.concat([...parts, masker.end()])
}

function wide(text: string, big: boolean, mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

function narrow(bytes: Buffer, big: boolean): string {
  return (big ? Buffer.from(bytes).swap16() : bytes).toString('utf16le').replace('\ufeff', '')
}

describe('encoded streams', (test) => {
  test('of UTF-16 are masked as their text is, and stay UTF-16', () => {
    for (const [text, format] of [
      [NOTE, 'text'],
      [RECORD, 'json'],
      [TABLE, 'csv'],
    ] as const) {
      const expected = masked(Buffer.from(text), format).toString()
      assert.ok(!expected.includes('1234'))
      for (const big of [false, true])
        for (const mark of [false, true])
          for (const asked of ['auto', format] as const)
            assert.equal(narrow(masked(wide(text, big, mark), asked), big), expected, `${format} ${big} ${mark}`)
    }
  })

  test('of UTF-16 let nothing out early where a unit comes in halves', () => {
    for (const tail of ['', ':', '\n', 'St: S', 'Encounter number 67647374 closed 1984-11-28.\r\n']) {
      const bytes = Buffer.concat([wide('John Smith', false, false), Buffer.from(tail)])
      for (const format of ['text', 'log'] as const)
        assert.equal(masked(bytes, format, 1).toString('latin1'), masked(bytes, format).toString('latin1'))
    }
  })

  test('of UTF-16 come out the same for every cut', () => {
    for (const big of [false, true]) {
      const bytes = wide(`${NOTE}${RECORD}\n`, big, true)
      const whole = masked(bytes)
      for (let cut = 1; cut < bytes.length; cut++) {
        const masker = phi.stream({ format: 'auto' })
        const parts = [masker.write(bytes.subarray(0, cut)), masker.write(bytes.subarray(cut)), masker.end()]
        assert.ok(Buffer.concat(parts).equals(whole), `cut at ${cut}`)
      }
      assert.ok(masked(bytes, 'auto', 1).equals(whole))
    }
  })

  test('that only begin as UTF-16 hide nothing', () => {
    for (const mark of ['\xff\xfe', '\xfe\xff', '\xff\xfe ']) {
      const out = masked(Buffer.from(`${mark}SSN 219-09-1234 and more`, 'latin1'), 'text').toString('latin1')
      assert.ok(!out.includes('219-09') && !out.includes('1234'), out)
    }
    const odd = masked(Buffer.concat([wide('ok \ud800 SSN 219-09-1234', false, true), Buffer.from('\n')]), 'text')
    assert.ok(!odd.toString('utf16le').includes('1234'))
  })

  test('of gzip and zlib are looked into, and stay what they are', () => {
    for (const [text, format] of [
      [NOTE, 'text'],
      [RECORD, 'json'],
      [TABLE, 'auto'],
    ] as const) {
      const expected = masked(Buffer.from(text), format).toString()
      for (const size of [1, 7, 1000]) {
        assert.equal(gunzipSync(masked(gzipSync(text), format, size)).toString(), expected)
        assert.equal(inflateSync(masked(deflateSync(text), format, size)).toString(), expected)
      }
      const twice = masked(gzipSync(gzipSync(text)), format)
      assert.equal(gunzipSync(gunzipSync(twice)).toString(), expected)
    }
    const masker = phi.stream({ format: 'text' })
    masker.write(gzipSync(NOTE))
    masker.end()
    assert.deepEqual([...masker.counts.keys()].sort(), ['email', 'name', 'ssn'])
  })

  test('in which nothing is found come back byte for byte', () => {
    for (const bytes of [
      gzipSync('nothing to see here'),
      deflateSync('nothing to see here'),
      wide('nothing to see here \u4e2d\u6587\n', false, true),
      wide('nothing', true, false),
      Buffer.from('x^2 + y^2 = z^2'),
      Buffer.from('BZhello (PK) 7z'),
      Buffer.from('x'),
      Buffer.from([0]),
      Buffer.from([0xff, 0xfe]),
      Buffer.alloc(0),
    ])
      for (const format of ['auto', 'text', 'json', 'csv', 'log'] as const)
        for (const size of [1, 3, 1000])
          assert.ok(masked(bytes, format, size).equals(bytes), `${format} ${bytes.toString('latin1')}`)
  })

  test('that cannot be looked into go as a whole, but for code', () => {
    const random = new Seeded(3)
    const noise = Buffer.from(Array.from({ length: 1_200_000 }, () => random.below(256)))
    const hidden = gzipSync(`SSN 219-09-1234 ${'x'.repeat(500)}`)
    for (const bytes of [
      gzipSync(Buffer.alloc(20_000_000)),
      gzipSync(noise),
      hidden.subarray(0, -6),
      Buffer.concat([hidden, Buffer.from('SSN 219-09-1234')]),
      Buffer.from('PK\x03\x04 SSN 219-09-1234', 'latin1'),
      Buffer.from('\xfd7zXZ\0 secrets', 'latin1'),
    ]) {
      assert.equal(
        masked(bytes, 'text')
          .toString('latin1')
          .replace(/^[^[]*/s, ''),
        '[TEXT]',
      )
      assert.ok(masked(bytes, 'auto', 65_536).equals(masked(bytes)))
    }
    const deep = masked(gzipSync(gzipSync(gzipSync(NOTE))))
    assert.equal(gunzipSync(gunzipSync(deep)).toString(), '[TEXT]')
    const zip = Buffer.from('PK\x03\x04 \x01\x02', 'latin1')
    assert.ok(masked(zip, 'code').equals(zip))
  })

  test('mutated at random are cut without a difference', () => {
    const random = new Seeded(17)
    const seeds = [wide(NOTE, false, true), wide(TABLE, true, false), gzipSync(RECORD), deflateSync(NOTE)]
    for (let round = 0; round < 400; round++) {
      const bytes = Buffer.from(seeds[round % seeds.length] as Buffer)
      for (let change = random.below(4); change > 0; change--) bytes[random.below(bytes.length)] = random.below(256)
      const size = 1 + random.below(50)
      assert.ok(masked(bytes, 'auto', size).equals(masked(bytes)), `${size} ${bytes.toString('hex')}`)
    }
  })
})
