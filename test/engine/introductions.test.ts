import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { buildServer, listenEngine, openSourceRegistry } from '#engine'
import { describe, rejects } from '#test/suite'
import { type Rig, rig } from './fixture.ts'
import { type Answer, send } from './wire.ts'

const KEY = Buffer.alloc(32, 1).toString('base64')

function newKey(type: 'ed25519' | 'x25519' = 'ed25519'): string {
  const { publicKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}

interface Served extends Rig {
  readonly introduce: (token: string, publicKey: unknown) => Promise<Answer>
  readonly stop: () => Promise<void>
}

async function served(own = newKey()): Promise<Served> {
  const parts = rig()
  const sources = openSourceRegistry(join(parts.folder, 'issuer'), own)
  const introductions = {
    enroll: sources.enroll,
    answer: (name: string) => ({
      commitments: KEY,
      recordings: Buffer.alloc(32, name).toString('base64'),
      sources: [...sources.list()],
    }),
  }
  const server = buildServer({ engine: parts.engine, readiness: () => [], introductions })
  const listening = await listenEngine(server, { port: 0 })
  return {
    ...parts,
    introduce: (token, publicKey) =>
      send(
        {
          host: '127.0.0.1',
          port: listening.port ?? 0,
          method: 'POST',
          path: '/v1/introductions',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        },
        JSON.stringify({ publicKey }),
      ),
    stop: async () => {
      await listening.close()
      parts.end()
    },
  }
}

describe('introductions', (test) => {
  test('enroll the event log of a part under its verified name, once, and hand out its keys', async () => {
    const { introduce, enforcerToken, log, stop } = await served()
    const token = await enforcerToken('pg')
    const publicKey = newKey()
    const first = await introduce(token, publicKey)
    assert.is(first.status, 200, first.text)
    const { commitments, recordings, sources } = first.json()
    assert.equal([commitments, recordings], [KEY, Buffer.alloc(32, 'pg').toString('base64')])
    assert.equal(
      (sources as { name: string }[]).map(({ name }) => name),
      ['engine', 'pg'],
    )
    assert.equal(first.headers['cache-control'], 'no-store')
    await introduce(token, publicKey)
    const enrolled = log.drafts.filter(({ kind }) => kind === 'source.enrolled')
    assert.is(enrolled.length, 1)
    assert.is(enrolled[0]?.data['enforcer'], 'pg')
    assert.not.match(JSON.stringify(log.drafts), KEY)
    await stop()
  })

  test("refuse a log that is another part's, a key of another kind, and no key at all", async () => {
    const own = newKey()
    const { introduce, enforcerToken, stop } = await served(own)
    const [pg, web] = [await enforcerToken('pg'), await enforcerToken('web')]
    const publicKey = newKey()
    assert.is((await introduce(pg, publicKey)).status, 200)
    for (const bad of [publicKey, own, newKey('x25519')]) {
      const refused = await introduce(web, bad)
      assert.equal([refused.status, refused.json()['code']], [409, 'introduction_refused'])
    }
    for (const bad of ['', 'AAAA', 17, null]) assert.is((await introduce(web, bad)).status, 400)
    await stop()
  })

  test('take nobody but enrolled enforcers', async () => {
    const { introduce, agentToken, personToken, stop } = await served()
    for (const token of [await agentToken(), await personToken('omar', 'admin'), 'guess'])
      assert.is((await introduce(token, newKey())).status, 401)
    await stop()
  })

  test('give no keys where the enrolment cannot be recorded, and can be repeated', async () => {
    const { introduce, enforcerToken, log, stop } = await served()
    const token = await enforcerToken('pg')
    const publicKey = newKey()
    log.fails = 'full'
    const refused = await introduce(token, publicKey)
    assert.is(refused.status, 503)
    assert.not.match(refused.text, KEY)
    log.fails = 'no'
    assert.is((await introduce(token, publicKey)).status, 200)
    assert.is(log.drafts.filter(({ kind }) => kind === 'source.enrolled').length, 1)
    await stop()
  })

  test('the registry outlives a restart, and a damaged one is refused', async () => {
    const parts = rig()
    const folder = join(parts.folder, 'issuer')
    const own = newKey()
    const first = openSourceRegistry(folder, own)
    await first.enroll('pg', newKey(), async () => undefined)
    assert.equal(openSourceRegistry(folder, own).list(), first.list())
    assert.is(first.list().length, 2)
    const { replaceSecretFile } = await import('../../engine/identity/secret-files.ts')
    replaceSecretFile(join(folder, 'sources.json'), Buffer.from('{"version":1,"sources":[{"id":"0"}]}'))
    await rejects((async () => openSourceRegistry(folder, own))(), 'files')
    parts.end()
  })
})
