import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, rejects } from '#test/suite'
import { leafOf } from '../../evidence/ledger/line.ts'
import { checkInclusion, inclusionProof } from '../../evidence/ledger/merkle.ts'
import { runSealer } from '../../evidence/ledger/sealer.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../evidence/verify/walk-events.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'

const SHARD = 'test'
const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
const source = new ScriptedSource().session('one', 10).head()
const store = new MemoryStore()
await seal()
const base = { store, shard: SHARD, publicKey }
const whole = await verifyLedger(base)

describe('walking a ledger', (test) => {
  test('hands out every event once, parsed and as bytes, from any number on', async () => {
    for (const from of [0, 1, 4, 5, 9, 10, 23]) {
      const found = []
      for await (const { n, event, bytes } of walkEvents({ ...base, from })) {
        assert.deepEqual(event, JSON.parse(Buffer.from(bytes).toString()))
        assert.ok(Buffer.from(bytes).equals(source.events[n] as Uint8Array))
        found.push(n)
      }
      assert.deepEqual(found, range(from, source.events.length))
    }
    for await (const { n } of walkEvents({ ...base, from: 1000 })) assert.ok(n >= 1000)
  })

  test('verified from the middle it has the same root, and calls nothing missing that lies before', async () => {
    const verdict = await verifyLedger({ ...base, from: 12 })
    assert.deepEqual([verdict.integrity, verdict.root, verdict.gaps], ['intact', whole.root, []])
    assert.equal(verdict.events, source.events.length - 10)
    assert.equal(verdict.sources[0]?.unchecked, 1)
    assert.equal(whole.sources[0]?.unchecked, 0)
  })

  test('a walk from the middle trusts the header before it only under the pinned key', async () => {
    const other = generateKeyPairSync('ed25519').publicKey
    const { firstBad } = await verifyLedger({ ...base, publicKey: other, from: 12 })
    assert.deepEqual([firstBad?.part, firstBad?.reason], ['header', 'header-key'])
  })

  test('holds against checkpoints of every earlier size at which one was signed', async () => {
    const checkpoints: string[] = []
    await verifyLedger({ ...base, onSegment: ({ facts }) => checkpoints.push(facts.checkpoint) })
    assert.equal(checkpoints.length, 5)
    for (const expectAtLeast of checkpoints) {
      assert.equal((await verifyLedger({ ...base, expectAtLeast })).integrity, 'intact')
    }
    const [first = ''] = checkpoints
    await rejects(verifyLedger({ ...base, expectAtLeast: first, from: 15 }), 'checkpoint')
    await rejects(verifyLedger({ ...base, expectAtLeast: 'no checkpoint' }), 'checkpoint')
  })

  test('lines at the tip that are not sealed yet are no fault', async () => {
    const copy = store.copy()
    copy.objects.set(segmentKeys(SHARD, source.events.length).lines, Buffer.from('half done'))
    assert.equal(
      (await verifyLedger({ ...base, store: copy, expectAtLeast: whole.checkpoint ?? '' })).integrity,
      'intact',
    )
  })

  test('foreign names among the objects are passed over', async () => {
    const copy = store.copy()
    for (const name of ['.DS_Store', '00000000000000000003.txt', '3.ndjson', `${'9'.repeat(20)}.ndjson`])
      copy.objects.set(`v1/${SHARD}/segments/${name}`, Buffer.from('x'))
    assert.equal((await verifyLedger({ ...base, store: copy })).integrity, 'intact')
  })

  test('an empty ledger is intact and not complete; a shard has a name', async () => {
    const verdict = await verifyLedger({ ...base, store: new MemoryStore() })
    assert.deepEqual([verdict.integrity, verdict.completeness, verdict.checkpoint], ['intact', 'incomplete', null])
    assert.equal(verdict.root, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    await rejects(verifyLedger({ ...base, shard: '../x' }))
  })

  test('any one line is proven by its leaf and an audit path alone', async () => {
    const leaves: Uint8Array[] = []
    const lines: Buffer[] = []
    await verifyLedger({ ...base, onSegment: (segment) => leaves.push(segment.leaves) })
    for (const name of [...store.objects.keys()].filter((each) => each.endsWith('.ndjson')).sort())
      lines.push(
        ...Buffer.from(store.objects.get(name) as Uint8Array)
          .toString()
          .trimEnd()
          .split('\n')
          .map((line) => Buffer.from(line)),
      )
    const tile = Buffer.concat(leaves)
    for (const [index, line] of lines.entries())
      assert.ok(
        checkInclusion({
          leaf: leafOf(line),
          index,
          size: lines.length,
          proof: inclusionProof(tile, index),
          root: whole.root,
        }),
      )
  })
})

async function seal(): Promise<void> {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  await runSealer({
    ...{ source, store, shard: SHARD, key, assurance: 'demo', separation: 'combined', sealEvery: { events: 5 } },
    ...{ onSealed: () => undefined, alarm: () => undefined, now: Date.now, signal: AbortSignal.abort(), log: silent },
  })
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
}
