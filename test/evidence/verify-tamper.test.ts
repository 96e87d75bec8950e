import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomInt } from 'node:crypto'
import { canonicalBytes, type SegmentFacts } from '#schemas'
import { describe } from '#test/suite'
import { signHeader } from '../../evidence/ledger/header.ts'
import { runSealer } from '../../evidence/ledger/sealer.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { type Verdict, verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../evidence/verify/walk-events.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'

const SHARD = 'test'
const EACH = 7
const RUNS = 40
const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
const source = new ScriptedSource().session('one', 8).head().open().session('two', 7).head()
const COUNT = source.events.length
const FIRSTS = Array.from({ length: Math.ceil(COUNT / EACH) }, (_, index) => index * EACH)
const clean = await sealed(source, key)
const checkpoint = (await verify(clean, null)).checkpoint as string

/** A tampered copy, and the number of the first event that must be named; null where only the object can be. */
interface Tampered {
  readonly store: MemoryStore
  readonly n: number
  readonly parts: readonly string[]
}

// Each class is tried at many random places. The draw of a run is printed when it fails.
const CLASSES: Readonly<Record<string, () => Tampered>> = {
  'a bit of a line is flipped': () => {
    const { lines, first } = anySegment()
    return onLines(first, (text) => flipBit(text, randomInt(text.length)), lines)
  },
  'a byte of a line is replaced': () => {
    const { lines, first } = anySegment()
    return onLines(first, (text) => text.with(randomInt(text.length), randomInt(256)), lines)
  },
  'a byte of a line is taken out': () => {
    const { lines, first } = anySegment()
    const at = randomInt(lines.length)
    return onLines(first, (text) => joined(text.subarray(0, at), text.subarray(at + 1)), lines)
  },
  'a byte is put into a line': () => {
    const { lines, first } = anySegment()
    const at = randomInt(lines.length)
    return onLines(first, (text) => joined(text.subarray(0, at), Buffer.of(randomInt(256)), text.subarray(at)), lines)
  },
  'a line is deleted': () => reordered((list, at) => list.toSpliced(at, 1)),
  'a line is doubled': () => reordered((list, at) => list.toSpliced(at, 0, list[at] as Buffer)),
  'a line of another segment is put in': () =>
    reordered((list, at) => list.toSpliced(at, 0, linesOf(clean, FIRSTS.at(-1) as number)[0] as Buffer)),
  'two neighbours change places': () =>
    reordered((list, at) => {
      const left = Math.min(at, list.length - 2)
      return list.toSpliced(left, 2, list[left + 1] as Buffer, list[left] as Buffer)
    }),
  'the lines are reversed': () => reordered((list) => list.toReversed()),
  'the end of the lines is cut': () => {
    const { lines, first } = anySegment()
    return onLines(first, (text) => text.subarray(0, randomInt(text.length)), lines)
  },
  'a bit of a leaf is flipped': () => {
    const { keys, leaves, first } = anySegment()
    const at = randomInt(leaves.length)
    return { store: changed([keys.leaves, flipBit(leaves, at)]), n: first + Math.floor(at / 32), parts: ['leaves'] }
  },
  'the tile is cut or longer': () => {
    const { keys, leaves, first } = anySegment()
    const bytes =
      randomInt(2) === 0 ? leaves.subarray(0, randomInt(leaves.length)) : joined(leaves, leaves.subarray(0, 32))
    return { store: changed([keys.leaves, bytes]), n: first, parts: ['leaves'] }
  },
  'a line and its leaf are both written anew': () => {
    const { keys, lines, leaves, first } = anySegment()
    const line = randomInt(leaves.length / 32)
    const tile = leaves.fill(7, line * 32, line * 32 + 32)
    const list = splitLines(lines)
    list[line] = Buffer.from((list[line] as Buffer).toString().replace('"v":1}', '"v":2}'))
    return { store: changed([keys.leaves, tile], [keys.lines, joined(...list)]), n: first + line, parts: ['line'] }
  },
  'a bit of a header is flipped': () => {
    const { keys, header, first } = anySegment()
    return {
      store: changed([keys.header, flipBit(header, randomInt(header.length))]),
      n: first,
      parts: ['header', 'checkpoint'],
    }
  },
  'a fact of a header is edited': () => {
    const { keys, header, first } = anySegment()
    const document = JSON.parse(header.toString()) as { header: SegmentFacts; signature: string }
    const edits: readonly Partial<SegmentFacts>[] = [
      { count: 1 },
      { first: first + 1 },
      { sealedAt: '2020-01-01T00:00:00.000Z' },
      { assurance: 'idp' },
      { separation: 'apart' },
      { cursor: '' },
      { watermarks: [] },
    ]
    const edit = edits[randomInt(edits.length)]
    const bytes = canonicalBytes({ ...document, header: { ...document.header, ...edit } })
    return { store: changed([keys.header, bytes]), n: first, parts: ['header'] }
  },
  'a header is signed again by another key': () => {
    const { keys, header, first } = anySegment()
    const facts = (JSON.parse(header.toString()) as { header: SegmentFacts }).header
    const bytes = signHeader(facts, generateKeyPairSync('ed25519').privateKey)
    return { store: changed([keys.header, bytes]), n: first, parts: ['header'] }
  },
  'the objects of two segments change places': () => {
    const [a, b] = twoFirsts()
    const [from, to] = [segmentKeys(SHARD, a), segmentKeys(SHARD, b)]
    const swap = (['lines', 'leaves', 'header'] as const).flatMap((part): [string, Uint8Array][] => [
      [from[part], object(to[part])],
      [to[part], object(from[part])],
    ])
    return { store: changed(...swap), n: a, parts: ['header'] }
  },
  'the lines of two segments change places': () => {
    const [a, b] = twoFirsts()
    const [from, to] = [segmentKeys(SHARD, a).lines, segmentKeys(SHARD, b).lines]
    return { store: changed([from, object(to)], [to, object(from)]), n: a, parts: ['line'] }
  },
  'an object is missing': () => {
    const { keys, first } = anySegment()
    const name = Object.values(keys)[randomInt(3)] as string
    const store = clean.copy()
    store.objects.delete(name)
    // Without its header the last segment is not sealed: only the checkpoint that was kept tells.
    return { store, n: first, parts: ['line', 'leaves', 'header', 'ledger'] }
  },
  'a segment is missing': () => {
    const { keys, first } = anySegment()
    const store = clean.copy()
    for (const name of Object.values(keys)) store.objects.delete(name)
    return { store, n: first, parts: ['ledger'] }
  },
  'a segment is stored twice, under a second name': () => {
    const { keys, first } = anySegment()
    const second = segmentKeys(SHARD, first + 1 + randomInt(EACH - 1))
    const copies = (['lines', 'leaves', 'header'] as const).map((part): [string, Uint8Array] => [
      second[part],
      object(keys[part]),
    ])
    return {
      store: changed(...copies),
      n: Math.min(Number(second.lines.slice(-27, -7)), COUNT),
      parts: ['ledger', 'header'],
    }
  },
}

describe('tampering with a sealed ledger', (test) => {
  test('the clean ledger is intact and complete, every time', async () => {
    const verdict = await verify(clean)
    assert.deepEqual([verdict.integrity, verdict.gaps, verdict.events], ['intact', [], COUNT])
  })

  for (const [name, tamper] of Object.entries(CLASSES))
    test(`${name}: it is found, and the first bad event named`, async () => {
      for (let run = 0; run < RUNS; run++) {
        const { store, n, parts } = tamper()
        if (isClean(store)) continue
        const { integrity, firstBad, completeness } = await verify(store)
        const found = JSON.stringify(firstBad)
        assert.equal(integrity, 'broken', found)
        assert.equal(completeness, 'incomplete')
        assert.equal(firstBad?.n, n, found)
        assert.ok(parts.includes(firstBad?.part ?? ''), `${found} is not in ${parts}`)
        // One segment too many is seen only behind the good one whose place it wants.
        await handsOutOnlyGoodEvents(store, firstBad?.reason === 'segment-unexpected' ? COUNT : n)
      }
    })

  test('a ledger written anew under another key is not taken', async () => {
    const other = await sealed(source, generateKeyPairSync('ed25519').privateKey)
    const { firstBad } = await verify(other)
    assert.deepEqual([firstBad?.n, firstBad?.reason], [0, 'header-key'])
  })

  test('a cut tail, a roll-back and a rewriting by the holder of the key show only against a kept checkpoint', async () => {
    const cut = clean.copy()
    for (const name of Object.values(segmentKeys(SHARD, FIRSTS.at(-1) as number))) cut.objects.delete(name)
    assert.equal((await verify(cut, null)).integrity, 'intact')
    const verdict = await verify(cut)
    assert.deepEqual([verdict.firstBad?.n, verdict.firstBad?.reason], [FIRSTS.at(-1), 'rolled-back'])
    const rewritten = await sealed(new ScriptedSource().session('other', 20).head(), key)
    assert.equal((await verify(rewritten, null)).integrity, 'intact')
    assert.equal((await verify(rewritten)).firstBad?.reason, 'rolled-back')
    assert.equal((await verify(new MemoryStore())).firstBad?.reason, 'rolled-back')
  })
})

async function handsOutOnlyGoodEvents(store: MemoryStore, most: number): Promise<void> {
  let next = 0
  try {
    for await (const event of walkEvents({ store, shard: SHARD, publicKey, expectAtLeast: checkpoint })) {
      assert.ok(Buffer.from(event.bytes).equals(source.events[event.n] as Uint8Array))
      assert.equal(event.n, next++)
    }
    assert.fail('the walk did not end with an error')
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'broken', String(error))
  }
  assert.ok(next <= most)
}

function verify(store: MemoryStore, expectAtLeast: string | null = checkpoint): Promise<Verdict> {
  return verifyLedger({ store, shard: SHARD, publicKey, ...(expectAtLeast ? { expectAtLeast } : {}) })
}

async function sealed(from: ScriptedSource, by: KeyObject): Promise<MemoryStore> {
  const store = new MemoryStore()
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  await runSealer({
    ...{ source: from, store, shard: SHARD, key: createPrivateKey(by.export({ type: 'pkcs8', format: 'pem' })) },
    ...{ assurance: 'demo', separation: 'combined', sealEvery: { events: EACH } },
    ...{ onSealed: () => undefined, alarm: () => undefined, log: silent },
    now: () => Date.parse('2026-02-03T09:00:00.000Z'),
    signal: AbortSignal.abort(),
  })
  return store
}

function anySegment(): {
  first: number
  keys: ReturnType<typeof segmentKeys>
  lines: Buffer
  leaves: Buffer
  header: Buffer
} {
  const first = FIRSTS[randomInt(FIRSTS.length)] as number
  const keys = segmentKeys(SHARD, first)
  return { first, keys, lines: object(keys.lines), leaves: object(keys.leaves), header: object(keys.header) }
}

/** Changes the lines of a segment; the first event that is bad is the one whose line no longer stands in its place. */
function onLines(first: number, change: (text: Buffer) => Uint8Array, lines: Buffer): Tampered {
  const after = Buffer.from(change(Buffer.from(lines)))
  let line = 0
  for (const whole of splitLines(lines)) {
    const at = splitLines(lines)
      .slice(0, line)
      .reduce((sum, { length }) => sum + length, 0)
    if (!after.subarray(at, at + whole.length).equals(whole)) break
    line++
  }
  return { store: changed([segmentKeys(SHARD, first).lines, after]), n: first + line, parts: ['line'] }
}

function reordered(change: (list: Buffer[], at: number) => readonly Buffer[]): Tampered {
  const { lines, first } = anySegment()
  const list = splitLines(lines)
  return onLines(first, () => joined(...change(list, randomInt(list.length))), lines)
}

function linesOf(store: MemoryStore, first: number): Buffer[] {
  return splitLines(Buffer.from(store.objects.get(segmentKeys(SHARD, first).lines) as Uint8Array))
}

function splitLines(text: Buffer): Buffer[] {
  const list: Buffer[] = []
  for (let at = 0, end = text.indexOf(10); end >= 0; at = end + 1, end = text.indexOf(10, at))
    list.push(text.subarray(at, end + 1))
  return list
}

function twoFirsts(): [number, number] {
  const at = randomInt(FIRSTS.length - 1)
  return [FIRSTS[at] as number, FIRSTS[at + 1] as number]
}

function changed(...objects: readonly (readonly [string, Uint8Array])[]): MemoryStore {
  const store = clean.copy()
  for (const [name, bytes] of objects) store.objects.set(name, Uint8Array.from(bytes))
  return store
}

function isClean(store: MemoryStore): boolean {
  if (store.objects.size !== clean.objects.size) return false
  return [...store.objects].every(([name, bytes]) => clean.objects.has(name) && object(name).equals(bytes))
}

function object(name: string): Buffer {
  return Buffer.from(clean.objects.get(name) as Uint8Array)
}

function flipBit(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[at] = (flipped[at] as number) ^ (1 << randomInt(8))
  return flipped
}

function joined(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts)
}
