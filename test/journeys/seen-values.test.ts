import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { eventually } from '../support/wait.ts'

/** A stranger: in no dictionary, and with nothing around it that says a name. */
const OPEN = 'the chart of Brzezhukov is open'
const MASKED = 'the chart of [NAME] is open'
const NOTE = 'select body from notes where id = 1'
const SIGHTING = 'select given_name, family_name from patients where id = 5'

// One story: each test goes on where the former ended.
describe('a name that a row of a patient held is masked wherever it comes again', (test) => {
  let database: ClinicDatabase
  let site: Site
  let up: Up
  let service: Server
  let developer: pg.Client
  let biller: pg.Client
  let token = ''

  test.before(async () => {
    database = await startClinicDatabase()
    await database.asOwner("update patients set given_name = 'Qilaraq', family_name = 'Brzezhukov' where id = 5")
    await database.asOwner('update notes set body = $1 where id = 1', [OPEN])
    await database.asOwner('update claims set payer = $1 where id = 1', [`ask Qilaraq Brzezhukov`])
    service = createServer(({ url = '' }, response) => {
      const status = url.endsWith('/9') ? 404 : 200
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(OPEN)
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    site = await makeSite(database)
    const upstream = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
    site.reconfigure(
      'enforcers:\n',
      `phi: { memory: { probes: 300 } }
enforcers:
  - name: fhir
    type: http
    port: 0
    services:
      - { target: fhir, kind: fhir, phi: true, upstream: { url: "${upstream}" } }
`,
    )
    up = await site.up()
    token = await site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' })
    developer = await connect(token)
    biller = await connect(await site.token({ human: 'bo@clinic.example', agent: 'my-agent', group: 'billing' }))
  })
  test.after(async () => {
    await developer.end()
    await biller.end()
    await site.remove()
    await database.stop()
    await new Promise((resolve) => service.close(resolve).closeAllConnections())
  })

  const address = (type: string): string =>
    up.state.enforcers.find((enforcer) => enforcer.type === type)?.address ?? 'none'
  const connect = async (password: string): Promise<pg.Client> => {
    const client = new pg.Client({ ...up.client(password), port: Number(address('postgres').split(':').at(-1)) })
    await client.connect()
    return client
  }
  const ask = async (sql: string, client = developer): Promise<unknown[]> => {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
    return rows.flat()
  }
  const get = async (path: string): Promise<string> => {
    const answer = await fetch(`http://${address('http')}${path}`, { headers: { authorization: `Bearer ${token}` } })
    return answer.text()
  }

  test('before anything was seen it stands in a note and in an answer of a service', async () => {
    assert.deepEqual(await ask(NOTE), [OPEN])
    assert.equal(await get('/Observation/1'), OPEN)
  })

  test('what an agent says itself teaches nothing, in a literal, a condition or a parameter', async () => {
    assert.deepEqual(await ask("select 'Qilaraq Brzezhukov'"), ['Qilaraq Brzezhukov'])
    assert.deepEqual(await ask("select id from patients where family_name = 'Zubrezhkov'"), [])
    const { rows } = await developer.query('select id from patients where family_name = $1', ['Brzezhukof'])
    assert.deepEqual(rows, [])
    assert.deepEqual(await ask(NOTE), [OPEN])
    assert.equal(await get('/Observation/1'), OPEN)
  })

  test('once the row was read, masked as it is, the name is masked in a note and in an answer of another service', async () => {
    assert.deepEqual(await ask(SIGHTING), ['[NAME]', '[NAME]'])
    assert.deepEqual(await ask(NOTE), [MASKED])
    assert.equal(await get('/Observation/1'), MASKED)
    // Also where no label says that there are words of people: the row is scanned.
    assert.deepEqual(await ask('select payer from claims where id = 1'), ['ask [NAME]'])
  })

  test('who may see names still sees them in their column', async () => {
    assert.deepEqual(await ask(SIGHTING, biller), ['Qilaraq', 'Brzezhukov'])
  })

  test('an agent that tries names is soon told nothing, and an alarm says so; what the systems answer is masked all the same', async () => {
    assert.deepEqual(await ask(`select '${OPEN}'`), [MASKED])
    assert.equal(await get('/Observation/9'), MASKED)
    const guesses = Array.from({ length: 400 }, (_, index) => `Gu${letters(index)}ovich`)
    for (let at = 0; at < guesses.length; at += 100) await ask(`select '${guesses.slice(at, at + 100).join(', ')}'`)
    assert.deepEqual(await ask(`select '${OPEN}'`), [OPEN])
    // An error may quote what the client said.
    assert.equal(await get('/Observation/9'), OPEN)
    assert.deepEqual(await ask(NOTE), [MASKED])
    assert.equal(await get('/Observation/1'), MASKED)
    const alarms = await eventually('an alarm is sealed', () => {
      const lines = sealed(join(site.folder, '.cordon', 'store')).filter((line) => line.includes('"phi.probes"'))
      return lines.length > 0 && lines
    })
    assert.equal(alarms.length, 1)
    assert.match(alarms[0] ?? '', /"kind":"alarm"/)
    assert.match(alarms[0] ?? '', /phi\.memory\.probes/)
  })
})

function letters(index: number): string {
  return [index % 26, Math.floor(index / 26)].map((place) => 'abcdefghijklmnopqrstuvwxyz'.charAt(place)).join('k')
}

/** Lines of all that was sealed. */
function sealed(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('segments'))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'))
}
