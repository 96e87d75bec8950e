import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, skip } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import type { CliResult } from '../support/cli.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { NO_OPA, opaOrNull } from '../toolchain/projects.ts'

const POLICIES = fileURLToPath(new URL('../../policies', import.meta.url))
const FAMILY = 'Brzezhukov'
const ROW = 'select family_name, ssn from patients where id = 5'
const opa = await opaOrNull()

// One story: each test goes on where the former ended.
describe('tokens that stand for values, and are opened under an approval', (test) => {
  if (!opa) return skip(test, 'the journey of the vault', NO_OPA)
  let database: ClinicDatabase
  let site: Site
  let up: Up
  let service: Server
  let developer = ''
  let clinician = ''
  let officer = ''
  let name = ''
  let ssn = ''

  test.before(async () => {
    database = await startClinicDatabase()
    await database.asOwner(`update patients set family_name = '${FAMILY}', ssn = '219-09-9999' where id = 5`)
    service = createServer(({ url = '' }, response) => {
      response.writeHead(url.startsWith('/none') ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ patient: { family_name: FAMILY }, ssn: '219-09-9999' }))
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    site = await makeSite(database)
    writeFileSync(join(site.folder, 'vault.key'), '0123456789abcdef0123456789abcdef', { mode: 0o600 })
    await ownPolicy(site)
    site.reconfigure('enforcers:\n', enforcers(`http://127.0.0.1:${(service.address() as AddressInfo).port}`))
    up = await site.up()
    developer = await site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' })
    clinician = await site.token({ human: 'cleo@clinic.example', agent: 'my-agent', group: 'clinicians' })
    officer = await site.token({ human: 'omar@clinic.example', role: 'officer', group: 'security-officers' })
  })
  test.after(async () => {
    await site.remove()
    await database.stop()
    await new Promise((resolve) => service.close(resolve).closeAllConnections())
  })

  const query = async (sql: string): Promise<string[][]> => {
    const { code, out, err } = await site.cordon(['query', '--json', sql], {
      CORDON_TOKEN: developer,
    })
    assert.equal(code, 0, err)
    return out
      .trim()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line)))
  }
  const reveal = (args: readonly string[], token = clinician): Promise<CliResult> =>
    site.cordon(['reveal', '--json', ...args], { CORDON_TOKEN: token })
  const approve = async (id: string): Promise<string> => {
    const shown = await site.cordon(['approvals', 'show', id], { CORDON_OFFICER_TOKEN: officer })
    const { code, err } = await site.cordon(['approvals', 'approve', id], { CORDON_OFFICER_TOKEN: officer })
    assert.equal(code, 0, err)
    return shown.out
  }
  const get = async (path: string): Promise<unknown> => {
    const address = up.state.enforcers.find(({ type }) => type === 'http')?.address
    const answer = await fetch(`http://${address}${path}`, { headers: { authorization: `Bearer ${developer}` } })
    return answer.json()
  }

  test('a row has tokens where policy says so, the same each time, of values that nobody sees', async () => {
    const [row = []] = await query(ROW)
    ;[name = '', ssn = ''] = row
    assert.match(name, /^\[NAME-[0-9A-Z]{12}\]$/)
    assert.match(ssn, /^\[SSN-[0-9A-Z]{12}\]$/)
    assert.deepEqual(await query(ROW), [[name, ssn]])
  })

  test("an answer of a service has the same ones, and a client's own words have none to compare with", async () => {
    assert.deepEqual(await get('/chart/5'), { patient: { family_name: name }, ssn })
    assert.deepEqual(await get('/none/5'), { patient: { family_name: '[NAME]' }, ssn: '[SSN]' })
    assert.deepEqual(await query("select 'SSN 219-09-9999'"), [['SSN [SSN]']])
  })

  test('who is not granted it opens nothing', async () => {
    const denied = await reveal([ssn], developer)
    assert.equal(denied.code, 10, denied.err)
    assert.equal(JSON.parse(denied.out).reasons[0].rule, 'http.service_not_granted')
  })

  test('a clinician waits for an officer, who sees which tokens are meant; then they open once', async () => {
    const waiting = await reveal([name, ssn])
    assert.equal(waiting.code, 11, waiting.err)
    const shown = await approve(JSON.parse(waiting.out).approval.id)
    assert.match(shown, /POST \/tokens/)
    assert.match(shown, /opened once/)
    assert.ok(shown.includes(ssn.slice(5, -1)), shown)
    assert.equal((await reveal([ssn])).code, 11, 'another set of tokens is another request')
    const opened = await reveal([name, ssn])
    assert.equal(opened.code, 0, opened.err)
    assert.deepEqual(JSON.parse(opened.out), {
      values: {
        [name.slice(6, -1)]: { class: 'name', value: FAMILY },
        [ssn.slice(5, -1)]: { class: 'ssn', value: '219-09-9999' },
      },
      unknown: [],
    })
    assert.equal((await reveal([name, ssn])).code, 11, 'it is used up')
  })

  test('a text has its tokens filled in, on standard input, and what is no token stays', async () => {
    const input = `${name} (${ssn}) is well, [NAME-000000000000] is not known.\n`
    const fill = (): Promise<CliResult> => withInput(site, ['reveal'], input, clinician)
    const waiting = await fill()
    assert.equal(waiting.code, 11, waiting.out)
    await approve(/\bapr_[0-9a-z]+/.exec(waiting.err)?.[0] ?? '')
    const filled = await fill()
    assert.equal(filled.out, `${FAMILY} (219-09-9999) is well, [NAME-000000000000] is not known.\n`)
    assert.deepEqual([filled.code, filled.err], [1, 'not in the vault, or run out: 000000000000\n'])
  })

  test('evidence has every step, and neither vault nor evidence nor logs hold a value', async () => {
    const { out, err } = await up.process.signal('SIGTERM')
    const lines = sealed(join(site.folder, '.cordon', 'store'))
    const asked = lines.filter((line) => line.includes('"kind":"decision"') && line.includes('"interaction":"reveal"'))
    const ids = asked.map((line) => /"id":"(dec_[0-9a-z]+)"/.exec(line)?.[1] ?? '')
    assert.equal(asked.filter((line) => line.includes('"effect":"allow"')).length, 2)
    for (const id of ids)
      assert.ok(
        lines.some((line) => line.includes('"kind":"effect"') && line.includes(id)),
        `no effect of ${id}`,
      )
    for (const file of filesOf(join(site.folder, '.cordon'))) {
      const bytes = readFileSync(file)
      for (const value of [FAMILY, '219-09-9999', '219099999']) assert.ok(!bytes.includes(value), `${value} in ${file}`)
    }
    for (const value of [FAMILY, '219-09-9999']) assert.ok(!`${out}${err}`.includes(value))
    const replayed = await replays(site)
    assert.ok(replayed.includes('/tokens'))
    for (const value of [FAMILY, '219-09-9999'])
      assert.ok(!replayed.includes(value), 'a recording holds what was opened')
    const { out: verdict } = await site.cordon(['evidence', 'verify', '--json'])
    assert.deepEqual([JSON.parse(verdict).integrity, JSON.parse(verdict).completeness], ['intact', 'complete'])
  })
})

function enforcers(upstream: string): string {
  return `phi: { vault: { key: "file:vault.key" } }
enforcers:
  - name: api
    type: http
    port: 0
    services:
      - { target: vault, kind: vault, phi: true, path: /vault }
      - { target: charts, phi: true, routes: ["/chart/{id}", "/none/{id}"], upstream: { url: "${upstream}" } }
`
}

// Names and numbers become tokens; clinicians may ask for them.
async function ownPolicy(site: Site): Promise<void> {
  const folder = join(site.folder, 'policies')
  cpSync(POLICIES, folder, { recursive: true, filter: (path) => !path.endsWith('built') })
  edit(join(folder, 'policy.yaml'), /^ {2}(#.*\n {2})?pin: .*\n|^ {2}# The source file.*\n/gm, '')
  edit(join(folder, 'data', 'phi.yaml'), /(class: (?:name|ssn), transform: )redact/g, '$1token')
  edit(join(folder, 'data', 'http.yaml'), 'found: redact', 'found: token')
  edit(join(folder, 'data', 'http.yaml'), /( {4}developers:[\s\S]*?)services: \{\}/, '$1services: { charts: read }')
  edit(join(folder, 'data', 'http.yaml'), /( {4}clinicians:[\s\S]*?)services: \{\}/, '$1services: { vault: reveal }')
  const signed = await site.cordon(['policy', 'sign', '--new-key', 'policy.pem'])
  assert.equal(signed.code, 0, signed.err)
  const key = /\b[A-Za-z0-9+/]{59}=/.exec(`${signed.out}${signed.err}`)?.[0] ?? ''
  const built = await site.cordon([
    'policy',
    'build',
    '--policies',
    'policies',
    '--to',
    'bundle',
    '--key',
    'policy.pem',
  ])
  assert.equal(built.code, 0, built.err + built.out)
  site.reconfigure('enforcers:', `policy: { bundle: bundle, keys: ["${key}"] }\n\nenforcers:`)
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8')
  const changed = text.replace(from, to)
  assert.notEqual(changed, text, `${file} does not hold ${from}`)
  writeFileSync(file, changed)
}

async function withInput(site: Site, args: readonly string[], input: string, token: string): Promise<CliResult> {
  const { cordon } = await import('../support/cli.ts')
  return cordon(args, { cwd: site.folder, env: { CORDON_TOKEN: token, CORDON_DATA: undefined }, input })
}

async function replays(site: Site): Promise<string> {
  const { out } = await site.cordon(['sessions', 'list', '--json'])
  const ids = [...out.matchAll(/\bses_[0-9a-z]+/g)].map(([id]) => id)
  const shown = await Promise.all([...new Set(ids)].map((id) => site.cordon(['sessions', 'replay', id])))
  return shown.map((one) => one.out + one.err).join('\n')
}

function sealed(folder: string): string[] {
  return filesOf(folder)
    .filter((file) => file.includes('segments'))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
