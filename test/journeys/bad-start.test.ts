import assert from 'node:assert/strict'
import { chmodSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { describe } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { refuses } from '../support/refuses.ts'
import { startRelay } from '../support/relay.ts'
import { makeSite, type Site } from '../support/site.ts'
import { isAlive } from '../support/wait.ts'

describe('a start that cannot be', (test) => {
  let database: ClinicDatabase
  let site: Site
  let config = ''

  test.before(async () => {
    database = await startClinicDatabase()
    site = await makeSite(database)
    config = readFileSync(join(site.folder, 'cordon.yaml'), 'utf8')
  })
  test.after.each(() => writeFileSync(join(site.folder, 'cordon.yaml'), config))
  test.after(async () => {
    await site.remove()
    await database.stop()
  })

  test('a port in use is named, the listener’s and the API’s', async () => {
    const { server, port } = await occupied()
    site.reconfigure('port: 0\n    target', `port: ${port}\n    target`)
    await refuses(site, new RegExp(`cannot listen on 127\\.0\\.0\\.1:${port}: it is in use`))
    writeFileSync(join(site.folder, 'cordon.yaml'), config)
    site.reconfigure('port: 0 # the API', `port: ${port} # the API`)
    await refuses(site, new RegExp(`${port}.*(in use|answers)`))
    await new Promise((resolve) => server.close(resolve))
  })

  test('a broken configuration is told with line, column and suggestion', async () => {
    site.reconfigure('enforcers:', 'enforcer:')
    await refuses(site, /cordon\.yaml:\d+:1: enforcer is not a known member; did you mean "enforcers"\?/)
    writeFileSync(join(site.folder, 'cordon.yaml'), 'version: 1\n  data: [')
    await refuses(site, /cordon\.yaml:1:10: Nested mappings are not allowed in compact mappings$/)
    rmSync(join(site.folder, 'cordon.yaml'))
    await refuses(site, /cannot be read \(ENOENT\); `cordon init` writes one/)
  })

  test('a secret in the configuration itself is an error, and is not repeated', async () => {
    site.reconfigure('env:CORDON_UPSTREAM_PASSWORD', 'hunter2-in-the-clear')
    const { err } = await refuses(site, /password/)
    assert.ok(!err.includes('hunter2'))
  })

  test('a secret that is missing, or open to others, is named by its reference', async () => {
    await refuses(site, /the secret env:CORDON_UPSTREAM_PASSWORD is not set: export/, { CORDON_UPSTREAM_PASSWORD: '' })
    site.reconfigure('env:CORDON_UPSTREAM_PASSWORD', 'file:role.password')
    await refuses(site, /the secret file:role\.password cannot be read \(ENOENT\)/)
    writeFileSync(join(site.folder, 'role.password'), database.rolePassword)
    chmodSync(join(site.folder, 'role.password'), 0o644)
    await refuses(site, /others can read the secret file:role\.password: chmod 600/)
    chmodSync(join(site.folder, 'role.password'), 0o600)
    const up = await site.up({ CORDON_UPSTREAM_PASSWORD: undefined })
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
  })

  test('a wrong upstream password and a database that is not there are told apart', async () => {
    await refuses(site, /the enforcer clinic cannot start: .*credentials \(SQLSTATE 28P01\)/, {
      CORDON_UPSTREAM_PASSWORD: 'not-the-password-of-that-role',
    })
    site.reconfigure('database: "clinic"', 'database: "missing"')
    await refuses(site, /the enforcer clinic cannot start: .*3D000/)
  })

  test('a dead upstream is told with its address; once it is there a start works', async () => {
    const relay = await startRelay(database.port)
    await relay.cut()
    site.reconfigure(`port: ${database.port}`, `port: ${relay.port}`)
    await refuses(site, new RegExp(`127\\.0\\.0\\.1:${relay.port}`))
    await relay.mend()
    const up = await site.up()
    assert.deepEqual(await (await fetch(`${up.state.api}/readyz`)).json(), { ready: true, reasons: [] })
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    await relay.cut()
  })

  test('a second Cordon on the same data folder is refused, and the first goes on', async () => {
    const up = await site.up()
    const second = await site.cordon(['up'])
    assert.equal(second.code, 1)
    assert.match(second.err, /is in use by another process of Cordon/)
    assert.ok(isAlive(up.state.pid))
    assert.equal((await fetch(`${up.state.api}/readyz`)).status, 200)
    assert.equal(site.state().pid, up.state.pid)
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
  })

  test('keys that others may read are refused, each by name; the data folder closes itself', async () => {
    const data = join(site.folder, '.cordon')
    for (const name of ['engine.key', 'tenant.secret', 'source.pem', 'sealer.pem', 'issuer/agents.pem']) {
      const path = join(data, 'keys', name)
      chmodSync(path, 0o640)
      await refuses(
        site,
        new RegExp(`${name.replace('.', '\\.')}.*chmod 600|chmod 600 .*${name.replace('.', '\\.')}`, 's'),
      )
      chmodSync(path, 0o600)
    }
    chmodSync(join(data, 'keys'), 0o755)
    await refuses(site, /keys cannot be used as a secret: others may read it; run: chmod 700/)
    chmodSync(join(data, 'keys'), 0o700)
    chmodSync(data, 0o755)
    const up = await site.up()
    assert.equal(statSync(data).mode & 0o077, 0)
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
  })

  test('a damaged key, and folds that were cut, are told by name', async () => {
    const data = join(site.folder, '.cordon')
    for (const name of [
      'keys/source.pem',
      'keys/sealer.pem',
      'keys/tenant.secret',
      'keys/issuer/agents.pem',
      'approvals.json',
      'sessions.json',
    ]) {
      const path = join(data, name)
      const bytes = readFileSync(path)
      truncateSync(path, Math.floor(bytes.length / 2))
      await refuses(site, new RegExp(`${name.split('/').at(-1)?.replace('.', '\\.')}`))
      writeFileSync(path, bytes)
    }
    const up = await site.up()
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
  })
})

function occupied(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })
}
