import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { dicomFile } from '../support/dicom-file.ts'
import { everyPlace, streamed } from '../support/streaming.ts'

const phi = createPhi()

describe('a DICOM file', (test) => {
  test('loses every value that is PHI and its pixels, and no length changes', () => {
    for (let seed = 0; seed < 60; seed++) {
      for (const syntax of ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2', '1.2.840.10008.1.2.4.50']) {
        const { bytes, phi: secrets } = dicomFile(seed, syntax)
        for (const format of ['dicom', 'auto'] as const) {
          const { text, masker } = streamed(phi, bytes, [], { format })
          assert.equal(text.length, bytes.length)
          for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} of ${seed} in ${syntax}`)
          for (const kept of ['DICM', syntax, 'CT', 'Head without contrast']) assert.ok(text.includes(kept), kept)
          assert.ok(masker.counts.has('photo'))
        }
      }
    }
  })

  test('gives the same output and findings for every cut', () => {
    for (const syntax of ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2', '1.2.840.10008.1.2.4.50']) {
      const { bytes } = dicomFile(3, syntax)
      const whole = streamed(phi, bytes, [], { format: 'dicom' })
      const byByte = streamed(phi, bytes, everyPlace(bytes), { format: 'dicom' })
      assert.equal(byByte.text, whole.text)
      assert.deepEqual(byByte.masker.findings, whole.masker.findings)
    }
  })

  test('that is cut off has findings within what came', () => {
    const whole = dicomFile(1, '1.2.840.10008.1.2.1').bytes
    for (let length = 1; length <= whole.length; length++) {
      const { findings } = streamed(phi, whole.subarray(0, length), [], { format: 'dicom' }).masker
      for (const { start, end } of findings) assert.ok(start <= end && end <= length, `${start} to ${end} of ${length}`)
    }
  })

  test('that cannot be read is zeros from there on', () => {
    const { bytes } = dicomFile(1, '1.2.840.10008.1.2.1.99')
    const { text, masker } = streamed(phi, bytes, [7], { format: 'dicom' })
    assert.equal(text.length, bytes.length)
    assert.match(text.slice(400), /^\0+$/)
    assert.equal(masker.findings.at(-1)?.detector, 'dicom-refused')
    assert.match(streamed(phi, Buffer.from('John Smith'.repeat(20)), [], { format: 'dicom' }).text, /^\0+$/)
    assert.match(streamed(phi, Buffer.from('John Smith'), [], { format: 'dicom' }).text, /^\0+$/)
  })
})
