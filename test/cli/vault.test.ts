import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { fillTokens, readToken, tokensIn } from '../../cli/vault/token-text.ts'
import { openVaultDoor, type VaultDoor } from '../../cli/vault/vault-door.ts'
import { VaultFile } from '../../cli/vault/vault-file.ts'
import { openTokens } from '../../cli/vault/vault-reader.ts'

const KEY = Buffer.alloc(32, 7)
const SSN = '219-09-9999'
const SHAPE = /^SSN \[SSN-([0-9A-HJKMNP-TV-Z]{12})\]$/

describe('a vault in a file', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-vault-'))
  test.after(() => rmSync(folder, { recursive: true }))
  let clock = 1_000_000
  const now = (): number => clock
  const path = (name: string): string => join(folder, `${name}.vault`)
  const open = (name: string, more: { readonly key?: Uint8Array; readonly most?: number } = {}): VaultFile =>
    new VaultFile(path(name), { key: KEY, ttlMs: 1000, now, ...more })
  const opened = (...tokens: string[]): ReturnType<typeof openTokens> => openTokens(tokens, { folder, key: KEY, now })

  test('gives random tokens, the same for the same value, over a restart too', () => {
    const vault = open('a')
    const masks = createPhi({ transforms: { vault } })
    const one = masks.maskText(`SSN ${SSN}`, { transform: 'token' }).text
    assert.match(one, SHAPE)
    assert.equal(masks.maskText('SSN 219 09 9999', { transform: 'token' }).text, one)
    vault.close()
    const again = createPhi({ transforms: { vault: open('a') } })
    assert.equal(again.maskText(`SSN ${SSN}`, { transform: 'token' }).text, one)
    const other = createPhi({ transforms: { vault: open('b') } })
    assert.notEqual(other.maskText(`SSN ${SSN}`, { transform: 'token' }).text, one)
  })

  test('holds neither value nor token that can be read without its key, and belongs to its owner alone', () => {
    const vault = open('c')
    const token = vault.token('ssn', '219099999', SSN) ?? ''
    const bytes = readFileSync(path('c'))
    for (const form of [SSN, '219099999', token, Buffer.from(SSN).toString('base64').slice(0, 12)])
      assert.ok(!bytes.includes(form), form)
    assert.equal(statSync(path('c')).mode & 0o777, 0o600)
    assert.throws(() => open('c', { key: Buffer.alloc(32, 9) }), /another key/)
    assert.throws(() => open('d', { key: Buffer.alloc(31) }), /32 bytes/)
  })

  test('opens tokens of all its files while they are written, and none after its time', async () => {
    const [one, other] = [open('e'), open('f')]
    const ssn = one.token('ssn', '219099999', SSN) ?? ''
    const name = other.token('name', 'okonkwo', 'Okonkwo') ?? ''
    assert.deepEqual(
      [...(await opened(ssn, name, '000000000000'))],
      [
        [ssn, { class: 'ssn', value: SSN }],
        [name, { class: 'name', value: 'Okonkwo' }],
      ],
    )
    clock += 1001
    assert.equal((await opened(ssn, name)).size, 0)
    assert.notEqual(one.token('ssn', '219099999', SSN), ssn)
  })

  test('opens nothing where there is no folder yet', async () => {
    const none = await openTokens(['000000000000'], { folder: join(folder, 'none'), key: KEY, now })
    assert.equal(none.size, 0)
  })

  test('forgets what has run out, refuses a changed line, and survives one that was cut off', async () => {
    clock += 2000
    open('e').close()
    assert.equal(readFileSync(path('e'), 'latin1'), '')
    const vault = open('g')
    const token = vault.token('mrn', 'a', 'a') ?? ''
    vault.close()
    const whole = readFileSync(path('g'), 'latin1')
    appendFileSync(path('g'), whole.slice(0, 20))
    open('g').close()
    assert.equal(readFileSync(path('g'), 'latin1'), whole)
    // The nonce, and the id that it is bound to.
    for (const at of [24, 0]) {
      const turned = whole.charAt(at) === 'A' ? 'B' : 'A'
      writeFileSync(path('g'), `${whole.slice(0, at)}${turned}${whole.slice(at + 1)}`)
      assert.throws(() => open('g'), /changed file/)
    }
    writeFileSync(path('g'), `${whole.slice(0, 24)}${whole.charAt(24) === 'A' ? 'B' : 'A'}${whole.slice(25)}`)
    await assert.rejects(opened(token), /g\.vault:1 cannot be opened/)
    rmSync(path('g'))
  })

  test('takes no more than it may, and again when something has run out: the value is redacted meanwhile', () => {
    const vault = open('h', { most: 2 })
    const masks = createPhi({ transforms: { vault } })
    const mask = (ssn: string): string => masks.maskText(`SSN ${ssn}`, { transform: 'token' }).text
    assert.match(mask('219-09-9991'), SHAPE)
    assert.match(mask('219-09-9992'), SHAPE)
    assert.equal(mask('219-09-9993'), 'SSN [SSN]')
    clock += 1001
    assert.match(mask('219-09-9993'), SHAPE)
    vault.close()
  })

  test('redacts, and says so once, where the file takes nothing any more', () => {
    const faults: unknown[] = []
    const vault = new VaultFile(path('i'), { key: KEY, ttlMs: 1000, now, onFault: (cause) => faults.push(cause) })
    vault.close()
    const masks = createPhi({ transforms: { vault } })
    for (const _ of [1, 2]) assert.equal(masks.maskText(`SSN ${SSN}`, { transform: 'token' }).text, 'SSN [SSN]')
    assert.equal(faults.length, 1)
  })
})

describe('tokens in a text', (test) => {
  test('are found with their tags, and nothing else is', () => {
    const text = 'Call [NAME-7F3K2A9CQ0TX] ([PLAN-ID-0K2M8W4RT6ZA]), not [NAME] or [NAME-7F3K2A9CQ0TI] or x[0]'
    assert.deepEqual(
      tokensIn(text).map(({ token }) => token),
      ['7F3K2A9CQ0TX', '0K2M8W4RT6ZA'],
    )
    assert.equal(
      fillTokens('[NAME-7F3K2A9CQ0TX], [MRN-0K2M8W4RT6ZA]', new Map([['7F3K2A9CQ0TX', "O'Neil $& $1"]])),
      "O'Neil $& $1, [MRN-0K2M8W4RT6ZA]",
    )
    for (const given of ['7F3K2A9CQ0TX', '[NAME-7F3K2A9CQ0TX]']) assert.equal(readToken(given), '7F3K2A9CQ0TX')
    for (const given of ['', '7F3K2A9CQ0T', '[NAME-7F3K2A9CQ0TX', '[NAME-7F3K2A9CQ0TX] x', 'x7F3K2A9CQ0TX'])
      assert.equal(readToken(given), null)
  })
})

describe('the door of a vault', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-door-'))
  let door: VaultDoor
  let token = ''
  test.before(async () => {
    const vault = new VaultFile(join(folder, 'a.vault'), { key: KEY, ttlMs: 60_000, now: Date.now })
    token = vault.token('name', 'okonkwo', 'Okonkwo') ?? ''
    vault.close()
    door = await openVaultDoor({ folder, key: KEY, now: Date.now })
  })
  test.after(async () => {
    await door.close()
    rmSync(folder, { recursive: true })
  })
  const ask = async (body: string, headers = { authorization: door.authorization }): Promise<[number, unknown]> => {
    const answer = await fetch(`${door.url}/tokens`, { method: 'POST', body, headers })
    return [answer.status, await answer.json()]
  }

  test('opens what is known, and says what is not', async () => {
    assert.deepEqual(await ask(JSON.stringify({ tokens: [`[NAME-${token}]`, '000000000000', token] })), [
      200,
      { values: { [token]: { class: 'name', value: 'Okonkwo' } }, unknown: ['000000000000'] },
    ])
  })

  test('is nobody’s but the enforcer’s', async () => {
    const body = JSON.stringify({ tokens: [token] })
    for (const authorization of ['', 'Bearer x', `${door.authorization}x`, door.authorization.slice(0, -1)])
      assert.equal((await ask(body, { authorization }))[0], 403)
  })

  test('refuses what is no list of tokens', async () => {
    const many = JSON.stringify({ tokens: Array.from({ length: 65 }, () => token) })
    const bad = ['', '{', '[]', '{"tokens":[]}', '{"tokens":"x"}', '{"tokens":[1]}', '{"tokens":["x"]}', many]
    for (const body of [...bad, '{"tokens":["7F3K2A9CQ0TX"],"tokens":[]}', `{"x":"${'x'.repeat(20_000)}"}`])
      assert.equal((await ask(body))[0], 400, body.slice(0, 40))
    const other = await fetch(`${door.url}/values`, { headers: { authorization: door.authorization } })
    assert.equal(other.status, 404)
  })
})
