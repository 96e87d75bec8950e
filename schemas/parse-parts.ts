import { isRemembered } from './canonical.ts'
import { type DocumentName, type Documents, schemas } from './documents.ts'
import { misfit, parse, validator } from './parse.ts'
import { SchemaError } from './schema-error.ts'

/**
 * `parse` for documents that are checked all day: member by member, and a member that was remembered (canonical.ts)
 * is checked once in its life, since it can never change. It takes and refuses what `parse` does: where a schema says
 * more at its top than which members there are, it is `parse`. Throws SchemaError `shape`.
 */
export function parseParts<Name extends DocumentName>(name: Name, value: unknown): Documents[Name] {
  const plan = planOf(name, '')
  if (plan === null) return parse(name, value)
  checkObject(plan, name, value)
  return value as Documents[Name]
}

/** Members that are split once more. */
const SPLIT: Readonly<Partial<Record<DocumentName, readonly string[]>>> = { decision: ['context'] }

interface Plan {
  readonly path: string
  readonly members: ReadonlyMap<string, Member>
  readonly required: readonly string[]
  readonly isOpen: boolean
}

type Member = { readonly reference: string; readonly valid: WeakSet<object> } | Plan

const plans = new Map<string, Plan | null>()

// Null where a schema cannot be taken apart.
function planOf(name: DocumentName, member: string): Plan | null {
  const reference = `${name}#${member}`
  const known = plans.get(reference)
  if (known !== undefined) return known
  const schema = (member === '' ? schemas[name] : subschema(schemas[name], member)) as ObjectSchema
  const isSimple =
    Object.keys(schema).every((keyword) => UNDERSTOOD.has(keyword)) &&
    schema.type === 'object' &&
    typeof (schema.additionalProperties ?? true) === 'boolean'
  const plan = isSimple ? planMembers(name, member, schema) : null
  plans.set(reference, plan)
  return plan
}

function planMembers(name: DocumentName, member: string, schema: ObjectSchema): Plan {
  const split = member === '' ? (SPLIT[name] ?? []) : []
  const members = new Map<string, Member>()
  for (const key of Object.keys(schema.properties ?? {})) {
    const pointer = `${member === '' ? '' : `/properties/${member}`}/properties/${key}`
    const below = split.includes(key) ? planOf(name, key) : null
    members.set(key, below ?? { reference: `${name}#${pointer}`, valid: new WeakSet() })
  }
  return {
    path: member === '' ? '' : `/${member}`,
    members,
    required: schema.required ?? [],
    isOpen: schema.additionalProperties !== false,
  }
}

interface ObjectSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
}

const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...['$schema', '$id', 'title', 'description', 'definitions'],
  ...['type', 'properties', 'required', 'additionalProperties'],
])

function subschema(schema: object, member: string): unknown {
  return (schema as ObjectSchema).properties?.[member]
}

function checkObject({ path, members, required, isOpen }: Plan, name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(name, path, 'must be object')
  const object = value as Readonly<Record<string, unknown>>
  for (const key of required)
    if (object[key] === undefined) throw fault(name, path, `must have required property '${key}'`)
  for (const key in object) {
    const member = members.get(key)
    const part = object[key]
    if (member === undefined) {
      if (!isOpen) throw fault(name, `${path}/${key.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`, UNKNOWN)
    } else if (part === undefined) continue
    else if ('members' in member) checkObject(member, name, part)
    else if (!isKnown(member, part)) checkPart(member, part, `${path}/${key}`)
  }
}

const UNKNOWN = 'is not a known member'

function isKnown({ valid }: { readonly valid: WeakSet<object> }, part: unknown): boolean {
  return typeof part === 'object' && part !== null && valid.has(part)
}

function checkPart({ reference, valid }: Exclude<Member, Plan>, part: unknown, path: string): void {
  const validate = validator(reference)
  if (!validate(part)) throw misfit(reference.split('#', 1)[0] ?? '', validate, path)
  if (typeof part === 'object' && part !== null && isRemembered(part)) valid.add(part)
}

function fault(name: string, path: string, message: string): SchemaError {
  return new SchemaError('shape', `${name} ${path || '/'} ${message}`, { faults: [{ path, message }] })
}
