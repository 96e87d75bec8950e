import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clinic, type ClinicFhir, clinic, startClinicFhir } from '#clinic'
import { describe } from '#test/suite'
import type { RunningState } from '../../cli/state.ts'
import { sightings } from '../support/canaries.ts'
import { type CliResult, type CordonProcess, cordon, startCordon } from '../support/cli.ts'
import { eventually } from '../support/wait.ts'

const SECRET = 'Bearer service-credential-8f1c2d'
const NOTE = 'Grzegorz Brzeczyszczykiewicz'

interface Problem {
  readonly code: string
  readonly decision: string
  readonly approval?: { readonly id: string; readonly previous?: string }
  readonly reasons?: readonly { readonly rule: string }[]
}

describe('a FHIR service behind cordon up', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-http-'))
  const world: Clinic = clinic(7, 60)
  let service: ClinicFhir
  let running: CordonProcess
  let url = ''
  let token = ''
  let officer = ''

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> =>
    cordon(args, { cwd: folder, env: { CORDON_DATA: join(folder, 'data'), ...env } })
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } })
  const observation = (value: number): string =>
    JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Hemoglobin' },
      subject: { reference: 'Patient/17', display: NOTE },
      valueQuantity: { value, unit: 'g/dL' },
    })
  const create = (value: number): Promise<Response> =>
    ask('/Observation', {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: observation(value),
    })

  test.before(async () => {
    service = await startClinicFhir({ clinic: world, authorization: SECRET })
    writeFileSync(join(folder, 'fhir.authorization'), SECRET, { mode: 0o600 })
    writeFileSync(
      join(folder, 'cordon.yaml'),
      `version: 1
entity: Test Clinic
data: data
identity: { local: { enabled: true, officers: true } }
evidence: { sealSeconds: 1 }
enforcers:
  - name: fhir
    type: http
    port: 0
    limits: { sessionMs: 500 }
    services:
      - { target: fhir, kind: fhir, phi: true, upstream: { url: "${service.url}", authorization: "file:fhir.authorization" } }
`,
    )
    running = startCordon(['up'], { cwd: folder })
    await running.said('the API is at ')
    const state = JSON.parse(readFileSync(join(folder, 'data', 'state.json'), 'utf8')) as RunningState
    url = `http://${state.enforcers[0]?.address}`
    const issue = async (...args: string[]): Promise<string> => (await run(['token', 'issue', ...args])).out.trim()
    token = await issue('--human', 'ana@clinic.example', '--agent', 'coder', '--group', 'developers')
    officer = await issue('--human', 'omar@clinic.example', '--role', 'officer', '--group', 'security-officers')
  })
  test.after(async () => {
    await running.signal('SIGTERM')
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a patient is read: valid FHIR, ids kept, identifiers masked', async () => {
    const answer = await ask('/Patient/17', { headers: { accept: 'application/fhir+json' } })
    const text = await answer.text()
    const patient = JSON.parse(text) as { resourceType: string; id: string; gender: string; active: boolean }
    const true17 = world.patients.find(({ id }) => id === 17)
    assert.equal(answer.status, 200)
    assert.deepEqual([patient.resourceType, patient.id, patient.active], ['Patient', '17', true])
    for (const secret of [true17?.family, true17?.ssn, true17?.mrn, true17?.phone, true17?.email, true17?.birthDate])
      assert.ok(secret !== undefined && !text.includes(secret), secret)
  })

  test('a small search passes, an unbounded one, a guess, an export and a join do not', async () => {
    const bundle = (await (await ask('/Patient?_count=3')).json()) as { entry: { resource: { id: string } }[] }
    assert.deepEqual(
      bundle.entry.map(({ resource }) => resource.id),
      ['1', '2', '3'],
    )
    assert.equal((await ask('/Observation?patient=17')).status, 200)
    const before = service.requests.length
    for (const [path, rule] of [
      ['/Patient', 'http.bulk_read'],
      ['/Patient?_count=5000', 'http.bulk_read'],
      ['/Patient/$export', 'http.bulk_read'],
      ['/Patient?family=A&_count=5', 'http.identifying_search'],
      ['/Observation?patient=17&_include=Observation:subject', 'http.joined_search'],
      ['/Patient?okafor=1&_count=5', 'http.unknown_parameter'],
      ['/Immunization/1', 'http.resource_not_granted'],
      ['/Patient/17/$graphql', 'http.operation_not_granted'],
      ['/Smith/17', 'http.unknown_route'],
    ] as const) {
      const answer = await ask(path)
      const problem = (await answer.json()) as Problem
      assert.equal(answer.status, 403, path)
      assert.ok(
        problem.reasons?.some((reason) => reason.rule === rule),
        `${path}: ${JSON.stringify(problem.reasons)}`,
      )
      assert.match(problem.decision, /^dec_/)
    }
    assert.equal(service.requests.length, before, 'a refused request reached the service')
  })

  test('a write waits for an officer, passes once as it was sent, and is then a new question', async () => {
    const asked = (await (await create(13.5)).json()) as Problem
    assert.equal(asked.code, 'approval_required')
    const id = asked.approval?.id ?? ''
    const shown = await run(['approvals', 'show', id], { CORDON_OFFICER_TOKEN: officer, CORDON_TOKEN: officer })
    assert.match(shown.out, /POST \/Observation/)
    assert.match(shown.out, /13\.5/)
    assert.ok(!shown.out.includes('Brzeczyszczykiewicz'), 'the officer is shown a name')
    const yes = await run(['approvals', 'approve', id], { CORDON_OFFICER_TOKEN: officer, CORDON_TOKEN: officer })
    assert.equal(yes.code, 0, yes.err)
    assert.equal((await create(99)).status, 403, 'another body passed under the approval')
    const passed = await create(13.5)
    assert.equal(passed.status, 201)
    assert.equal(
      passed.headers.get('location'),
      `${url}/Observation/${((await passed.json()) as { id: string }).id}/_history/1`,
    )
    const again = (await (await create(13.5)).json()) as Problem
    assert.equal(again.approval?.previous, id)
  })

  test('the session is replayed with its masked bodies, and the patient is found', async () => {
    await eventually('the session is sealed', async () => {
      const { out } = await run(['sessions', 'list'])
      return /\d\d:\d\d:\d\d\s+\d+\s+\d+\s+\d+$/m.test(out)
    })
    const { out: list } = await run(['sessions', 'list'])
    const [session = ''] = /ses_[0-9a-z]+/.exec(list) ?? []
    const { out } = await eventually('its recordings are stored', async () => {
      const result = await run(['sessions', 'replay', session])
      return result.out.includes('response (fhir)') && !result.out.includes('not in the store') && result
    })
    assert.match(out, /GET \/Patient\/\{id\}/)
    assert.match(out, /"resourceType":"Patient"/)
    const { out: trail } = await run(['evidence', 'find', '--patient', '17'])
    assert.match(trail, /ana@clinic\.example/)
    const { out: nobody } = await run(['evidence', 'find', '--patient', '59'])
    assert.match(nobody, /nobody/)
    const { code } = await run(['evidence', 'verify'])
    assert.equal(code, 0)
  })

  test('nothing of a patient, and no credential, lies in any file or log', () => {
    const values = world.patients
      .slice(0, 20)
      .flatMap(({ id, ssn, email, mrn, phone }) =>
        [ssn, email, mrn, phone].map((value) => ({ name: `patient ${id}`, value })),
      )
    const canaries = [
      ...values,
      { name: 'the note', value: 'Brzeczyszczykiewicz' },
      { name: 'the token', value: token.split('.')[2] ?? '' },
    ]
    const found = filesBelow(join(folder, 'data')).flatMap((path) => sightings(path, readFileSync(path), canaries))
    assert.deepEqual(found, [])
    assert.deepEqual(
      sightings('log', Buffer.from(running.err()), [...canaries, { name: 'the credential', value: SECRET.slice(7) }]),
      [],
    )
  })
})

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}
