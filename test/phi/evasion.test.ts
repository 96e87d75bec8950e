import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { Seeded } from './generators/seeded.ts'

const phi = createPhi()
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const each = (text: string, change: (character: string, code: number) => string): string =>
  [...text].map((character) => change(character, character.charCodeAt(0))).join('')
const hex = (code: number): string => code.toString(16).padStart(2, '0')
const base64 = (data: string | Uint8Array): string => Buffer.from(data).toString('base64')

/** Ways to write a text so that it looks the same, or is the same to who knows how to read it. */
const DISGUISES: Readonly<Record<string, (text: string) => string>> = {
  'zero-width characters': (text) => [...text].join('\u200b'),
  'soft hyphens': (text) => [...text].join('\u00ad'),
  'full-width forms': (text) =>
    each(text, (character, code) => (code > 0x20 ? String.fromCharCode(code + 0xfee0) : character)),
  'mathematical digits': (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  'Arabic digits': (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  percent: (text) => each(text, (_, code) => `%${hex(code)}`),
  'decimal entities': (text) => each(text, (_, code) => `&#${code};`),
  'hexadecimal entities': (text) => each(text, (_, code) => `&#x${hex(code)};`),
  'unicode escapes': (text) => each(text, (_, code) => `\\u00${hex(code)}`),
  'quoted-printable': (text) => each(text, (_, code) => `=${hex(code).toUpperCase()}`),
  'UTF-16': (text) => each(text, (character) => `${character}\0`),
  base64: (text) => base64(`see ${text} there`),
  'base64 twice': (text) => base64(base64(`see ${text} there`)),
  'gzip in base64': (text) => base64(gzipSync(`see ${text} there`)),
  'gzip twice': (text) => base64(gzipSync(base64(gzipSync(`see ${text} there`)))),
  hex: (text) => Buffer.from(`see ${text}`).toString('hex'),
  'digits in words': (text) => each(text.replace(/\D/g, ''), (digit) => `${WORDS[Number(digit)]} `).trim(),
  'digits apart': (text) => [...text.replace(/\D/g, '')].join(' '),
}

describe('a value in disguise', (test) => {
  for (const [name, disguise] of Object.entries(DISGUISES)) {
    test(`as ${name} is masked, and its neighbours stay`, () => {
      for (const value of ['219-09-9999', '(212) 555-0147']) {
        const text = `He gave ${disguise(value)}\nand left.`
        const masked = phi.maskText(text).text
        assert.match(masked, /^He gave [^\w]*\[[A-Z-]+\][^\w]*\nand left\.$/u, JSON.stringify(masked))
      }
    })

    test(`as ${name} gives the same for every cut of a stream`, () => {
      const bytes = Buffer.from(`Call ${disguise('212-555-0147')} or 219-09-9999 now.`)
      const whole = Buffer.from(phi.maskBytes(bytes)?.bytes ?? bytes).toString('latin1')
      for (let cut = 0; cut <= bytes.length; cut++) {
        const stream = phi.stream()
        const parts = [stream.write(bytes.subarray(0, cut)), stream.write(bytes.subarray(cut)), stream.end()]
        assert.equal(Buffer.concat(parts).toString('latin1'), whole, `cut at ${cut}`)
      }
    })
  }

  test('with letters of another script is masked, and words of that script stay', () => {
    assert.equal(phi.maskText('to Dr. Sm\u0456th today').text, 'to Dr. [NAME] today')
    const russian = 'Пациент жалуется на боль'
    assert.equal(phi.maskText(russian).text, russian)
  })

  test('with combining marks is the name that it is', () => {
    assert.equal(phi.maskText('Dr. Jose\u0301 Garci\u0301a came').text, 'Dr. [NAME] came')
  })

  test('in an archive beyond the budget is masked unseen, in prose', () => {
    const bomb = base64(gzipSync(Buffer.alloc(200_000, 0x61)))
    assert.equal(phi.maskText(`data ${bomb} end`).text, 'data [TEXT] end')
    const noise = new Seeded(7)
    const long = base64(gzipSync(Buffer.from(Array.from({ length: 3000 }, () => noise.below(256)))))
    assert.match(phi.maskText(`data ${long} end`).text, /^data \[TEXT\]=* end$/)
  })

  test('in tag characters, which only machines read, is masked; one of them inside a name is noise', () => {
    const tags = (text: string): string => each(text, (_, code) => String.fromCodePoint(0xe0000 + code))
    const hidden = phi.maskText(`hello ${tags('SSN 219-09-9999')} bye`).text
    assert.ok(hidden.startsWith('hello ') && hidden.endsWith('[SSN] bye'), JSON.stringify(hidden))
    assert.ok(!hidden.includes(tags('219')))
    assert.equal(phi.maskText(`Jo${tags('x')}hn Smith, 219-${tags('9')}09-9999`).text, '[NAME], [SSN]')
    const flag = `\u{1f3f4}${tags('gbeng')}\u{e007f}`
    assert.equal(phi.maskText(`a ${flag} flag`).text, `a ${flag} flag`)
  })

  test('behind an equals sign in quoted-printable is masked', () => {
    assert.equal(phi.maskText('ssn=3D219-09-9999').text, 'ssn=3D[SSN]')
    assert.equal(phi.maskText('mode=3D rendering').text, 'mode=3D rendering')
  })

  test('that hides nothing stays', () => {
    for (const text of [
      '100%25 sure',
      'a &amp; b',
      'C:\\users\\x',
      base64('there is nothing in here at all'),
      'naïve café, 5 µg, 37 °C, ½ “quoted”',
    ])
      assert.equal(phi.maskText(text).text, text)
  })
})
