import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parse } from '#schemas'
import { describe } from '#test/suite'
import { readInteraction } from '../../enforcers/http/fhir/interaction.ts'
import { readParameter } from '../../enforcers/http/fhir/search-parameters.ts'
import { type Method, readHead } from '../../enforcers/http/framing.ts'
import { HttpError } from '../../enforcers/http/http-error.ts'
import { codingOf, formatOf } from '../../enforcers/http/media.ts'
import { NO_BODY } from '../../enforcers/http/request-body.ts'
import { readReveal, readRoute, readTemplate } from '../../enforcers/http/route.ts'
import { findService, readService, type Service } from '../../enforcers/http/services.ts'
import { readTarget } from '../../enforcers/http/target.ts'
import {
  accessRequest,
  patientOfReference,
  type Understood,
  understandRequest,
} from '../../enforcers/http/translate.ts'

const FHIR = service({ kind: 'fhir' })

function service(change: Partial<Parameters<typeof readService>[0]['config']>): Service {
  const config = { target: 'svc', upstream: { url: 'http://127.0.0.1:8080/base/' }, phi: true, ...change }
  return readService({ config, authorization: null, ca: null })
}

function understood(
  target: string,
  { method = 'GET', of = FHIR, headers = {} }: { method?: string; of?: Service; headers?: Record<string, string> } = {},
): Understood {
  const head = readHead({
    httpVersion: '1.1',
    method,
    url: target,
    rawHeaders: ['Host', 'h', ...Object.entries(headers).flat()],
  })
  const read = readTarget(target, 'h')
  const classify = (text: string): string | null => (text.includes('219-09-9999') ? 'ssn' : null)
  return understandRequest({ head, target: read, service: of, segments: read.segments, body: NO_BODY.facts, classify })
}

/** Method and path below the base → `interaction route type compartment operation ids`. */
const INTERACTIONS: readonly (readonly [string, string])[] = [
  ['GET /', 'search / * - - 0'],
  ['POST /', 'batch / * - - 0'],
  ['GET /metadata', 'capabilities /metadata - - - 0'],
  ['GET /_history', 'history /_history * - - 0'],
  ['GET /Patient/17', 'read /Patient/{id} Patient - - 1'],
  ['HEAD /Patient/17', 'read /Patient/{id} Patient - - 1'],
  ['GET /Patient/17/', 'read /Patient/{id} Patient - - 1'],
  ['GET /Patient', 'search /Patient Patient - - 0'],
  ['POST /Patient/_search', 'search /Patient/_search Patient - - 0'],
  ['POST /_search', 'search /_search * - - 0'],
  ['GET /Patient/17/_history', 'history /Patient/{id}/_history Patient - - 1'],
  ['GET /Patient/17/_history/2', 'vread /Patient/{id}/_history/{version} Patient - - 2'],
  ['GET /Patient/_history', 'history /Patient/_history Patient - - 0'],
  ['GET /Patient/17/Observation', 'search /Patient/{id}/Observation Observation Patient - 1'],
  ['GET /Patient/17/*', 'search /Patient/{id}/* * Patient - 1'],
  ['GET /Patient/17/$everything', 'operation /Patient/{id}/$everything Patient - everything 1'],
  ['GET /Patient/$export', 'operation /Patient/$export Patient - export 0'],
  ['GET /$export', 'operation /$export * - export 0'],
  ['POST /Observation', 'create /Observation Observation - - 0'],
  ['PUT /Observation/5', 'update /Observation/{id} Observation - - 1'],
  ['PUT /Observation', 'update /Observation Observation - - 0'],
  ['PATCH /Observation/5', 'patch /Observation/{id} Observation - - 1'],
  ['DELETE /Observation/5', 'delete /Observation/{id} Observation - - 1'],
  ['GET /Patient/17/$smith-jones', 'operation /Patient/{id}/$? Patient - ? 1 unknown'],
  ['GET /Smith/17', 'other ? - - - 2 unknown'],
  ['GET /Patient/Ada Okafor', 'other ? - - - 2 unknown'],
  ['GET /Patient/17/Okafor', 'other ? - - - 3 unknown'],
  ['GET /Organization/1/Patient', 'other ? - - - 3 unknown'],
  ['GET /Patient/17/Observation/5', 'other ? - - - 4 unknown'],
  ['POST /Patient/17', 'other /Patient/{id} Patient - - 1 unknown'],
  ['OPTIONS /Patient/17', 'other /Patient/{id} Patient - - 1 unknown'],
  ['GET /a/b/c/d/e/f', 'other ? - - - 6 unknown'],
]

/** Parameter and value → `name class form values`. */
const PARAMETERS: readonly (readonly [string, string, string])[] = [
  ['_id', '17', '_id none reference 1'],
  ['_id', '17,18', '_id none reference 2'],
  ['patient', 'Patient/17', 'patient none reference 1'],
  ['subject:Patient', '17', 'subject none reference 1'],
  ['family', 'Okaf', 'family name partial 1'],
  ['family:exact', 'Okafor', 'family name equality 1'],
  ['family:contains', 'kaf', 'family name partial 1'],
  ['name:missing', 'true', 'name name partial 1'],
  ['birthdate', '1950-02-03', 'birthdate date equality 1'],
  ['birthdate', '1950', 'birthdate date range 1'],
  ['birthdate', '1950-02', 'birthdate date range 1'],
  ['birthdate', 'ge1950-02-03', 'birthdate date range 1'],
  ['birthdate', '1950-02-03,ge1960-01-01', 'birthdate date range 2'],
  ['identifier', 'urn:mrn|4000123', 'identifier other-id equality 1'],
  ['identifier', 'urn:mrn|', 'identifier other-id partial 1'],
  ['identifier', '', 'identifier other-id partial 0'],
  ['phone', '555', 'phone phone equality 1'],
  ['code', '718-7', 'code none equality 1'],
  ['code:not', '718-7', 'code none partial 1'],
  ['_content', 'Okafor', '_content free-text partial 1'],
  ['_count', '5', '_count none control 1'],
  ['_offset', '5', '_offset none paging 1'],
  ['_include', 'Observation:subject', '_include none join 1'],
  ['_revinclude:iterate', '*', '_revinclude none join 1'],
  ['_has:Observation:patient:code', '1', '_has none join 1'],
  ['subject.name', 'Okafor', '? unknown join 1'],
  ['subject:Patient.name', 'Okafor', 'subject none join 1'],
  ['okafor', '1', '? unknown unknown 1'],
]

describe('what a FHIR request does', (test) => {
  for (const [line, expected] of INTERACTIONS)
    test(line, () => {
      const [method = '', path = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]
      const found = readInteraction(
        method as Method,
        path.split('/').filter((part) => part !== ''),
      )
      const { interaction, route, resourceType, compartment, operation, identifiers, known } = found
      const text = [
        interaction,
        route,
        resourceType,
        compartment,
        operation,
        identifiers.length,
        ...(known ? [] : ['unknown']),
      ]
      assert.equal(text.join(' '), expected)
    })

  for (const [name, value, expected] of PARAMETERS)
    test(`${name}=${value}`, () => {
      const { name: shown, class: phi, form, values } = readParameter(name, value)
      assert.equal([shown, phi, form, values].join(' '), expected)
    })
})

describe('the request for a decision', (test) => {
  const ask = (of: Understood): ReturnType<typeof accessRequest> =>
    accessRequest(of, {
      session: 'ses_1',
      target: 'svc',
      enforcer: 'http',
      commit: (domain, value) => `${domain}:${Buffer.from(value).length}`,
    })

  test('holds nothing that the client chose, whatever it chooses', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9.-]{6,20}$/).map((text) => `Zq${text}`)
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'PUT', 'DELETE'),
        fc.array(word, { maxLength: 5 }),
        fc.array(fc.tuple(word, word), { maxLength: 4 }),
        (method, path, query) => {
          const target = `/${path.join('/')}${query.length > 0 ? `?${query.map((pair) => pair.join('=')).join('&')}` : ''}`
          const text = JSON.stringify(ask(understood(target, { method })))
          for (const chosen of [...path, ...query.flat()]) assert.ok(!text.includes(chosen), `${chosen} is in ${text}`)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('fits its schema, once the engine has filled in who asks and when', () => {
    const { subject: _, context, ...rest } = ask(understood('/Patient?family=Okafor&_count=5'))
    const { shape, ...circumstances } = context ?? {}
    const properties = { human: 'a', agent: 'b', groups: [], issuer: 'c', assurance: 'demo', session: 'd', run: 'e' }
    assert.equal(shape, 'GET /Patient?family&_count')
    parse('http-request', {
      ...rest,
      subject: { type: 'agent', id: 'b', properties },
      context: { ...circumstances, time: '2026-01-01T00:00:00Z' },
    })
  })

  test('commits to every id, parameter and byte, so that another value is another question', () => {
    const values = (target: string): unknown => understood(target).values
    assert.notDeepEqual(values('/Patient/17'), values('/Patient/18'))
    assert.notDeepEqual(values('/Patient?_id=17'), values('/Patient?_id=18'))
    assert.notDeepEqual(values('/Patient?family=a'), values('/Patient?given=a'))
  })

  test('knows how many may come, and whether anything narrows it', () => {
    const page = (query: string): unknown => [
      understood(`/Patient?${query}`).facts.page,
      understood(`/Patient?${query}`).facts.narrowed,
    ]
    assert.deepEqual(page('_count=5'), [5, false])
    assert.deepEqual(page('_count=5&_count=5000'), [5000, false])
    assert.deepEqual(page('_count=5&_count=x'), [-1, false])
    assert.deepEqual(page('_count=-1'), [-1, false])
    assert.deepEqual(page('_id=17'), [-1, true])
    assert.deepEqual(page('patient=17'), [-1, true])
    assert.deepEqual(page('identifier=mrn|1'), [-1, true])
    assert.deepEqual(page('identifier=mrn|'), [-1, false])
    assert.deepEqual(page('patient:missing=true'), [-1, false])
    assert.deepEqual(page('family:exact=Okafor'), [-1, false])
  })

  test('names the patients that path and parameters name', () => {
    assert.deepEqual(understood('/Patient/17/Observation').patients, ['17'])
    assert.deepEqual(understood('/Observation?patient=17,Patient/18').patients, ['17', '18'])
    assert.deepEqual(understood('/Observation?subject=Group/9').patients, [])
    assert.deepEqual(understood('/Patient?_id=17,18').patients, ['17', '18'])
    assert.deepEqual(understood('/Observation?_id=17').patients, [])
    assert.equal(patientOfReference('https://x/fhir/Patient/17/_history/2'), '17')
  })

  test('sees a conditional create, and an answer that is wanted elsewhere', () => {
    const { facts } = understood('/Patient', {
      method: 'POST',
      headers: { 'If-None-Exist': 'identifier=mrn|1&family=Okafor', Prefer: 'respond-async' },
    })
    assert.deepEqual(
      facts.parameters.map(({ name }) => name),
      ['identifier', 'family'],
    )
    assert.equal(facts.respondAsync, true)
  })

  test('of a service that holds no PHI says what its address gives away', () => {
    const tracker = service({ phi: false, kind: 'json', routes: ['/issues/{id}', '/files/*'] })
    const { facts } = understood('/issues/219-09-9999?note=219-09-9999&a=b', { of: tracker })
    assert.deepEqual(
      facts.parameters.map(({ name, class: phi }) => `${name} ${phi}`),
      ['? ssn', '? none', 'path ssn'],
    )
    assert.equal(facts.route, '/issues/{id}')
  })
})

describe('routes, services and types', (test) => {
  test('templates fit by segment; {patient} names a patient, * takes the rest', () => {
    const templates = ['/charts/{patient}/notes/{id}', '/files/*'].map(readTemplate)
    const read = (path: string): unknown => {
      const { route, known, patient, identifiers } = readRoute('GET', path.split('/').slice(1), templates)
      return [route, known, patient, identifiers.length]
    }
    assert.deepEqual(read('/charts/17/notes/3'), ['/charts/{patient}/notes/{id}', true, '17', 2])
    assert.deepEqual(read('/charts/17/notes'), ['?', false, null, 3])
    assert.deepEqual(read('/files/a/b/c'), ['/files/*', true, null, 3])
    for (const bad of ['charts', '/a/{}', '/a/{b', '/*/a', '/a//b', '/a?b'])
      assert.throws(() => readTemplate(bad), TypeError, bad)
  })

  test('a vault opens tokens, and knows nothing else', () => {
    const way = (method: 'GET' | 'POST', path: string): unknown => {
      const { route, known, interaction, identifiers } = readReveal(method, path.split('/').slice(1))
      return [route, known, interaction, identifiers.length]
    }
    assert.deepEqual(way('POST', '/tokens'), ['/tokens', true, 'reveal', 0])
    assert.deepEqual(way('GET', '/tokens'), ['?', false, 'read', 1])
    assert.deepEqual(way('POST', '/tokens/7F3K2A9CQ0TX'), ['?', false, 'create', 2])
    assert.deepEqual(way('POST', '/'), ['?', false, 'create', 1])
  })

  test('the longest path of the right host is the service; none is an error', () => {
    const services = [
      service({ target: 'root', path: '/' }),
      service({ target: 'fhir', path: '/fhir' }),
      service({ target: 'named', host: 'EHR.example', path: '/' }),
    ]
    const find = (host: string, path: string): string =>
      findService(services, host, readTarget(path, host).segments).service.target
    assert.equal(find('h', '/fhir/Patient'), 'fhir')
    assert.equal(find('h', '/fhirx/Patient'), 'root')
    assert.equal(find('ehr.example:8443', '/fhir/Patient'), 'named')
    assert.throws(() => findService(services.slice(1), 'h', ['x']), HttpError)
  })

  test('a service whose address is not safe is an error of the configuration', () => {
    const at = (url: string, more = {}): Service => service({ upstream: { url, ...more } })
    for (const url of ['ftp://a', 'http://other.example', 'https://u:p@a', 'https://a/?x=1', 'rubbish'])
      assert.throws(() => at(url), TypeError, url)
    assert.equal(at('http://other.example', { insecure: true }).upstream.host, 'other.example')
    assert.equal(at('https://other.example/fhir/').upstream.pathname, '/fhir')
  })

  test('content types and codings are known by what they are', () => {
    assert.equal(formatOf('application/json', 'fhir'), 'fhir')
    assert.equal(formatOf('application/json', 'json'), 'json')
    assert.equal(formatOf('application/problem+json', 'fhir'), 'json')
    assert.equal(formatOf('text/plain; charset=utf-16le', 'json'), 'other')
    assert.equal(formatOf('text/html', 'json'), 'other')
    assert.equal(formatOf(undefined, 'json'), 'other')
    assert.deepEqual(['gzip', ' GZIP ', 'br', 'identity', '', 'gzip, br', 'zstd'].map(codingOf), [
      'gzip',
      'gzip',
      'br',
      null,
      null,
      undefined,
      undefined,
    ])
  })
})
