import assert from 'node:assert/strict'
import { createPhi, DETECTORS, type Finding } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()

/** A text with « » around what must be found, as the plain text and the marked places. */
function unmark(marked: string): { text: string; spans: readonly [number, number][] } {
  const spans: [number, number][] = []
  let text = ''
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') spans.push([text.length, -1])
    else if (part === '»') spans.splice(-1, 1, [spans.at(-1)?.[0] ?? -1, text.length])
    else text += part
  }
  return { text, spans }
}

const show = (text: string, findings: readonly Finding[]): string =>
  findings.map(({ start, end, detector }) => `${detector}<${text.slice(start, end)}>`).join(' ') || 'nothing'

describe('every detector of the table', (test) => {
  for (const { id, class: kind, examples } of DETECTORS) {
    const options = { mode: examples.mode ?? 'prose' } as const

    test(`${id} finds exactly what its examples mark`, () => {
      assert.ok(examples.match.length > 0 && examples.ignore.length > 0, 'it has examples of both kinds')
      for (const marked of examples.match) {
        const { text, spans } = unmark(marked)
        assert.ok(spans.length > 0, `nothing is marked in ${marked}`)
        const { findings } = phi.maskText(text, options)
        const own = findings.filter((finding) => finding.detector === id)
        assert.deepEqual(
          own.map(({ start, end }) => [start, end]),
          spans,
          `${marked}: found ${show(text, findings)}`,
        )
      }
    })

    test(`${id} leaves its counterexamples alone`, () => {
      for (const text of examples.ignore) {
        const { findings } = phi.maskText(text, options)
        const wrong = findings.filter((finding) => finding.detector === id || finding.class === kind)
        assert.equal(wrong.length, 0, `${text}: found ${show(text, findings)}`)
      }
    })
  }

  test('has no id twice', () => {
    assert.equal(new Set(DETECTORS.map(({ id }) => id)).size, DETECTORS.length)
  })
})
