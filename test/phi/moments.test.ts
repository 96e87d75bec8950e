import assert from 'node:assert/strict'
import { createPhi, type StreamFormat } from '#phi'
import { describe } from '#test/suite'
import { Random } from './generators/random.ts'

const phi = createPhi()
const KEYS =
  'ts time dob birth born birth_ts port version ssn ssn_last mrn age id zip phone account event_time admitted hospital# T release from note'.split(
    ' ',
  )
const FORMS = [
  'dddd-dd-ddTdd:dd:dd.dddZ',
  'dddd-dd-ddTdd:dd:ddZ',
  'dddd-dd-ddTdd:dd:dd+dd:dd',
  'dddd-dd-ddTdd:dd:dd.dddddd-dd:dd',
  'dddd-dd-ddTddddddZ',
  'dddd-dd-ddTd',
  'dddd-dd-ddTdd:',
  'dddd-dd-ddTZd',
  'dddd/dd/ddTdd:dd:ddZ',
  'dddd-dd-ddTdd:dd:ddZ ok',
  'dddd-dd-ddtdd:ddZ',
  'ddddddddTdd:dd:ddZ',
]
const ENDS = 'Z 0 k'.split(' ')
const LINES = 40

function moment(random: Random): string {
  const text = random.pick(FORMS).replaceAll('d', () => random.digits(1))
  const dated = random.chance(0.7)
    ? `${random.pick(['19', '20'])}${text.slice(2, 5)}0${random.int(1, 9)}-1${text.slice(9)}`
    : text
  return random.chance(0.1) ? dated + random.pick(ENDS) : dated
}

function found(text: string, format: StreamFormat): readonly string[] {
  const masker = phi.stream({ format })
  masker.write(Buffer.from(text))
  masker.end()
  return masker.findings.map(({ class: kind, detector, score }) => `${kind} ${detector} ${score}`)
}

// What has an escape is read as any text is.
function escaped(value: string): string {
  const code = value
    .charCodeAt(value.length - 1)
    .toString(16)
    .padStart(4, '0')
  return `${value.slice(0, -1)}\\u${code}`
}

describe('a moment that is a whole value', (test) => {
  test('is what its readers take it for, whatever its key and however often that comes', () => {
    for (let round = 0; round < 60; round++) {
      const random = new Random(round)
      const keys = Array.from({ length: random.int(1, 3) }, () => random.pick(KEYS))
      const lines = Array.from({ length: LINES }, () => keys.map((key) => [key, moment(random)] as const))
      const text = (value: (plain: string) => string): string =>
        lines.map((line) => `{${line.map(([key, plain]) => `"${key}":"${value(plain)}"`).join()}}`).join('\n')
      const plain = text((value) => value)
      for (const format of ['ndjson', 'fhir', 'dicom-json'] as const)
        assert.deepEqual(found(plain, format), found(text(escaped), format), `seed ${round}, ${format}`)
    }
  })
})
