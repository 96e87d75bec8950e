import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { parseBytes } from '#schemas'
import { describe } from '#test/suite'
import { keyIdOf } from '../../evidence/ledger/key-id.ts'
import { type EventLogOptions, type OpenEventLog, openEventLog } from '../../evidence/stream/event-log.ts'
import { headStatement } from '../../evidence/stream/stamp.ts'
import { appendAll, held, verifyChains } from './contracts/event-log.ts'
import { logOptions } from './kill/log-options.ts'

const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')

describe('the heads of a source', (test) => {
  test('introduce the source by its key in its first event', async () => {
    await withLog({}, async (log) => {
      const [opened] = await events(log)
      assert.is(opened?.kind, 'source.opened')
      const data = parseBytes('event-data', JSON.stringify({ sourceOpened: opened?.data })).sourceOpened
      const shown = createPublicKey({ key: Buffer.from(data?.publicKey ?? '', 'base64'), format: 'der', type: 'spki' })
      assert.ok(shown.equals(publicKey))
      assert.is(keyIdOf(shown), opened?.source.id)
      assert.is(data?.previous, null)
    })
  })

  test('sign the chain when asked, and at close', async () => {
    await withLog({}, async (log, options) => {
      await appendAll(log, 4)
      await log.sign()
      await log.sign()
      assert.is(await verifyHeads(log), 1, 'what is signed is not signed again')
      await appendAll(log, 4)
      await log.close()
      const again = await openEventLog(options)
      assert.is(await verifyHeads(again), 2)
      await again.close()
    })
  })

  test('follow new events by themselves', async () => {
    await withLog({ headEveryMs: 2 }, async (log) => {
      await appendAll(log, 4)
      await until(async () => (await verifyHeads(log)) >= 1)
      const before = await verifyHeads(log)
      await new Promise((resolve) => setTimeout(resolve, 20))
      assert.is(await verifyHeads(log), before, 'a head asks for no head of its own')
    })
  })

  test('show that an idle source lives', async () => {
    await withLog({ heartbeatEveryMs: 3 }, async (log) => {
      await until(async () => (await events(log)).filter(({ kind }) => kind === 'heartbeat').length >= 3)
      assert.ok((await verifyHeads(log)) >= 3)
      verifyChains(await held(log))
    })
  })
})

async function withLog(
  changes: Partial<EventLogOptions>,
  body: (log: OpenEventLog, options: EventLogOptions) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-heads-'))
  const options = logOptions(folder, { key, ...changes })
  const log = await openEventLog(options)
  try {
    await body(log, options)
  } finally {
    await log.close()
    rmSync(folder, { recursive: true })
  }
}

// Checks each head as docs/evidence-format.md says; answers how many there are.
async function verifyHeads(log: OpenEventLog): Promise<number> {
  const heads = (await events(log)).filter(({ kind }) => kind === 'source.head' || kind === 'heartbeat')
  for (const { data, source } of heads) {
    const head = parseBytes('event-data', JSON.stringify({ sourceHead: data })).sourceHead
    assert.is(head?.seq, source.seq - 1)
    assert.is(head?.head, source.prev)
    const statement = headStatement({ id: source.id, epoch: source.epoch, seq: source.seq - 1, head: source.prev })
    assert.ok(verify(null, statement, publicKey, Buffer.from(head?.signature ?? '', 'base64')))
  }
  return heads.length
}

async function events(log: OpenEventLog) {
  return (await held(log)).map(({ bytes }) => parseBytes('event', bytes))
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}
