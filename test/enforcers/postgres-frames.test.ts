import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { FrameError, FrameReader } from '../../enforcers/postgres/frames.ts'

const CAP = 100_000
const ROW = 0x44

function frame(tag: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(5)
  head[0] = tag
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** Cuts at the given places, feeds the pieces, collects whole frames. */
function readCut(bytes: Buffer, cuts: readonly number[], cap = CAP): string[] {
  const reader = new FrameReader(() => cap)
  const frames: string[] = []
  let from = 0
  for (const to of [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)) {
    reader.push(Buffer.from(bytes.subarray(from, to)))
    from = to
    for (let one = reader.next(); one !== null; one = reader.next()) frames.push(one.toString('hex'))
  }
  return frames
}

const frames = fc.array(
  fc.tuple(fc.constantFrom(0x44, 0x54, 0x43), fc.uint8Array({ maxLength: 300 })).map(([tag, body]) => frame(tag, body)),
  { minLength: 1, maxLength: 12 },
)

describe('PostgreSQL frames', (test) => {
  test('are the same for every cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat(5000), { maxLength: 20 }), (all, cuts) => {
        assert.equal(
          readCut(Buffer.concat(all), cuts),
          all.map((one) => one.toString('hex')),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('are the same cut at every single byte', () => {
    const all = [frame(0x54, Buffer.alloc(9, 1)), frame(0x44, Buffer.alloc(0)), frame(0x43, Buffer.from('SELECT 1\0'))]
    const bytes = Buffer.concat(all)
    const every = Array.from({ length: bytes.length }, (_, index) => index)
    for (const at of every)
      assert.equal(
        readCut(bytes, [at]),
        all.map((one) => one.toString('hex')),
      )
    assert.equal(
      readCut(bytes, every),
      all.map((one) => one.toString('hex')),
    )
  })

  test('that run through come out byte for byte, with their number, for every cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat(5000), { maxLength: 20 }), (all, cuts) => {
        const bytes = Buffer.concat(all)
        const reader = new FrameReader(() => CAP)
        const out: Buffer[] = []
        let rows = 0
        let from = 0
        for (const to of [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
          (a, b) => a - b,
        )) {
          reader.push(Buffer.from(bytes.subarray(from, to)))
          from = to
          for (;;) {
            const run = reader.run(ROW, Number.POSITIVE_INFINITY)
            if (run !== null) {
              out.push(run)
              rows += reader.runFrames
              continue
            }
            const one = reader.passing ? null : reader.next()
            if (one === null) break
            out.push(one)
          }
        }
        assert.ok(Buffer.concat(out).equals(bytes))
        // A row whose header lay in one piece and body in the next is assembled, not run: count those by hand.
        assert.ok(rows <= all.filter((one) => one[0] === ROW).length)
      }),
      { numRuns: 300 },
    )
  })

  test('that are run whole are never cut, and come out byte for byte', () => {
    fc.assert(
      fc.property(
        frames,
        fc.array(fc.nat(5000), { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (all, cuts, most) => {
          const bytes = Buffer.concat(all)
          const reader = new FrameReader(() => CAP)
          const out: Buffer[] = []
          let from = 0
          for (const to of [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
            (a, b) => a - b,
          )) {
            reader.push(Buffer.from(bytes.subarray(from, to)))
            from = to
            for (;;) {
              const run = reader.runWhole(ROW, most)
              if (run !== null) assert.ok(reader.runFrames > 0 && reader.runFrames <= most)
              if (run !== null) assert.is(readCut(run, []).length, reader.runFrames)
              const one = run ?? reader.next()
              if (one === null) break
              out.push(Buffer.from(one))
            }
          }
          assert.ok(Buffer.concat(out).equals(bytes))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('that break a rule are left by a run for `next` to refuse', () => {
    const reader = new FrameReader(() => 50)
    reader.push(Buffer.concat([frame(ROW, Buffer.from('a')), frame(ROW, Buffer.alloc(60))]))
    assert.is(reader.runWhole(ROW, 10)?.length, 6)
    assert.is(reader.runWhole(ROW, 10), null)
    assert.throws(
      () => reader.next(),
      (error: unknown) => error instanceof FrameError && error.code === 'too-long',
    )
  })

  test('stop running at the most that is asked for', () => {
    const reader = new FrameReader(() => CAP)
    reader.push(
      Buffer.concat([frame(ROW, Buffer.from('a')), frame(ROW, Buffer.from('b')), frame(ROW, Buffer.from('c'))]),
    )
    assert.is(reader.run(ROW, 2)?.length, 12)
    assert.is(reader.runFrames, 2)
    assert.is(reader.run(ROW, 0), null)
    assert.is(reader.next()?.length, 6)
  })

  test('with impossible, too long or unknown headers are typed errors', () => {
    const fails = (bytes: Buffer, caps: (tag: number) => number, code: string): void => {
      const reader = new FrameReader(caps)
      reader.push(bytes)
      try {
        reader.next()
        assert.unreachable()
      } catch (error) {
        assert.ok(error instanceof FrameError)
        assert.is(error.code, code)
      }
    }
    for (const length of [0, 1, 2, 3]) fails(Buffer.from([0x51, 0, 0, 0, length]), () => CAP, 'length')
    fails(Buffer.from([0x51, 0xff, 0xff, 0xff, 0xff]), () => CAP, 'too-long')
    fails(Buffer.from([0x51, 0, 2, 0, 0]), () => CAP, 'too-long')
    fails(Buffer.from([0x7a, 0, 0, 0, 4]), () => -1, 'unknown-tag')
  })
})
