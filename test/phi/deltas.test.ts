import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { Seeded } from './generators/seeded.ts'

const phi = createPhi()

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

function chat(pieces: readonly string[]): string {
  return `${pieces.map((content) => event({ choices: [{ index: 0, delta: { content } }] })).join('')}data: [DONE]\n\n`
}

function messages(pieces: readonly string[]): string {
  return pieces
    .map((text) => `event: content_block_delta\n${event({ index: 0, delta: { type: 'text_delta', text } })}`)
    .join('')
}

function masked(text: string, size: number = Number.POSITIVE_INFINITY): string {
  const bytes = Buffer.from(text)
  const masker = phi.stream({ format: 'sse' })
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(masker.write(bytes.subarray(at, at + size)))
  return Buffer.concat([...parts, masker.end()]).toString()
}

/** What a client puts together from the pieces. */
function joined(stream: string): string {
  return stream
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => {
      const { choices, delta } = JSON.parse(line.slice(6))
      return choices?.[0].delta.content ?? delta.text ?? delta.partial_json ?? ''
    })
    .join('')
}

describe('pieces of a text in the events of a stream', (test) => {
  test('are read as one text, and the events stay valid', () => {
    const out = masked(chat(['The SSN is 21', '9-0', '9-1234. Call John Sm', 'ith at 212-', '555-0147 "now"\n ok']))
    assert.equal(joined(out), 'The SSN is [SSN]. Call [NAME] at [PHONE] "now"\n ok')
    assert.equal(out.split('\n\n').length, 7)
  })

  test('come out the same for every cut of the bytes', () => {
    for (const text of [
      chat(['Call Jos\u00e9 Garc\u00eda', ' at 212-', '555-0147, or 219-', '09-1234.']),
      messages(['ssn: ', '219', '-09-', '1234', ' \\ "x" ', 'me@exam', 'ple.org']),
    ]) {
      const bytes = Buffer.from(text)
      const whole = masked(text)
      for (let cut = 1; cut < bytes.length; cut++) {
        const masker = phi.stream({ format: 'sse' })
        const parts = [masker.write(bytes.subarray(0, cut)), masker.write(bytes.subarray(cut)), masker.end()]
        assert.equal(Buffer.concat(parts).toString(), whole, `cut at ${cut}`)
      }
      assert.equal(masked(text, 1), whole)
    }
  })

  test('give the same text however the model cuts it', () => {
    const random = new Seeded(5)
    const text =
      'Dear Maria Keller, your SSN 219-09-1234 and mail m.keller@example.org are on file since 03/12/1962. Thanks.'
    const expected = joined(masked(chat([text])))
    assert.match(expected, /^Dear \[NAME\], your SSN \[SSN\] and mail \[EMAIL\] are on file since \[DATE\]\. Thanks\.$/)
    for (let round = 0; round < 100; round++) {
      const pieces: string[] = []
      for (let at = 0; at < text.length; ) {
        const next = at + 1 + random.below(9)
        pieces.push(text.slice(at, next))
        at = next
      }
      assert.equal(joined(masked(round % 2 === 0 ? chat(pieces) : messages(pieces))), expected, JSON.stringify(pieces))
    }
  })

  test('of partial JSON are read as one document would be as text', () => {
    const pieces = ['{"ssn": "21', '9-09-1', '234", "name": "Ma', 'ria Keller"}']
    const text = pieces.map((partial_json) => event({ delta: { type: 'input_json_delta', partial_json } })).join('')
    assert.equal(joined(masked(text)), '{"ssn": "[SSN]", "name": "[NAME]"}')
  })

  test('do not change the order of findings, whatever stands between them', () => {
    const text = `${chat(['mail a@exam']).slice(0, -14)}${event({ patient: { ssn: '219-09-1234' } })}${chat(['ple.org now'])}`
    const masker = phi.stream({ format: 'sse' })
    const out = Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString()
    assert.ok(out.includes('{"ssn":"[SSN]"}'), out)
    assert.ok(!out.includes('exam') && !out.includes('ple.org'), out)
    const starts = masker.findings.map(({ start }) => start)
    assert.deepEqual(
      starts,
      [...starts].sort((left, right) => left - right),
    )
  })

  test('are held back no longer than a word, and never without bound', () => {
    const masker = phi.stream({ format: 'sse' })
    let held = 0
    for (let index = 0; index < 500; index++) {
      const bytes = Buffer.from(event({ choices: [{ delta: { content: ` word${index % 10} and so on` } }] }))
      held += bytes.length - masker.write(bytes).length
      assert.ok(held < 300, `${held} bytes held`)
    }
    const endless = phi.stream({ format: 'sse' })
    held = 0
    for (let index = 0; index < 5000; index++) {
      const bytes = Buffer.from(event({ choices: [{ delta: { content: 'a' } }] }))
      held += bytes.length - endless.write(bytes).length
      assert.ok(held < 66_000, `${held} bytes held`)
    }
  })
})
