import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { type DocumentName, type Documents, schemas } from './documents.ts'
import { SchemaError, type ShapeFault } from './schema-error.ts'
import { parseStrictJson } from './strict-json.ts'

/**
 * Checks a value against the schema of a document and returns it, unchanged and typed. Nothing is coerced,
 * stripped or filled in: policy judges what was sent. Throws SchemaError `shape` with the places that are off.
 */
export function parse<Name extends DocumentName>(name: Name, value: unknown): Documents[Name] {
  const validate = validator(name)
  if (validate(value)) return value as Documents[Name]
  throw misfit(name, validate)
}

/** The compiled check of a document, or of a part of it by JSON Pointer, as `access-request` or `decision#/properties/context`. */
export function validator(reference: string): ValidateFunction {
  const known = compiled.get(reference)
  if (known) return known
  const [name = '', pointer] = reference.split('#')
  const kind = THOROUGH.has(name) ? 'thorough' : 'quick'
  checkers[kind] ??= newAjv(kind === 'thorough')
  const validate = checkers[kind].getSchema(`${name}.schema.json${pointer === undefined ? '' : `#${pointer}`}`)
  if (!validate) throw new TypeError(`no schema is called ${reference}`)
  compiled.set(reference, validate)
  return validate
}

/** The error of a check that failed, with the places that are off. */
export function misfit(name: string, validate: ValidateFunction, under = ''): SchemaError {
  const faults = (validate.errors ?? []).map((error) => toFault(error, under))
  const [first] = faults
  return new SchemaError('shape', `${name}${first ? ` ${first.path || '/'} ${first.message}` : ''}`, { faults })
}

/** `parse` for bytes: strict JSON first (no duplicate keys, bounded depth). Throws SchemaError. */
export function parseBytes<Name extends DocumentName>(name: Name, bytes: Uint8Array | string): Documents[Name] {
  return parse(name, parseStrictJson(bytes))
}

// Compiling costs tens of milliseconds a schema: only what is used, when it is first used.
const compiled = new Map<string, ValidateFunction>()
/** Written by hand, by people who want every fault at once; everything else stops at the first. */
const THOROUGH: ReadonlySet<string> = new Set(['config', 'phi-rules'])
const checkers: { quick?: Ajv; thorough?: Ajv } = {}

function newAjv(allErrors: boolean): Ajv {
  const instance = new Ajv({
    allErrors,
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    discriminator: false,
    formats: { 'date-time': isDateTime },
  })
  for (const schema of Object.values(schemas)) instance.addSchema(schema)
  return instance
}

// RFC 3339 in UTC, as everything here writes it; cheap and linear.
function isDateTime(text: string): boolean {
  return (
    text.length >= 20 && text.length <= 30 && text[10] === 'T' && text.endsWith('Z') && !Number.isNaN(Date.parse(text))
  )
}

function toFault(error: ErrorObject, under: string): ShapeFault {
  const named = error.params as { readonly additionalProperty?: string; readonly missingProperty?: string }
  const member = error.keyword === 'additionalProperties' ? named.additionalProperty : undefined
  const place = `${under}${error.instancePath}`
  const path = member === undefined ? place : `${place}/${pointer(member)}`
  return { path, message: member === undefined ? (error.message ?? 'does not fit') : 'is not a known member' }
}

function pointer(key: string): string {
  return key.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')
}
