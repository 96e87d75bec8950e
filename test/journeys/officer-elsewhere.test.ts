import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { type CliResult, cordon } from '../support/cli.ts'
import { makeSite, type Site } from '../support/site.ts'
import { freePort } from '../support/wait.ts'

const VOID = "update claims set status = 'void' where id = 7"

// One story: each test goes on where the former ended.
describe('an officer on another machine', (test) => {
  let database: ClinicDatabase
  let site: Site
  let api = ''
  let agent = ''
  let officer = ''
  let approval = ''
  /** The officer's machine: a CA and a token, and nothing of Cordon's data. */
  const away = mkdtempSync(join(tmpdir(), 'cordon-officer-'))
  const made = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
  const stranger = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())

  test.before(async () => {
    database = await startClinicDatabase()
    site = await makeSite(database)
    writeFileSync(join(site.folder, 'engine.pem'), made.certificate)
    writeFileSync(join(site.folder, 'engine.key'), made.key, { mode: 0o600 })
    site.reconfigure(/port: 0 # the API[^\n]*/, 'port: 0\n  tls: { certificate: engine.pem, key: engine.key }')
    api = (await site.up()).state.api
    agent = await site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' })
    officer = await site.token({ human: 'omar@clinic.example', role: 'officer', group: 'security-officers' })
    writeFileSync(join(away, 'ca.pem'), made.certificate)
    writeFileSync(join(away, 'other-ca.pem'), stranger.certificate)
    writeFileSync(join(away, 'officer.token'), `${officer}\n`, { mode: 0o600 })
  })
  test.after(async () => {
    await site.remove()
    await database.stop()
    rmSync(away, { recursive: true, force: true })
  })

  const query = (sql: string): Promise<CliResult> => site.cordon(['query', '--json', sql], { CORDON_TOKEN: agent })
  const elsewhere = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> =>
    cordon(args, { cwd: away, env: { CORDON_DATA: undefined, CORDON_OFFICER_TOKEN: undefined, ...env } })
  const there = (url = api): readonly string[] => ['--api', url, '--ca', 'ca.pem', '--token-file', 'officer.token']

  test('lists what waits, by option or by environment, over TLS', async () => {
    assert.match(api, /^https:\/\/127\.0\.0\.1:\d+$/)
    const waiting = await query(VOID)
    assert.equal(waiting.code, 11, waiting.err)
    approval = JSON.parse(waiting.out).approval
    const listed = await elsewhere(['approvals', 'list', ...there()])
    assert.deepEqual([listed.code, listed.err], [0, ''])
    assert.ok(listed.out.includes(approval))
    const byEnvironment = { CORDON_API: api, CORDON_API_CA: 'ca.pem', CORDON_OFFICER_TOKEN: officer }
    const json = await elsewhere(['approvals', 'list', '--json'], byEnvironment)
    assert.equal(json.code, 0, json.err)
    assert.deepEqual(
      (JSON.parse(json.out) as { id: string }[]).map(({ id }) => id),
      [approval],
    )
  })

  test('sees what would happen, approves it, and it runs once', async () => {
    const shown = await elsewhere(['approvals', 'show', approval, ...there()])
    assert.equal(shown.code, 0, shown.err)
    assert.match(shown.out, /claims/)
    const approved = await elsewhere(['approvals', 'approve', approval, ...there(), '--note', 'ticket 4711'])
    assert.equal(approved.code, 0, approved.err)
    assert.match(approved.out, new RegExp(`${approval} is approved by local\\|omar@clinic.example`))
    assert.equal((await query(VOID)).code, 0)
    assert.equal((await query(VOID)).code, 11, 'it is used up')
  })

  test('denies, and a second verdict says that it is too late', async () => {
    const { out } = await elsewhere(['approvals', 'list', '--json', ...there()])
    const [{ id } = { id: '' }] = JSON.parse(out) as { id: string }[]
    const denied = await elsewhere(['approvals', 'deny', id, ...there()])
    assert.equal(denied.code, 0, denied.err)
    assert.match(denied.out, /is denied by local\|omar/)
    const again = await elsewhere(['approvals', 'approve', id, ...there()])
    assert.equal(again.code, 1)
    assert.match(again.err, /\(approval_closed\)/)
  })

  test('an engine there says whether it is ready, without a token', async () => {
    const ready = await elsewhere(['ready', '--api', api, '--ca', 'ca.pem'])
    assert.deepEqual([ready.code, ready.out], [0, 'ready\n'])
  })

  test('a certificate of another CA, of none, or of other names gets no token', async () => {
    const seen: string[] = []
    const impostor = createTlsServer({ cert: stranger.certificate, key: stranger.key }, (request, response) => {
      seen.push(request.headers.authorization ?? 'no token')
      response.end('{"approvals":[]}')
    })
    const url = `https://127.0.0.1:${await listen(impostor)}`
    const verified = await elsewhere(['approvals', 'list', ...there(url)], { NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    assert.equal(verified.code, 1)
    assert.match(verified.err, /not signed by a CA that is trusted here, so nothing was sent: .*--ca/)
    for (const more of [['--ca', 'other-ca.pem'], []]) {
      const wrong = await elsewhere(['approvals', 'list', '--api', api, '--token-file', 'officer.token', ...more])
      assert.equal(wrong.code, 1)
      assert.match(wrong.err, /not signed by a CA that is trusted here/)
    }
    const other = selfMadeIdentity(['engine.other.example'], Date.now())
    impostor.setSecureContext({ cert: other.certificate, key: other.key })
    writeFileSync(join(away, 'ca-of-other.pem'), other.certificate)
    const named = await elsewhere(['approvals', 'list', ...there(url), '--ca', 'ca-of-other.pem'])
    assert.equal(named.code, 1)
    assert.match(named.err, /is for other names, so nothing was sent/)
    assert.deepEqual(seen, [])
    await close(impostor)
  })

  test('http beyond this machine is refused before anything is sent, and so is an address that is none', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--api', 'http://engine.hospital.example:4180'], /in the clear beyond this machine/],
      [['--api', 'http://127.0.0.1.hospital.example:4180'], /in the clear beyond this machine/],
      [['--api', 'ftp://127.0.0.1:4180'], /in the clear|named by scheme, host and port/],
      [['--api', 'engine.hospital.example:4180'], /named by scheme, host and port alone/],
      [['--api', 'https://omar:pass@engine.hospital.example'], /named by scheme, host and port alone/],
      [['--api', `${api}/v1`], /named by scheme, host and port alone/],
      [['--api', api, '--data', site.folder], /give one of them/],
      [['--ca', 'ca.pem'], /--ca goes with --api/],
      [['--api', 'http://127.0.0.1:1', '--ca', 'ca.pem'], /--ca goes with https/],
    ]
    for (const [args, says] of cases) {
      const { code, err } = await elsewhere(['approvals', 'list', '--token-file', 'officer.token', ...args])
      assert.equal(code, 2, args.join(' '))
      assert.match(err, says, args.join(' '))
      assert.ok(!err.includes('pass@') && !err.includes(officer))
    }
  })

  test('what is not there, or is no engine, is said', async () => {
    const nobody = await elsewhere(['approvals', 'list', ...there(`https://127.0.0.1:${await freePort()}`)])
    assert.equal(nobody.code, 1)
    assert.match(nobody.err, /cannot be reached at https:\/\/127\.0\.0\.1:\d+: is Cordon running\? \(ECONNREFUSED\)/)
    const plain = createServer((_, response) => response.end('<html>'))
    const url = `http://127.0.0.1:${await listen(plain)}`
    const noTls = await elsewhere(['approvals', 'list', ...there(url.replace('http', 'https'))])
    assert.equal(noTls.code, 1)
    assert.match(noTls.err, /does not speak TLS|cannot be reached/)
    const html = await elsewhere(['approvals', 'list', '--api', url, '--token-file', 'officer.token'])
    assert.match(html.err, /answered something that is no JSON/)
    plain.removeAllListeners('request')
    plain.on('request', (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end('{}'))
    const moved = await elsewhere(['approvals', 'list', '--api', url, '--token-file', 'officer.token'])
    assert.deepEqual([moved.code, moved.err], [1, 'cordon: the engine answered 307\n'])
    plain.removeAllListeners('request')
    plain.on('request', (_, response) => response.end('{"approvals":{}}'))
    const nonsense = await elsewhere(['approvals', 'list', '--api', url, '--token-file', 'officer.token'])
    assert.deepEqual([nonsense.code, /no engine of this version/.test(nonsense.err)], [1, true])
    await close(plain)
  })

  test('a token that is none, is an agent’s, is missing, or that others can read', async () => {
    const withToken = (token: string): Promise<CliResult> =>
      elsewhere(['approvals', 'list', '--api', api, '--ca', 'ca.pem'], { CORDON_OFFICER_TOKEN: token })
    for (const token of ['no-token-at-all', agent, `${officer.slice(0, -4)}AAAA`]) {
      const { code, err } = await withToken(token)
      assert.equal(code, 1)
      assert.match(err, /use a fresh token for this API \(caller_refused\)/)
      assert.ok(!err.includes(token))
    }
    assert.match((await withToken('two\nlines')).err, /characters that no token has/)
    assert.match((await withToken('')).err, /no officer token: set CORDON_OFFICER_TOKEN, or .*--token-file/)
    writeFileSync(join(away, 'open.token'), officer, { mode: 0o644 })
    const open = await elsewhere(['approvals', 'list', ...there(), '--token-file', 'open.token'])
    assert.equal(open.code, 1)
    assert.match(open.err, /others can read the secret file:open.token: chmod 600 it/)
  })
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve).closeAllConnections())
}
