import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()

function streamed(text: string, size: number): string {
  const bytes = Buffer.from(text)
  const masker = phi.stream()
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(masker.write(bytes.subarray(at, at + size)))
  return Buffer.concat([...parts, masker.end()]).toString()
}

const CASES = [
  ['SSN&nbsp;219&hyphen;09&dash;1234 ok', 'SSN&nbsp;[SSN] ok'],
  ['mail a&period;keller&commat;example&period;org now', 'mail [EMAIL] now'],
  ['SSN 219%u002D09%u20111234 ok', 'SSN [SSN] ok'],
  ['SSN \\u0032\\u0031\\u0039\\u201009\\u20101234 ok', 'SSN [SSN] ok'],
  ['SSN 219-0=\r\n9-1234 ok', 'SSN [SSN] ok'],
  ['call 212-5=\n55-0147 ok', 'call [PHONE] ok'],
  ['call (212) \u{1d7d3}\u{1d7d3}\u{1d7d3}-\u{1d7ce}\u{1d7cf}\u{1d7d4}\u{1d7d5} ok', 'call [PHONE] ok'],
] as const

describe('entities and escapes', (test) => {
  for (const [text, expected] of CASES)
    test(`${JSON.stringify(text)} is read as what it says, however it is cut`, () => {
      assert.equal(phi.maskText(text).text, expected)
      for (let size = 1; size <= text.length; size++) assert.equal(streamed(text, size), expected, `pieces of ${size}`)
    })

  test('that say nothing stay as they are', () => {
    for (const text of [
      'a &amp; b &nbsp; c &hyphen; 5&nbsp;mg &foo; &',
      'x =\n5\ny=\r\n6',
      'base=\n12',
      '100%u 50%unique %u12',
      'if (a&&b) c = d&e; f("&period;")',
    ])
      assert.equal(phi.maskText(text).text, text)
  })
})
