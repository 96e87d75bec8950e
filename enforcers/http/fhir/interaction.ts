import type { HttpRequest } from '#schemas'
import type { Method } from '../framing.ts'
import { COMPARTMENTS, OPERATIONS, RESOURCE_TYPES } from './resource-types.ts'

/** What a request to a FHIR service does, by method and path alone (hl7.org/fhir/R4/http.html). */
export interface Interaction {
  readonly route: string
  readonly known: boolean
  readonly interaction: HttpRequest['interaction']
  readonly resourceType: string
  readonly compartment: string
  readonly operation: string
  /** Ids of the path, in order: values that the client chose. */
  readonly identifiers: readonly string[]
  /** Patient's id, where the path names one. */
  readonly patient: string | null
}

const ID = /^[A-Za-z0-9.-]{1,64}$/

/** Reads the segments below the base of the service. What fits no shape is not known, and nothing of it is kept. */
export function readInteraction(method: Method, segments: readonly string[]): Interaction {
  const [first, second, third, fourth, ...rest] = segments
  if (rest.length > 0) return unknown(segments)
  if (first === undefined) return atBase(method)
  if (!RESOURCE_TYPES.has(first)) return second === undefined ? ofSystem(method, first) : unknown(segments)
  if (second === undefined) return ofType(method, first)
  if (!ID.test(second)) return third === undefined ? belowType(method, first, second) : unknown(segments)
  return ofInstance(method, first, second, third, fourth, segments)
}

function ofSystem(method: Method, word: string): Interaction {
  if (word.startsWith('$')) return operation('', '*', word, [], null)
  switch (word) {
    case 'metadata':
      return plain('/metadata', reads(method) ? 'capabilities' : 'other')
    case '_history':
      return { ...plain('/_history', reads(method) ? 'history' : 'other'), resourceType: '*' }
    case '_search':
      return { ...plain('/_search', method === 'POST' ? 'search' : 'other'), resourceType: '*' }
    default:
      return unknown([word])
  }
}

function belowType(method: Method, type: string, word: string): Interaction {
  if (word.startsWith('$')) return operation(`/${type}`, type, word, [], null)
  switch (word) {
    case '_search':
      return { ...plain(`/${type}/_search`, method === 'POST' ? 'search' : 'other'), resourceType: type }
    case '_history':
      return { ...plain(`/${type}/_history`, reads(method) ? 'history' : 'other'), resourceType: type }
    default:
      return unknown([type, word])
  }
}

function ofInstance(
  method: Method,
  type: string,
  id: string,
  third: string | undefined,
  fourth: string | undefined,
  segments: readonly string[],
): Interaction {
  const patient = type === 'Patient' ? id : null
  const base = { resourceType: type, identifiers: [id], patient }
  const route = `/${type}/{id}`
  if (third === undefined) return { ...plain(route, INSTANCE[method] ?? 'other'), ...base }
  if (third === '_history') {
    if (fourth === undefined) return { ...plain(`${route}/_history`, reads(method) ? 'history' : 'other'), ...base }
    if (!ID.test(fourth)) return unknown(segments)
    const vread = plain(`${route}/_history/{version}`, reads(method) ? 'vread' : 'other')
    return { ...vread, ...base, identifiers: [id, fourth] }
  }
  if (third.startsWith('$'))
    return fourth === undefined ? operation(route, type, third, [id], patient) : unknown(segments)
  if (fourth !== undefined || !COMPARTMENTS.has(type) || !(RESOURCE_TYPES.has(third) || third === '*'))
    return unknown(segments)
  const search = plain(`${route}/${third}`, reads(method) ? 'search' : 'other')
  return { ...search, ...base, resourceType: third, compartment: type }
}

const INSTANCE: Readonly<Partial<Record<Method, HttpRequest['interaction']>>> = {
  GET: 'read',
  HEAD: 'read',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

function atBase(method: Method): Interaction {
  const interaction = method === 'POST' ? 'batch' : reads(method) ? 'search' : 'other'
  return { ...plain('/', interaction), resourceType: '*' }
}

function ofType(method: Method, type: string): Interaction {
  const interaction =
    method === 'POST'
      ? 'create'
      : reads(method)
        ? 'search'
        : ((CONDITIONAL[method] ?? 'other') satisfies HttpRequest['interaction'])
  return { ...plain(`/${type}`, interaction), resourceType: type }
}

/** By search: they change whatever the search finds. */
const CONDITIONAL: Readonly<Partial<Record<Method, HttpRequest['interaction']>>> = {
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

function operation(
  base: string,
  type: string,
  segment: string,
  identifiers: readonly string[],
  patient: string | null,
): Interaction {
  const name = segment.slice(1)
  const known = OPERATIONS.has(name)
  const shown = known ? name : '?'
  return {
    ...plain(`${base}/$${shown}`, 'operation'),
    known,
    resourceType: type,
    operation: shown,
    identifiers,
    patient,
  }
}

function reads(method: Method): boolean {
  return method === 'GET' || method === 'HEAD'
}

function plain(route: string, interaction: HttpRequest['interaction']): Interaction {
  return {
    route,
    known: interaction !== 'other',
    interaction,
    resourceType: '-',
    compartment: '-',
    operation: '-',
    identifiers: [],
    patient: null,
  }
}

/** Every segment may be an id, so that all of them are only committed to. */
function unknown(segments: readonly string[]): Interaction {
  return { ...plain('?', 'other'), known: false, identifiers: segments }
}
