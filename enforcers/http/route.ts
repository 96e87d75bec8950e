import type { HttpRequest } from '#schemas'
import type { Interaction } from './fhir/interaction.ts'
import type { Method } from './framing.ts'

/** A route template of the configuration, taken apart once. */
export interface Template {
  readonly text: string
  readonly parts: readonly TemplatePart[]
}

type TemplatePart = { readonly literal: string } | { readonly placeholder: string } | { readonly rest: true }

/** `/charts/{patient}/notes/{id}`: literal segments, placeholders, and `*` at the end for all that follows. Throws TypeError for anything else. */
export function readTemplate(text: string): Template {
  if (!text.startsWith('/')) throw new TypeError(`the route ${text} does not begin with a slash`)
  const parts = text === '/' ? [] : text.slice(1).split('/')
  return {
    text,
    parts: parts.map((part, at) => {
      if (part === '*' && at === parts.length - 1) return { rest: true }
      const placeholder = /^\{([A-Za-z][A-Za-z0-9_-]{0,31})\}$/.exec(part)?.[1]
      if (placeholder !== undefined) return { placeholder }
      if (part === '' || /[*{}?#%;\\]/.test(part))
        throw new TypeError(`the route ${text} has a segment that is no name`)
      return { literal: part }
    }),
  }
}

/** What a request to a service that is no FHIR does: the first template that fits says so, else nothing is known. */
export function readRoute(method: Method, segments: readonly string[], templates: readonly Template[]): Interaction {
  for (const { text, parts } of templates) {
    const filled = fill(parts, segments)
    if (filled !== null) return { ...NO_RESOURCE, route: text, known: true, interaction: BY_METHOD[method], ...filled }
  }
  return {
    ...NO_RESOURCE,
    route: '?',
    known: false,
    interaction: BY_METHOD[method],
    identifiers: segments,
    patient: null,
  }
}

/** What a request to a vault does: `POST /tokens` opens tokens, and there is nothing else. */
export function readReveal(method: Method, segments: readonly string[]): Interaction {
  const known = method === 'POST' && segments.length === 1 && segments[0] === 'tokens'
  if (!known) return readRoute(method, segments, [])
  return { ...NO_RESOURCE, route: '/tokens', known, interaction: 'reveal', identifiers: [], patient: null }
}

const NO_RESOURCE = { resourceType: '-', compartment: '-', operation: '-' } as const

const BY_METHOD: Readonly<Record<Method, HttpRequest['interaction']>> = {
  GET: 'read',
  HEAD: 'read',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
  OPTIONS: 'capabilities',
}

function fill(
  parts: readonly TemplatePart[],
  segments: readonly string[],
): { readonly identifiers: readonly string[]; readonly patient: string | null } | null {
  const last = parts.at(-1)
  const open = last !== undefined && 'rest' in last
  if (open ? segments.length < parts.length - 1 : parts.length !== segments.length) return null
  const identifiers: string[] = []
  let patient: string | null = null
  for (const [at, part] of parts.entries()) {
    if ('rest' in part) {
      identifiers.push(...segments.slice(at))
      break
    }
    const segment = segments[at] ?? ''
    if ('literal' in part) {
      if (part.literal !== segment) return null
      continue
    }
    identifiers.push(segment)
    if (part.placeholder === 'patient') patient = segment
  }
  return { identifiers, patient }
}
