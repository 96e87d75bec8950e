import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { createPhi, SeenValues } from '#phi'
import { type GitDesk, gitDesk } from '#test/git-guard'
import { describe } from '#test/suite'
import { LineCounter } from '../../enforcers/git/line-counter.ts'
import { readTree, readWritten } from '../../enforcers/git/objects.ts'
import { scanText } from '../../enforcers/git/scan-text.ts'
import { examinePush, told, zip } from './git-pack-fixture.ts'

const SSN = '219-09-9999'
const LINE = `ssn: ${SSN}\n`

async function withCopy(work: (desk: GitDesk) => Promise<void>): Promise<void> {
  const desk = gitDesk()
  try {
    await desk.must(['init', '--quiet', 'copy'])
    await work(desk)
  } finally {
    desk.remove()
  }
}

const head = (desk: GitDesk) => desk.must(['rev-parse', 'HEAD'], { in: 'copy' })

describe('what a push adds is looked at', (test) => {
  test('in every commit, also what a later one takes out again', () =>
    withCopy(async (desk) => {
      await desk.commit('copy', { 'a.txt': LINE })
      await desk.commit('copy', { 'a.txt': 'nothing\n' })
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), ['file a.txt ssn 1'])
      assert.equal([seen.commits, seen.files], [2, 2])
    }))

  test('for names that a system of record answered, and teaches nothing itself', () =>
    withCopy(async (desk) => {
      const memory = new SeenValues({ key: Buffer.alloc(32, 3), now: () => 0 })
      const phi = createPhi({ memory })
      const source = 'export const owner = "Qilaraq Brzezhukov"\n'
      await desk.commit('copy', {
        'owner.ts': source,
        'patient.json': '{"resourceType":"Patient","name":[{"family":"Zhukovetz","given":["Ytterlaq"]}]}\n',
      })
      const push = async (): Promise<readonly string[]> =>
        told(await examinePush(desk, 'copy', [await head(desk)], { phi }))
      const places = (await push()).filter((place) => place.includes('owner.ts'))
      assert.equal([places, memory.counts.learned], [[], 0])
      assert.ok(memory.counts.probes > 0)
      const record: string[] = []
      for (const name of ['Qilaraq', 'Brzezhukov']) phi.learn?.('name', name, record)
      assert.equal(
        (await push()).filter((place) => place.includes('owner.ts')),
        ['file owner.ts name 1'],
      )
    }))

  test('in a merge that adds what neither side had', () =>
    withCopy(async (desk) => {
      await desk.commit('copy', { 'a.txt': 'a\n' })
      await desk.must(['checkout', '--quiet', '-b', 'side'], { in: 'copy' })
      await desk.commit('copy', { 'b.txt': 'b\n' })
      await desk.must(['checkout', '--quiet', 'main'], { in: 'copy' })
      await desk.commit('copy', { 'c.txt': 'c\n' })
      await desk.must(['merge', '--quiet', '--no-commit', 'side'], { in: 'copy' })
      await desk.commit('copy', { 'evil.txt': LINE }, 'Merge')
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), ['file evil.txt ssn 1'])
      assert.is(seen.merges, 1)
    }))

  test('in the names of files, also where a file is only renamed', () =>
    withCopy(async (desk) => {
      await desk.commit('copy', { 'a.txt': 'a\n' })
      await desk.must(['mv', 'a.txt', `MRN_00482913_${SSN}.txt`], { in: 'copy' })
      await desk.commit('copy', {})
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.ok(
        told(seen).some((place) => place.startsWith('path ') && place.endsWith(' ssn')),
        told(seen).join('; '),
      )
      assert.not.match(JSON.stringify(seen.places), /219-09|00482913/)
    }))

  test('in messages, trailers, names of authors and tags; who wrote and signed off is no finding', () =>
    withCopy(async (desk) => {
      await desk.commit(
        'copy',
        { a: 'a\n' },
        `Fix it\n\nfor the patient with SSN ${SSN}\n\nSigned-off-by: Ana Diaz <ana@clinic.example>\n`,
      )
      await desk.must(['tag', '--annotate', '--message', `MRN 00482913 was wrong`, 'v1'], { in: 'copy' })
      await desk.commit('copy', { a: 'b\n' }, 'Second\n\nReviewed-by: SSN 219-09-9998\n')
      await desk.must(['commit', '--quiet', '--amend', '--no-edit', '--author', `${SSN} <ana@clinic.example>`], {
        in: 'copy',
      })
      const tag = await desk.must(['rev-parse', 'v1'], { in: 'copy' })
      const seen = await examinePush(desk, 'copy', [await head(desk), tag])
      assert.equal(told(seen), [
        'identity commit ssn 1',
        'message commit ssn 3',
        'message tag mrn 1',
        'trailer commit ssn 1',
      ])
      assert.is(seen.tags, 1)
    }))

  test('in the targets of symbolic links', () =>
    withCopy(async (desk) => {
      desk.write('copy', { a: 'a\n' })
      symlinkSync(`/records/SSN ${SSN}`, join(desk.folder, 'copy', 'link'))
      await desk.commit('copy', {})
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), ['symlink link ssn 1'])
      assert.is(seen.symlinks, 1)
    }))

  test('in UTF-16, with a mark and without one', () =>
    withCopy(async (desk) => {
      const text = `first line of the file\n${LINE}`
      const little = Buffer.from(text, 'utf16le')
      await desk.commit('copy', {
        'marked.txt': Buffer.concat([Buffer.of(0xff, 0xfe), little]),
        'big.txt': Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(little).swap16()]),
        'bare.txt': little,
      })
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), ['file bare.txt ssn 2', 'file big.txt ssn 2', 'file marked.txt ssn 2'])
      assert.equal(seen.skipped, [])
    }))

  test('in gzip and zip, also one inside the other; the member is named', () =>
    withCopy(async (desk) => {
      const inner = zip([{ name: 'p.csv', content: Buffer.from(`a\n${LINE}`) }])
      await desk.commit('copy', {
        'a.gz': gzipSync(LINE),
        'b.zip': zip([
          { name: 'clean.txt', content: Buffer.from('nothing\n') },
          { name: 'deep/inner.zip', content: inner },
        ]),
      })
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), ['file a.gz ssn 1', 'file b.zip!deep/inner.zip!p.csv ssn 2'])
      assert.equal(seen.skipped, [])
    }))

  test('and what can not be read is told: binaries, locked and damaged archives, archives too deep', () =>
    withCopy(async (desk) => {
      let deep = Buffer.from(LINE)
      for (let level = 0; level < 5; level++) deep = gzipSync(deep)
      await desk.commit('copy', {
        'scan.bin': Buffer.concat([Buffer.alloc(64), Buffer.from([1, 2, 3])]),
        'locked.zip': zip([{ name: 'x', content: Buffer.from('x'), encrypted: true }]),
        'cut.gz': gzipSync(Buffer.from('a'.repeat(5000))).subarray(0, 20),
        'deep.gz': deep,
      })
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(seen.skipped.map(({ path, why }) => `${path} ${why}`).sort(), [
        'cut.gz damaged',
        'deep.gz nested',
        'locked.zip!x encrypted',
        'scan.bin binary',
      ])
    }))

  test('and what an archive is packed in is no finding: large ones and broken ones', () =>
    withCopy(async (desk) => {
      const noise = new Uint8Array(2_000_000).map((_, index) => (Math.imul(index, 2_654_435_761) >>> 13) & 0xff)
      await desk.commit('copy', {
        'large.gz': gzipSync(noise),
        'large.z': deflateSync(noise),
        'cut.gz': gzipSync(Buffer.from('a'.repeat(5000))).subarray(0, 20),
      })
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), [])
      assert.equal(seen.skipped.map(({ path }) => path).sort(), ['cut.gz', 'large.gz', 'large.z'])
    }))

  test('and archives that would fill the memory are given up within the budget', () =>
    withCopy(async (desk) => {
      await desk.commit('copy', { 'bomb.gz': gzipSync(Buffer.alloc(40 * 1024 * 1024)) })
      const seen = await examinePush(desk, 'copy', [await head(desk)], { limits: { unpackedBytes: 1024 * 1024 } })
      assert.equal(
        seen.skipped.map(({ path, why }) => `${path} ${why}`),
        ['bomb.gz too-large'],
      )
    }))

  test('up to a limit of bytes and objects: beyond it, the push is told as not looked at', () =>
    withCopy(async (desk) => {
      await desk.commit('copy', { 'a.txt': LINE, 'b.txt': 'x'.repeat(5000) })
      for (const limits of [{ objectBytes: 1000 }, { objects: 2 }]) {
        const seen = await examinePush(desk, 'copy', [await head(desk)], { limits })
        assert.is(seen.incomplete.length, 1)
        assert.match(seen.incomplete[0] ?? '', /more than/)
      }
    }))

  test('as the strictest of its names asks, where one content has several', () =>
    withCopy(async (desk) => {
      const content = 'John Smith lives here.\nconst name = 1\n'
      await desk.commit('copy', { 'a/code.ts': content })
      const alone = await examinePush(desk, 'copy', [await head(desk)])
      await desk.commit('copy', { 'z/notes.md': content })
      const both = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(alone), [])
      assert.match(told(both).join(), /^file (a\/code\.ts|z\/notes\.md) name 1$/)
    }))

  test('also where nothing leads to it', () =>
    withCopy(async (desk) => {
      await desk.commit('copy', { 'a.txt': 'a\n' })
      desk.write('copy', { 'orphan.txt': LINE })
      const blob = await desk.must(['hash-object', '-w', 'orphan.txt'], { in: 'copy' })
      const seen = await examinePush(desk, 'copy', [await head(desk)], { extra: [blob] })
      assert.equal(seen.unreachable, [blob])
      assert.equal(told(seen), ['file blob ssn 1'])
    }))

  test('in files of many megabytes, and on the right line', () =>
    withCopy(async (desk) => {
      const filler = 'export const value = 12345 // nothing here\n'
      const lines = 500_000
      await desk.commit('copy', { 'big.ts': `${filler.repeat(lines)}${LINE}${filler.repeat(10)}` })
      const seen = await examinePush(desk, 'copy', [await head(desk)])
      assert.equal(told(seen), [`file big.ts ssn ${lines + 1}`])
    }))
})

describe('lines and objects', (test) => {
  test('a finding is on the line that a reader counts, however the text is sliced', async () => {
    const phi = createPhi()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3000), { minLength: 1, maxLength: 60 }), fc.nat(59), async (widths, place) => {
        const at = place % widths.length
        const lines = widths.map((width, index) => (index === at ? `ssn: ${SSN}` : 'x '.repeat(width)))
        const [found] = await scanText(Buffer.from(lines.join('\n')), phi, { mode: 'code' })
        assert.equal([found?.class, found?.lines], ['ssn', [at + 1]])
      }),
      { numRuns: 60 },
    )
  })

  test('a line counter forgets without miscounting', () => {
    const counter = new LineCounter()
    for (let index = 0; index < 100; index++) {
      counter.push(Buffer.from('a\nb\n'))
      counter.forget(8)
    }
    assert.is(counter.lineOf(398), 200)
  })

  test('no bytes of a commit or a tree fall through the parser', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const buffer = Buffer.from(bytes)
        const entries = readTree(buffer, 20)
        assert.ok(entries.length > 0 || buffer.length === 0)
        const { message, headers, identities, trailers, parents, target } = readWritten(buffer)
        const read = [message, headers, identities, trailers, ...parents, target].join('').length
        assert.ok(read > 0 || buffer.toString('utf8').trim() === '' || buffer.length < 8)
      }),
      { numRuns: 300 },
    )
  })
})
