import * as assert from 'uvu/assert'
import { createPhi, type Finding, Scorer } from '#phi'
import { describe } from '#test/suite'

const at = (text: string, value: string, name = 'name'): { start: number; end: number; class: string } => {
  const start = text.indexOf(value)
  return { start, end: start + value.length, class: name }
}
const found = (text: string, value: string, name: Finding['class'] = 'name'): Finding => ({
  ...at(text, value),
  class: name,
  detector: 'test',
  score: 1,
})

describe('scoring on labelled text', (test) => {
  test('a value counts as masked when no run of three letters or digits of it is left', () => {
    const text = 'Seen: Ana-Li Berg, 219-09-1234.'
    const scorer = new Scorer()
    const spans = [at(text, 'Ana-Li Berg'), at(text, '219-09-1234', 'ssn')]
    // `Li` and `-` are left of the name, `1234` of the number.
    scorer.add({ text, spans }, [found(text, 'Ana'), found(text, 'Berg'), found(text, '219-09-', 'ssn')])
    const { classes, all } = scorer.score()
    assert.equal(
      classes.map(({ class: name, spans: count, fullyMasked, touched }) => [name, count, fullyMasked, touched]),
      [
        ['name', 1, 1, 1],
        ['ssn', 1, 0, 1],
      ],
    )
    assert.equal(classes[1]?.misses, [{ shape: '999-99-9999', count: 1 }])
    assert.equal([all.spans, all.fullyMasked], [2, 1])
  })

  test('findings outside every span are wrong, and the words and lines that they cost are counted', () => {
    const text = 'Ana Berg\nParkinson disease stage two\nplain line'
    const scorer = new Scorer()
    scorer.add({ text, spans: [at(text, 'Ana Berg')] }, [found(text, 'Ana Berg'), found(text, 'Parkinson')])
    const { found: byClass, words, lines } = scorer.score()
    assert.equal(
      byClass.map(({ findings, wrong }) => [findings, wrong]),
      [[2, 1]],
    )
    assert.equal(words, { outside: 6, lost: 1 })
    assert.equal(lines, { clean: 2, altered: 1 })
  })

  test("intervals are Wilson's: known values, and never outside 0 to 1", () => {
    const scorer = new Scorer()
    const text = 'Ana Berg'
    for (let count = 0; count < 10; count++)
      scorer.add({ text, spans: [at(text, 'Ana Berg')] }, count < 8 ? [found(text, 'Ana Berg')] : [])
    const { share, low, high } = scorer.score().all.recall
    assert.is(share, 0.8)
    assert.is(low?.toFixed(4), '0.4902')
    assert.is(high?.toFixed(4), '0.9433')
  })

  test('shows no value, whatever was missed', () => {
    const scorer = new Scorer()
    const text = 'Zoë Özgür-Núñez 東京 +49 30 1234567 \u0000'
    scorer.add({ text, spans: [{ start: 0, end: text.length, class: 'x' }] }, [])
    const score = scorer.score()
    assert.equal(score.all.misses, [{ shape: 'Aaa Aaaaa-Aaaaa aa +99 99 9999999 ?', count: 1 }])
  })

  test('fits what the engine itself finds', () => {
    const text = 'Patient: Maria Keller, SSN 219-09-1234, phone (212) 555-0147.'
    const scorer = new Scorer()
    const spans = [at(text, 'Maria Keller'), at(text, '219-09-1234', 'ssn'), at(text, '(212) 555-0147', 'phone')]
    scorer.add({ text, spans }, createPhi().maskText(text).findings)
    assert.is(scorer.score().all.fullyMasked, 3)
    assert.is(scorer.score().words.lost, 0)
  })
})
