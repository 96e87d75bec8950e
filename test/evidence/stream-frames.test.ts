import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { FRAME_HEADER_BYTES, scanFrames, sealFrame } from '../../evidence/stream/frames.ts'

const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 })

describe('frames', (test) => {
  test('are read back as they were written, zero-filled behind or not', () => {
    fc.assert(
      fc.property(payloads, fc.nat(100), (written, zeros) => {
        const { segment, ends } = write(written, zeros)
        const scan = scanFrames(segment)
        assert.is(scan.rest, 'clean')
        assert.is(scan.end, ends.at(-1))
        assert.equal(read(segment), written.map(hex))
      }),
    )
  })

  test('cut at every byte give every whole frame before the cut, and no other', () => {
    fc.assert(
      fc.property(payloads, (written) => {
        const { segment, ends } = write(written, 0)
        for (let length = 0; length <= segment.length; length++) {
          const cut = segment.subarray(0, length)
          const whole = ends.filter((end) => end <= length).length
          const scan = scanFrames(cut)
          assert.equal(read(cut), written.slice(0, whole).map(hex))
          assert.is.not(scan.rest, 'damaged')
          const rest = cut.subarray(scan.end)
          assert.is(scan.rest, rest.every((byte) => byte === 0) ? 'clean' : 'torn')
        }
      }),
      { numRuns: 30 },
    )
  })

  test('written in part over zeros are a torn tail', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (written, at) => {
        const { segment, ends } = write(written, 64)
        const last = ends.at(-2) ?? 0
        const length = last + 1 + (at % ((ends.at(-1) ?? 0) - last - 1))
        segment.fill(0, length)
        const scan = scanFrames(segment)
        assert.equal(read(segment).slice(0, written.length - 1), written.slice(0, -1).map(hex))
        // Payloads that end in zeros are whole even when their end was never written.
        assert.ok(scan.frames.length <= written.length)
        assert.is.not(scan.rest, 'damaged')
      }),
    )
  })

  test('with one bit flipped lose that frame only, and say that there is damage', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.nat(7), (written, place, bit) => {
        const { segment, ends } = write(written, 32)
        const at = place % (ends.at(-1) ?? 1)
        segment[at] = (segment[at] ?? 0) ^ (1 << bit)
        const hit = ends.findIndex((end) => at < end)
        const scan = scanFrames(segment)
        assert.equal(read(segment).slice(0, hit), written.slice(0, hit).map(hex))
        assert.is.not(scan.rest, 'clean')
        if (hit === written.length - 1) return
        assert.is(scan.rest, 'damaged')
        assert.equal(read(segment).slice(-(written.length - hit - 1)), written.slice(hit + 1).map(hex))
      }),
    )
  })

  test('are looked for behind damage in linear time, whatever the bytes look like', () => {
    // Every place looks like a frame that reaches to the end: checksumming each would take hours.
    const hostile = Buffer.alloc(4 * 1024 * 1024)
    for (let at = 0; at + 4 <= hostile.length; at += 4) hostile.writeUInt32LE(1024 * 1024, at)
    const scan = scanFrames(hostile)
    assert.equal(scan, { frames: [], end: 0, rest: 'torn' })
  })

  test('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { frames, end } = scanFrames(bytes)
        assert.ok(end <= bytes.length)
        for (const span of frames) assert.ok(span.start < span.end && span.end <= bytes.length)
      }),
    )
  })
})

function write(written: readonly Uint8Array[], zeros: number): { segment: Buffer; ends: number[] } {
  const ends: number[] = []
  const parts = written.map((payload) => {
    const frame = Buffer.concat([Buffer.alloc(FRAME_HEADER_BYTES), payload])
    sealFrame(frame, FRAME_HEADER_BYTES, frame.length)
    ends.push((ends.at(-1) ?? 0) + frame.length)
    return frame
  })
  return { segment: Buffer.concat([...parts, Buffer.alloc(zeros)]), ends }
}

function read(segment: Buffer): string[] {
  return scanFrames(segment).frames.map(({ start, end }) => hex(segment.subarray(start, end)))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
