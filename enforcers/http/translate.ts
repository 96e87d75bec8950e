import type { AccessRequest, HttpBody, HttpParameter, HttpRequest } from '#schemas'
import type { CommitmentDomain } from '../enforcer.ts'
import type { Interaction } from './fhir/interaction.ts'
import { readInteraction } from './fhir/interaction.ts'
import { readParameter } from './fhir/search-parameters.ts'
import type { Head } from './framing.ts'
import { readReveal, readRoute } from './route.ts'
import type { Service } from './services.ts'
import { type Parameter, readParameters, type Target } from './target.ts'

/** Everything that a decision on one request is made from. */
export interface Asked {
  readonly head: Head
  readonly target: Target
  readonly service: Service
  /** Of the target, below the service's own path. */
  readonly segments: readonly string[]
  readonly body: BodyFacts
  /** Class of PHI in a text, null where none is found. */
  readonly classify: (text: string) => string | null
}

/** The request's body, as far as it was read before the decision. */
export interface BodyFacts extends HttpBody {
  /** What was read, decoded; null where there is no body. */
  readonly content: Uint8Array | null
  /** The same for people, masked; empty where there is none. */
  readonly shown: string
}

/** A request, understood: what is asked of the engine, and whom it may touch. */
export interface Understood {
  readonly facts: HttpRequest
  /** Values that the client chose, for commitments, in order. */
  readonly values: readonly (string | Uint8Array)[]
  /** What officers read: the route and the masked body. */
  readonly shape: string
  /** Ids of patients that path and parameters name. */
  readonly patients: readonly string[]
}

const MOST_SHAPE = 16_384

/** Takes a request apart. Pure; nothing that the client chose is in `facts` or `shape` unmasked. */
export function understandRequest({ head, target, service, segments, body, classify }: Asked): Understood {
  const way = wayOf(service, head.method, segments)
  const given = allParameters(head, target, body, way)
  const parameters = [
    ...given.map((parameter) => describe(service, parameter, classify)),
    ...(service.phi ? [] : pathFindings(way, classify)),
  ]
  const { content, shown, ...bodyFacts } = body
  // In the order of canonical JSON, which then need not sort.
  const facts: HttpRequest = {
    body: bodyFacts,
    compartment: way.compartment,
    identifiers: way.identifiers.length,
    interaction: way.interaction,
    kind: service.kind,
    known: way.known,
    method: head.method,
    narrowed: isNarrowed(way, parameters),
    operation: way.operation,
    page: pageOf(given),
    parameters,
    phi: service.phi,
    resourceType: way.resourceType,
    respondAsync: /respond-async/i.test(head.headers.get('prefer') ?? ''),
    route: way.route,
  }
  return {
    facts,
    values: [...way.identifiers, ...given.map(({ name, value }) => `${name}=${value}`), ...(content ? [content] : [])],
    shape: shapeOf(facts, shown),
    patients: [...(way.patient === null ? [] : [way.patient]), ...patientsOf(given, parameters, way.resourceType)],
  }
}

/** The access request. `commit` keys every value: equal values give equal commitments, and tell nothing else. */
export function accessRequest(
  { facts, values, shape }: Understood,
  {
    session,
    target,
    enforcer,
    commit,
  }: {
    readonly session: string
    readonly target: string
    readonly enforcer: string
    readonly commit: (domain: CommitmentDomain, value: string | Uint8Array) => string
  },
): AccessRequest {
  return {
    subject: { type: 'session', id: session },
    action: { name: 'http.request' },
    resource: { id: target, properties: { ...facts }, type: 'http' },
    context: { commitments: values.map((value) => commit('literal', value)), enforcer, shape },
  }
}

// FHIR searches by form too (POST _search), and conditional creates search by header.
function wayOf({ kind, templates }: Service, method: Head['method'], segments: readonly string[]): Interaction {
  if (kind === 'fhir') return readInteraction(method, segments)
  return kind === 'vault' ? readReveal(method, segments) : readRoute(method, segments, templates)
}

function allParameters(head: Head, { parameters }: Target, body: BodyFacts, way: Interaction): readonly Parameter[] {
  const form =
    body.format === 'form' && body.whole && way.interaction === 'search' && body.content !== null
      ? readParameters(Buffer.from(body.content).toString('latin1'))
      : []
  const conditional = head.headers.get('if-none-exist')
  return [...parameters, ...form, ...(conditional === undefined ? [] : readParameters(conditional.replace(/^\?/, '')))]
}

function describe(service: Service, { name, value }: Parameter, classify: Asked['classify']): HttpParameter {
  if (service.kind === 'fhir') return readParameter(name, value)
  // Nobody says what parameters of other services mean, and their names may be anything.
  const found = classify(`${name}: ${value}`)
  if (found !== null) return { name: '?', class: found, form: 'equality', values: 1 }
  return { name: '?', class: service.phi ? 'unknown' : 'none', form: 'unknown', values: 1 }
}

// A path cannot be masked: PHI in one would leave for a service that holds none.
function pathFindings({ identifiers }: Interaction, classify: Asked['classify']): readonly HttpParameter[] {
  const classes = identifiers.map(classify).filter((found) => found !== null)
  return [...new Set(classes)].map((found) => ({ name: 'path', class: found, form: 'equality', values: 1 }))
}

function isNarrowed({ identifiers, known }: Interaction, parameters: readonly HttpParameter[]): boolean {
  if (known && identifiers.length > 0) return true
  return parameters.some(
    ({ name, form }) =>
      (form === 'reference' && (name === '_id' || name === 'patient' || name === 'subject')) ||
      (form === 'equality' && name === 'identifier'),
  )
}

function pageOf(given: readonly Parameter[]): number {
  const counts = given.filter(({ name }) => name === '_count').map(({ value }) => value)
  // Servers take the first of several, or the last: the largest is what may come.
  if (counts.length === 0 || !counts.every((value) => /^[0-9]{1,9}$/.test(value))) return -1
  return Math.max(...counts.map(Number))
}

function patientsOf(
  given: readonly Parameter[],
  parameters: readonly HttpParameter[],
  resourceType: string,
): readonly string[] {
  return parameters.flatMap(({ form, name }, at) => {
    const isPatient = name === 'patient' || name === 'subject' || (name === '_id' && resourceType === 'Patient')
    if (form !== 'reference' || !isPatient) return []
    return (given[at]?.value ?? '')
      .split(',')
      .map(patientOfReference)
      .filter((id) => id !== '')
  })
}

/** `17`, `Patient/17` and `https://…/Patient/17` name patient 17; references to anything else name none. */
export function patientOfReference(reference: string): string {
  const [path = ''] = reference.split('/_history/', 1)
  const slash = path.lastIndexOf('/')
  if (slash < 0) return path
  const before = path.slice(0, slash)
  return before === 'Patient' || before.endsWith('/Patient') ? path.slice(slash + 1) : ''
}

function shapeOf(facts: HttpRequest, shown: string): string {
  const names = facts.parameters.map(({ name }) => name).join('&')
  const line = `${facts.method} ${facts.route}${names === '' ? '' : `?${names}`}`
  if (shown === '') return line
  // Cut one short of what an officer is shown at most, so that the engine sees that something is missing.
  return `${line}\n\n${shown}`.slice(0, MOST_SHAPE)
}
