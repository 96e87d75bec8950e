import assert from 'node:assert/strict'
import pg from 'pg'
import { describe } from '#test/suite'
import { startClinicDatabase } from '../services/clinic.ts'
import { sightings } from '../support/canaries.ts'
import { RawClient, say, startup } from '../support/postgres-wire.ts'
import { startRelay } from '../support/relay.ts'
import { makeSite } from '../support/site.ts'
import { eventually } from '../support/wait.ts'
import { everything, files, inRecordings, listed, type World } from './canary-places.ts'
import { attempts, PATIENT, PLANTED, plant, SECRET, WRITTEN, withParameters } from './canary-statements.ts'

const PSEUDONYM = 'local|ana@clinic.example'

describe('canaries', (test) => {
  let world: World
  /** Everything that a command printed, or the API answered. */
  const said: { place: string; text: string }[] = []
  /** Sessions of the one who may see names: what is recorded of them is masked all the same. */
  const seeing = new Set<string>()

  test.before(async () => {
    const database = await startClinicDatabase()
    await plant(database)
    const site = await makeSite(database)
    const up = await site.up()
    const [agent, clinician, officer] = await Promise.all([
      site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' }),
      site.token({ human: 'dora@clinic.example', agent: 'my-agent', group: 'clinicians' }),
      site.token({ human: 'omar@clinic.example', role: 'officer', group: 'security-officers' }),
    ])
    world = { database, site, up, wire: await startRelay(up.port), agent, clinician, officer }
  })
  test.after(async () => {
    await world.wire.cut()
    await world.site.remove()
    await world.database.stop()
  })

  test('the search finds what it is made to find', () => {
    const canaries = listed('row', PLANTED)
    const places: readonly (readonly [string, string])[] = [
      [PLANTED.family.toUpperCase(), 'row family as it is'],
      ['x531774162', 'row ssn as digits only'],
      ['261477135', 'row ssn as digits backwards'],
      [Buffer.from(`ab${PLANTED.email}c`).toString('base64'), 'row email as base64'],
      [Buffer.from(PLANTED.mrn).toString('hex').toUpperCase(), 'row mrn as hex'],
      ['03/19/1947', 'row born as a date with slashes'],
    ]
    for (const [text, found] of places)
      assert.ok(sightings('here', Buffer.from(text), canaries).includes(`here: ${found}`), found)
  })

  test('an agent tries, with node-postgres', async () => {
    const client = new pg.Client({ ...through(world), application_name: `job for SSN ${WRITTEN.ssn}` })
    client.on('error', () => undefined)
    await client.connect()
    const outcomes: string[] = []
    for (const sql of attempts()) outcomes.push(await attempt(client, sql))
    for (const [text, values] of withParameters()) outcomes.push(await attempt(client, text, values))
    await attempt(client, 'select id, ssn from patients where id = $1', [PATIENT], `plan ${WRITTEN.ssn}`)
    await client.end()
    assert.ok(!outcomes.includes('lost'), outcomes.join(' '))
    assert.ok(outcomes.filter((outcome) => outcome === 'rows').length >= 8, outcomes.join(' '))
    assert.ok(outcomes.filter((outcome) => outcome === '42501').length >= 8, outcomes.join(' '))
  })

  test('an agent tries, byte by byte: binary results, cursors, COPY, cut texts', async () => {
    const client = await RawClient.open(world.wire.port)
    client.send(startup({ user: 'agent', database: world.database.database, application_name: WRITTEN.email }))
    await client.next()
    client.send(say.password(world.agent))
    assert.equal((await client.untilReady()).at(-1)?.tag, 'Z')
    const asked = `select id, ssn, birth_date, family_name from patients where id = ${PATIENT}`
    for (const formats of [[1], [0, 1, 1, 1], [0, 0, 1, 0]]) {
      client.send(say.parse('', asked), say.bind('', '', [], formats), say.execute(''), say.sync())
      await client.untilReady()
    }
    const prepared = `named ${WRITTEN.phone}`
    client.send(say.parse(prepared, 'select body from notes where patient_id = $1'), say.describeStatement(prepared))
    client.send(say.bind('p', prepared, [String(PATIENT)]), say.execute('p', 1), say.execute('p', 1), say.sync())
    await client.untilReady()
    for (const sql of [
      'begin',
      `declare "cursor ${WRITTEN.ssn}" cursor for ${asked}`,
      `fetch 1 from "cursor ${WRITTEN.ssn}"`,
      `fetch 1 from "no cursor ${WRITTEN.ssn}"`,
      'rollback',
      'copy patients to stdout',
      `copy (select '${WRITTEN.ssn}') to stdout`,
      `copy patients from stdin -- ${WRITTEN.ssn}`,
      `select '${WRITTEN.ssn}`,
      `select '${WRITTEN.ssn}' from patients where ${WRITTEN.email}`,
      `select 1; select '${WRITTEN.ssn}'; select ssn from patients where id = ${PATIENT}`,
    ]) {
      client.send(say.query(sql))
      await client.untilReady()
    }
    client.close()
    assert.ok(world.wire.received().includes('[SSN]'), 'nothing was read at all')
  })

  test('strangers try to log in, with canaries for names and tokens', async () => {
    for (const parameters of [
      { user: WRITTEN.email, database: world.database.database },
      { user: 'agent', database: `clinic of ${WRITTEN.ssn}` },
      { user: 'agent', database: world.database.database, [`set.${WRITTEN.ssn}`]: WRITTEN.email },
      { user: 'agent', database: world.database.database, options: `-c search_path=${WRITTEN.ssn}` },
      { user: 'agent', database: world.database.database, timezone: WRITTEN.ssn },
    ]) {
      const client = await RawClient.open(world.wire.port)
      client.send(startup(parameters))
      const first = await client.next()
      if (first?.tag === 'R') client.send(say.password(`${WRITTEN.ssn}.${world.agent.slice(0, -20)}`))
      await client.untilEnd()
      client.close()
    }
  })

  test('an approval: a duplicate key is written, with canaries in the officer’s note', async () => {
    const client = new pg.Client(through(world))
    await client.connect()
    const insert = `insert into patients values (9001, '${PLANTED.mrn}', 'A', '${SECRET.literal}', '${WRITTEN.born}',
      'f', '${WRITTEN.ssn}', '${WRITTEN.phone}', '${WRITTEN.email}', null, null, null, null, now())`
    const id = await waits(client, insert)
    await officer(['show', id])
    await officer(['approve', id, '--note', `seen ${WRITTEN.ssn}, ask ${WRITTEN.email} or ${WRITTEN.phone}`])
    const refused = await client.query(insert).then(
      () => 'it passed',
      (error: pg.DatabaseError) => error.code,
    )
    assert.equal(refused, '23505')
    const denied = await waits(client, `update claims set status = '${SECRET.literal}' where id = 3`)
    await officer(['deny', denied, '--note', `no: MRN ${WRITTEN.mrn}, born ${WRITTEN.born}`])
    await officer(['list', '--all'])
    await officer(['list', '--all', '--json'])
    await client.end()
  })

  test('whoever may see names is sent them, and nothing else', async () => {
    const client = new pg.Client({ ...world.up.client(world.clinician) })
    await client.connect()
    const one = `from patients where id = ${PATIENT}`
    const { rows } = await client.query(`select family_name, ssn ${one}`)
    assert.deepEqual(rows, [{ family_name: PLANTED.family, ssn: '[SSN]' }])
    await client.query({ text: 'select given_name, email from patients where id = $1', values: [PATIENT] })
    await client.query(`select * ${one}`)
    await client.query(`select mrn, phone, street, zip, birth_date, family_name || given_name ${one}`)
    await client.query(`select body, upper(body), author from notes where patient_id = ${PATIENT}`)
    await client.query(`select array_agg(body), to_json(notes) from notes where patient_id = ${PATIENT} group by notes`)
    await client.query({ text: `select birth_date, given_name ${one}`, binary: true } as pg.QueryConfig)
    await client.end()
  })

  test('nothing of a row reached the agent, in any spelling', () => {
    assert.deepEqual(sightings('to the client', world.wire.received(), listed('row', PLANTED)), [])
  })

  test('no command, report, replay or answer of the API shows any of them', async () => {
    const { site, up, officer: token } = world
    const sessions = await eventually('the sessions are sealed', async () => {
      const { out } = await site.cordon(['sessions', 'list', '--json'])
      const found = JSON.parse(out) as { session: string; human: string; closedAt: string | null }[]
      return found.length >= 4 && found.every(({ closedAt }) => closedAt !== null) && found
    })
    for (const { session, human } of sessions) if (human !== PSEUDONYM) seeing.add(session)
    assert.equal(seeing.size, 1)
    await keep(['sessions', 'list'])
    for (const { session } of sessions)
      await eventually('its recording is stored', () => keep(['sessions', 'replay', session]))
    await keep(['evidence', 'verify', '--json'])
    await keep(['evidence', 'find', '--patient', String(PATIENT)])
    await keep(['evidence', 'report', '--json', '--out', 'report.html'])
    for (const path of ['/livez', '/readyz', '/metrics', '/v1/approvals', '/v1/approvals/none', '/nothing']) {
      const answer = await fetch(`${up.state.api}${path}`, { headers: { authorization: `Bearer ${token}` } })
      said.push({ place: path, text: await answer.text() })
    }
    const found = said.flatMap(({ place, text }) => sightings(place, Buffer.from(text), everything(world)))
    assert.deepEqual(found, [])
    assert.ok(
      said.some(({ text }) => text.includes('[SSN]')),
      'nothing was replayed',
    )
  })

  test('no file, no recording and no log holds any of them', async () => {
    const { code, out, err } = await world.up.process.signal('SIGTERM')
    assert.equal(code, 0)
    const found = [
      ...sightings('standard output', Buffer.from(out), everything(world)),
      ...sightings('the operator’s log', Buffer.from(err), everything(world)),
      ...files(world).flatMap(({ place, bytes }) => sightings(place, bytes, everything(world))),
    ]
    assert.deepEqual(found, [])
    assert.deepEqual(await inRecordings(world), [])
    for (const session of seeing)
      assert.ok(
        said.some(({ place, text }) => place.endsWith(session) && text.includes('the client saw more')),
        'the replay does not say that the client saw more',
      )
  })

  async function keep(args: readonly string[]): Promise<boolean> {
    const { code, out, err } = await world.site.cordon(args)
    said.push({ place: args.join(' '), text: `${out}\n${err}` })
    return code === 0
  }

  async function officer(args: readonly string[]): Promise<void> {
    const { code, out, err } = await world.site.cordon(['approvals', ...args], { CORDON_OFFICER_TOKEN: world.officer })
    said.push({ place: `approvals ${args[0]}`, text: `${out}\n${err}` })
    assert.equal(code, 0, err)
  }
})

async function attempt(
  client: pg.Client,
  text: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<string> {
  try {
    await client.query({ text, ...(values.length > 0 ? { values: [...values] } : {}), ...(name ? { name } : {}) })
    return 'rows'
  } catch (error) {
    return (error as pg.DatabaseError).code ?? 'lost'
  }
}

async function waits(client: pg.Client, sql: string): Promise<string> {
  const error = await client.query(sql).then(
    () => null,
    (refused: pg.DatabaseError) => refused,
  )
  const id = /apr_[0-9a-z]{26}/.exec(`${error?.hint}`)?.[0]
  assert.ok(id, `no approval was asked for: ${error?.message}`)
  return id
}

function through({ up, wire, agent }: World): pg.ClientConfig {
  return { ...up.client(agent), port: wire.port }
}
