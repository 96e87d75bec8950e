import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, rejects } from '#test/suite'
import { eventsOf, openRun, sealRun } from '../../evidence/stream/kafka/event-message.ts'
import { Intake, type Refused } from '../../evidence/stream/kafka/intake.ts'
import { readKafkaCursor, writeKafkaCursor } from '../../evidence/stream/kafka/kafka-cursor.ts'
import { batchRuns, packEvents } from '../../evidence/stream/kafka/pack.ts'
import { PayloadAssembly } from '../../evidence/stream/kafka/payload-assembly.ts'
import { openFrames, packFrames, sealFrames } from '../../evidence/stream/kafka/payload-message.ts'
import {
  MessageChecker,
  MessageSigner,
  Poison,
  type ReceivedMessage,
  type SignedMessage,
} from '../../evidence/stream/kafka/signed-message.ts'
import { START } from '../../evidence/stream/position.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'

const { privateKey: key } = generateKeyPairSync('ed25519')
const signer = new MessageSigner(key)
const checker = new MessageChecker(() => true)

describe('messages of Kafka', (test) => {
  test('carry every event once and in order, whatever the limits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 200, max: 4000 }),
        (sizes, events, bytes) => {
          const source = scripted()
          for (const [turn, size] of sizes.entries()) {
            if (turn % 17 === 16) source.open()
            source.add('config', { text: 'x'.repeat(size) })
          }
          const runs = packEvents(source.events, START, { events, bytes })
          for (const { value } of runs) assert.ok(value.length <= bytes)
          const intake = new Intake(0, checker, () => assert.fail('nothing is refused'))
          const taken = runs.flatMap((run, offset) => intake.take(offset, received(sealRun(run, signer))).events)
          assert.deepEqual(
            taken.map((event) => text(event.bytes)),
            source.events.map(text),
          )
          const batches = batchRuns(runs, bytes)
          assert.deepEqual(batches.flat(), runs)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('say what stands before them, so that a reader misses what is missing', () => {
    const source = scripted().session('s', 10)
    const runs = packEvents(source.events, START, { events: 5, bytes: 100_000 })
    for (const [index, { after }] of runs.entries())
      assert.deepEqual(after, index === 0 ? START : { epoch: 1, seq: runs[index - 1]?.last })
  })

  test('are refused when anything of them was changed, and nothing of them is quoted', () => {
    const source = scripted().session('secret-session', 2)
    const [run] = packEvents(source.events, START, { events: 64, bytes: 100_000 })
    if (!run) throw new Error('no run')
    const good = sealRun(run, signer)
    assert.equal(eventsOf(openRun(received(good), checker)).length, source.events.length)
    const stranger = sealRun(run, new MessageSigner(generateKeyPairSync('ed25519').privateKey))
    const changed: Readonly<Record<string, ReceivedMessage>> = {
      'no headers': { value: good.value },
      'no value': { ...received(good), value: null },
      'a changed value': received({ ...good, value: Buffer.from(good.value.toString().replace('secret', 'SECRET')) }),
      'another source': received(withHeader(good, 'source', '0123456789abcdef')),
      'the key of another': received(withHeader(good, 'key', stranger.headers['key'] ?? '')),
      'events of another, signed by itself': received(stranger),
      'no number': received(withHeader(good, 'first', '01')),
      'a line end in a header': received(withHeader(good, 'epoch', '1\n1')),
      'the kind of payloads': received(withHeader(good, 'cordon', 'payloads/1')),
      'a header twice': { headers: { ...received(good).headers, first: [Buffer.from('1')] }, value: good.value },
      'a long header': received(withHeader(good, 'key', 'A'.repeat(100_000))),
      'bytes that are no event': received(sealRun({ ...run, value: Buffer.from('secret {"v":1}') }, signer)),
      'one event fewer': received(sealRun({ ...run, value: run.value.subarray(0, run.value.lastIndexOf(10)) }, signer)),
      'events in another order': received(
        sealRun({ ...run, value: Buffer.from(run.value.toString().split('\n').reverse().join('\n')) }, signer),
      ),
      'before itself': received(sealRun({ ...run, after: { epoch: 9, seq: 9 } }, signer)),
      'a part of many': received(sealRun({ ...run, part: { index: 1, count: 2 } }, signer)),
      'a part too many': received(sealRun({ ...run, last: run.first, part: { index: 65, count: 65 } }, signer)),
    }
    for (const [what, message] of Object.entries(changed)) {
      const refused: Refused[] = []
      const { events } = new Intake(3, new MessageChecker(() => true), (one) => refused.push(one)).take(7, message)
      assert.deepEqual([events.length, refused.length], [0, 1], what)
      assert.doesNotMatch(refused[0]?.why ?? '', /secret/i)
      assert.match(refused[0]?.digest ?? '', /^[0-9a-f]{64}$/)
    }
    assert.throws(() => new MessageChecker(() => false).open('events', [], received(good)), Poison)
  })

  test('random bytes and headers never crash who reads them', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    const header = fc.oneof(
      bytes.map((some) => Buffer.from(some)),
      fc.constant(undefined),
      fc.constant('text'),
    )
    const names = ['cordon', 'source', 'epoch', 'first', 'last', 'after', 'part', 'key', 'signature']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), header), bytes, (headers, value) => {
        const refused: Refused[] = []
        const message = { headers: { cordon: Buffer.from('events/1'), ...headers }, value: Buffer.from(value) }
        new Intake(0, checker, (one) => refused.push(one)).take(0, message)
        assert.equal(refused.length, 1)
      }),
      { numRuns: 300 },
    )
  })

  test('a cursor reads as it was written, and no other text is one', async () => {
    const places = new Map([
      [0, { offset: 0, index: 0 }],
      [7, { offset: 123_456_789_012, index: 63 }],
    ])
    assert.deepEqual(readKafkaCursor(writeKafkaCursor(places)), places)
    assert.equal(readKafkaCursor(null).size, 0)
    assert.equal(readKafkaCursor('3:1700').size, 0)
    for (const text of [
      '',
      'kafka',
      'kafka:1',
      'kafka:1=2',
      'kafka:1=2.3,',
      'kafka:01=2.3',
      'kafka:2=1.0,1=1.0',
      '0:1',
      '5',
    ])
      await rejects((async () => readKafkaCursor(text))(), 'cursor')
  })

  test('recordings go in messages within the limit, and large ones are joined again', () => {
    const frames = {
      key: randomBytes(90),
      exchanges: [10, 400, 5000, 20, 30].map((size, exchange) => ({ exchange, bytes: randomBytes(size) })),
    }
    const assembly = new PayloadAssembly()
    const joined: Buffer[] = []
    let offset = 0
    for (const pack of packFrames(frames, 1000))
      for (const message of sealFrames('ses_1', pack, 1000, signer)) {
        assert.ok(message.value.length <= 1000)
        assert.equal(message.key, 'ses_1')
        const whole = assembly.add(openFrames(received(message), checker), offset++)
        if (whole) joined.push(whole)
      }
    const all = Buffer.concat([frames.key, ...frames.exchanges.map(({ bytes }) => bytes)])
    assert.ok(Buffer.concat(joined).equals(all))
    assert.equal(assembly.oldest, null)
  })

  test('parts that come twice, out of turn or never are no recording', () => {
    const frames = { key: undefined, exchanges: [{ exchange: 0, bytes: randomBytes(2500) }] }
    const parts = sealFrames('ses_1', frames, 1000, signer).map((message) => openFrames(received(message), checker))
    const [one, two, three] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]]
    const assembly = new PayloadAssembly()
    assert.deepEqual(
      [two, one, three, two, two, one].map((part, at) => assembly.add(part, at)),
      Array(6).fill(null),
    )
    assert.equal(assembly.oldest, 5)
    assert.deepEqual([assembly.add(two, 6), assembly.add(three, 7)?.length], [null, 2500])
  })
})

function scripted(): ScriptedSource {
  return new ScriptedSource(key)
}

function received({ headers, value }: Omit<SignedMessage, 'key'>): ReceivedMessage {
  const buffers = Object.entries(headers).map(([name, header]) => [name, Buffer.from(header)] as const)
  return { headers: Object.fromEntries(buffers), value }
}

function withHeader(message: SignedMessage, name: string, header: string): SignedMessage {
  return { ...message, headers: { ...message.headers, [name]: header } }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
