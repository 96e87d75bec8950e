import { type HttpRequest, parse } from '#schemas'
import type { PolicyInput } from '../policy-input.ts'
import type { View } from './view.ts'

/** An HTTP request: what it would do to which resources, by what it searches, what it sends. */
export function showRequest(input: PolicyInput): View {
  const { properties: facts } = parse('http-request', input).resource
  const { interaction, resourceType, method, route } = facts
  return {
    effects: [interaction],
    relations: [`${method} ${route}${resourceType === '-' ? '' : ` (${resourceType})`}`],
    columns: [...facts.parameters.map(parameterLine), ...bodyLines(facts)],
    rows: boundOf(facts),
    clipped: false,
  }
}

function parameterLine({ name, form, class: phi }: HttpRequest['parameters'][number]): string {
  return `searches by ${name} (${form}${phi === 'none' ? '' : `, ${phi}`})`
}

function bodyLines({ body: { format, bytes, findings } }: HttpRequest): string[] {
  if (format === 'none') return []
  const found = findings.map(({ class: phi, count }) => `${phi} ${count}`).join(', ')
  return [`sends ${bytes} bytes of ${format}${found === '' ? '' : `, in it ${found}`}`]
}

function boundOf({ identifiers, page, interaction }: HttpRequest): string {
  if (interaction === 'reveal') return 'the tokens that it names, opened once'
  if (identifiers > 0) return 'one resource, named by its id'
  if (interaction === 'create') return 'one resource, newly made'
  return page < 0 ? 'nothing bounds the answer' : `at most ${page} resources`
}
