import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Event } from '#schemas'
import { describe } from '#test/suite'
import { openCheckpoint } from '../../evidence/ledger/checkpoint.ts'
import { sha256 } from '../../evidence/ledger/hash.ts'
import { keyIdOf } from '../../evidence/ledger/key-id.ts'
import type { BadPlace } from '../../evidence/ledger/ledger-error.ts'
import { openNote } from '../../evidence/ledger/note.ts'
import { emptyTip, type SealFacts, sealSegment, spliceAt } from '../../evidence/ledger/segment.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { advance } from '../../evidence/ledger/watermarks.ts'
import { verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { MemoryStore } from './contracts/memory-store.ts'

interface KeyVector {
  readonly seed: string
  readonly publicKey: string
  readonly keyId: string
}

interface LedgerVector {
  readonly shard: string
  readonly segments: readonly { first: number; events: string[]; facts: SealFacts }[]
  readonly events: number
  readonly root: string
  readonly checkpoint: string
  readonly objects: Readonly<Record<string, string>>
}

interface BrokenVector {
  readonly cases: readonly {
    name: string
    set: Readonly<Record<string, string>>
    remove: string[]
    firstBad: Omit<BadPlace, 'message'>
  }[]
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8'))
const keys = read('keys.json') as Readonly<Record<'sealer' | 'source' | 'other', KeyVector>>
const ledger = read('ledger.json') as LedgerVector
const broken = read('broken.json') as BrokenVector
const sealer = privateKey(keys.sealer.seed)
const trust = { shard: ledger.shard, publicKey: createPublicKey(sealer) }

describe('the vectors of the evidence format', (test) => {
  test('keys have the ids that the other implementation gives them', () => {
    for (const { seed, publicKey, keyId } of Object.values(keys)) {
      const key = privateKey(seed)
      assert.equal(createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'), publicKey)
      assert.equal(keyIdOf(key), keyId)
    }
  })

  test('sealing the events gives the objects byte for byte', () => {
    let tip = emptyTip()
    for (const { first, events, facts } of ledger.segments) {
      assert.equal(tip.next, first)
      const bytes = events.map((event) => Buffer.from(event))
      const watermarks = new Map(tip.watermarks)
      for (const [index, event] of events.entries()) {
        const { id, epoch, seq } = (JSON.parse(event) as Event).source
        advance(watermarks, { source: id, epoch, seq, head: sha256(bytes[index] as Buffer) })
      }
      const segment = sealSegment({ tip, lines: spliceAt(tip, bytes), watermarks }, facts, sealer)
      const at = segmentKeys(ledger.shard, first)
      assert.equal(Buffer.from(segment.ndjson).toString(), ledger.objects[at.lines])
      assert.equal(Buffer.from(segment.leaves).toString('hex'), ledger.objects[at.leaves])
      assert.equal(Buffer.from(segment.header).toString(), ledger.objects[at.header])
      tip = segment.tip
    }
    assert.equal(tip.frontier.root(), ledger.root)
  })

  test('the sealed objects verify, with root, checkpoint and nothing missing', async () => {
    const verdict = await verifyLedger({ store: storeOf(ledger.objects), ...trust, expectAtLeast: ledger.checkpoint })
    assert.deepEqual(verdict.firstBad, null)
    assert.deepEqual([verdict.integrity, verdict.completeness, verdict.gaps], ['intact', 'complete', []])
    assert.deepEqual([verdict.events, verdict.root], [ledger.events, ledger.root])
    assert.equal(verdict.checkpoint, ledger.checkpoint)
    assert.deepEqual([verdict.assurance, verdict.separation], [['demo'], ['combined']])
    assert.deepEqual(openCheckpoint(ledger.checkpoint, trust), { size: ledger.events, root: ledger.root })
  })

  for (const { name, set, remove, firstBad } of broken.cases)
    test(`${name}: event ${firstBad.n} is named`, async () => {
      const objects: Record<string, string> = { ...ledger.objects, ...set }
      for (const key of remove) delete objects[key]
      const verdict = await verifyLedger({ store: storeOf(objects), ...trust, expectAtLeast: ledger.checkpoint })
      assert.equal(verdict.integrity, 'broken')
      assert.equal(verdict.completeness, 'incomplete')
      const { message, ...place } = verdict.firstBad as BadPlace
      assert.deepEqual(place, firstBad, message)
    })

  test('the note of the Go implementation opens with its key', () => {
    // golang.org/x/mod/sumdb/note, package documentation.
    const raw = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1)
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    const note = `${text}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
    assert.equal(openNote(note, { name: 'PeterNeumann', publicKey }), text)
  })
})

function storeOf(objects: Readonly<Record<string, string>>): MemoryStore {
  return new MemoryStore(
    Object.entries(objects).map(([key, text]) => [key, Buffer.from(text, key.endsWith('.leaves') ? 'hex' : 'utf8')]),
  )
}

/** An Ed25519 private key from its seed (RFC 8410 §7). */
function privateKey(seed: string): KeyObject {
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex')
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}
