import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import pg from 'pg'
import { describe } from '#test/suite'
import { tenantKeys } from '../../cli/keys.ts'
import { openFolderStore, readPayloads } from '../../evidence/index.ts'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { type Canary, type Sighting, sightings } from '../support/canaries.ts'
import { RawClient, say, startup } from '../support/postgres-wire.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { eventually } from '../support/wait.ts'

/** What stands in the rows of one patient: it may reach nobody, and lie nowhere. */
const PLANTED = {
  ssn: '531-77-4162',
  mrn: 'MRN-7731904',
  given: 'Xanthippella',
  family: 'Quillfeatherby',
  born: '1947-03-19',
  phone: '(607) 555-0148',
  email: 'xq.canary@hospital.example',
  street: '4471 Zephyrwick Lane',
} as const
/** What agent and officer write themselves: identifiers of somebody who is in no row. */
const WRITTEN = {
  ssn: '402-81-9357',
  mrn: 'MRN-6628417',
  phone: '(312) 555-0193',
  email: 'zk.written@hospital.example',
  born: '1951-11-23',
} as const
/** Words that look like nothing: only that they are literals, parameters or comments keeps them out. No answer holds them. */
const SECRET = {
  literal: 'zqliteralvk8215',
  parameter: 'zqparametervk3391',
  comment: 'zqcommentvk7742',
  dollar: 'zqdollarvk9904',
} as const

const PATIENT = 17
const PSEUDONYM = 'local|ana@clinic.example'

interface World {
  readonly database: ClinicDatabase
  readonly site: Site
  readonly up: Up
  /** Between the clients and Cordon: keeps every byte that they are sent. */
  readonly wire: Relay
  readonly agent: string
  readonly clinician: string
  readonly officer: string
}

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

async function plant({ asOwner }: ClinicDatabase): Promise<void> {
  const { ssn, mrn, given, family, born, phone, email, street } = PLANTED
  await asOwner(
    `update patients set mrn = $1, given_name = $2, family_name = $3, birth_date = $4, ssn = $5, phone = $6,
       email = $7, street = $8 where id = ${PATIENT}`,
    [mrn, given, family, born, ssn, phone, email, street],
  )
  const body = `Patient: ${given} ${family}, DOB 03/19/1947, MRN ${mrn}, SSN ${ssn}. Call ${phone} or write to ${email}.`
  await asOwner('update notes set body = $1 where patient_id = $2', [body, PATIENT])
  // Where nothing is labelled, only the scan of values stands between.
  await asOwner('insert into departments values (90, $1)', [`Ward of SSN ${ssn}, ${email}, ${phone}`])
}

/** Statements that read, compute, compare, fail, notify or export in as many ways as there is room for. */
function attempts(): readonly string[] {
  const { ssn, mrn, email, phone } = WRITTEN
  const one = `from patients where id = ${PATIENT}`
  return [
    `select * ${one}`,
    `select id, mrn, given_name, family_name, birth_date, ssn, phone, email, street ${one}`,
    `select body from notes where patient_id = ${PATIENT}`,
    'select name from departments where id = 90',
    `select upper(ssn), reverse(family_name), md5(mrn), left(ssn, 3) ${one}`,
    `select encode(convert_to(ssn, 'UTF8'), 'base64'), encode(convert_to(email, 'UTF8'), 'hex') ${one}`,
    `select ssn::int ${one}`,
    `select family_name::date ${one}`,
    `select 1 / (length(ssn) - ${PLANTED.ssn.length}) ${one}`,
    `select patients ${one}`,
    `select row_to_json(patients) ${one}`,
    `select string_agg(ssn, ',') ${one}`,
    `select ssn, count(*) ${one} group by ssn`,
    `select id from patients where ssn = '${PLANTED.ssn}'`,
    `select id from patients where ssn like '${PLANTED.ssn.slice(0, 7)}%'`,
    `select id from patients where ssn = '${ssn}' or email = '${email}'`,
    `explain (analyze, verbose) select id from patients where ssn = '${ssn}'`,
    `select '${SECRET.literal}'::int`,
    `select '${ssn}'::int`,
    `select '${email}'::date, 'MRN ${mrn}'::text`,
    `select cast('${SECRET.literal}' as uuid) /* ${SECRET.comment} ${ssn} */ -- ${SECRET.comment} ${phone}`,
    `select 1 /* ${SECRET.comment}, patient with SSN ${ssn} */`,
    `select $zq$ ${SECRET.dollar} ${ssn} $zq$ = 'x'`,
    `select 1 as "SSN ${ssn}"`,
    `select 1 as "${ssn} ${'long '.repeat(20)}"`,
    `select "${ssn}" from patients where id = 1`,
    `select 1 from "patients of ${email}"`,
    `select "fn ${ssn}"()`,
    `insert into departments values (1, '${SECRET.literal} ${ssn}')`,
    `insert into departments values (1, '${SECRET.literal}') returning name`,
    `do $$ begin raise notice '%', '${ssn}'; end $$`,
    'begin',
    `savepoint "s ${ssn}"`,
    `rollback to "s ${ssn}"`,
    `release "no ${ssn}"`,
    'rollback',
    `prepare "p ${ssn}" as select length('${SECRET.literal}')`,
    `execute "p ${ssn}"`,
    `deallocate "p ${ssn}"`,
    `set application_name = 'report on ${ssn}'`,
    `set search_path = "${ssn}"`,
    'reset search_path',
    'show application_name',
    `select set_config('application_name', '${ssn}', false)`,
    `notify "c ${ssn}", '${email}'`,
    `comment on table patients is '${ssn}'`,
    `create table copied as select * from patients`,
    `select pg_read_file('/etc/passwd')`,
    `select query from pg_stat_activity where query like '%${SECRET.literal}%'`,
    'select most_common_vals from pg_stats where tablename = $$patients$$',
    `select '${ssn}' union select ssn ${one}`,
    `with copied as (select ssn as harmless ${one}) select harmless from copied`,
    `select (select ssn ${one}) as harmless`,
    `values ('${ssn}', '${email}')`,
    `select 'unterminated ${ssn}`,
  ]
}

function withParameters(): readonly (readonly [string, readonly unknown[]])[] {
  return [
    [
      'select patients.id, ssn, body from patients join notes on patient_id = patients.id where ssn = $1',
      [PLANTED.ssn],
    ],
    ['select id, email from patients where ssn = $1 and email = $2', [WRITTEN.ssn, WRITTEN.email]],
    ['select $1::text', [`SSN ${WRITTEN.ssn}`]],
    ['select length($1::text)', [SECRET.parameter]],
    ['select $1::int', [WRITTEN.ssn]],
    ['select $1::int', [SECRET.parameter]],
    ['insert into departments values (1, $1)', [`${SECRET.parameter} ${WRITTEN.ssn}`]],
    ['update patients set ssn = $1 where id = 1', [WRITTEN.ssn]],
    ['select $1::jsonb', [`{"ssn": "${WRITTEN.ssn}"`]],
  ]
}

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

function listed(whose: string, values: Readonly<Record<string, string>>): readonly Canary[] {
  return Object.entries(values).map(([name, value]) => ({ name: `${whose} ${name}`, value }))
}

function everything({ agent, clinician, officer, database }: World): readonly Canary[] {
  const tokens = { agent, clinician, officer, upstream: database.rolePassword }
  return [
    ...listed('row', PLANTED),
    ...listed('written', WRITTEN),
    ...listed('secret', SECRET),
    ...listed('token', tokens),
    // A signature alone is as good as the token for who has seen the rest.
    ...listed('signature', { agent: agent.split('.')[2] ?? '', officer: officer.split('.')[2] ?? '' }),
  ]
}

/** Every file of the site: log, recordings, store, state, snapshot, keys, report, configuration. */
function files({ site }: World): readonly { place: string; bytes: Buffer }[] {
  return readdirSync(site.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ place: relative(site.folder, path), bytes: readFileSync(path) }))
}

/** What recordings hold once they are decrypted. */
async function inRecordings(world: World): Promise<readonly Sighting[]> {
  const { store: folder, shard, data } = world.site.state()
  const store = await openFolderStore(folder, { access: 'read' })
  const sessions = new Set<string>()
  for await (const key of store.list(`v1/${shard}/payloads/`)) sessions.add(key.split('/')[3] ?? '')
  const found: Sighting[] = []
  let opened = 0
  for (const session of sessions) {
    for await (const { content, exchange } of readPayloads(
      store,
      shard,
      session,
      tenantKeys(data).map(({ key }) => key),
    )) {
      opened++
      const place = `recording ${exchange} of ${session}`
      found.push(...sightings(place, content, everything(world)))
    }
  }
  assert.ok(opened > 20, `only ${opened} recordings were opened`)
  return found
}
