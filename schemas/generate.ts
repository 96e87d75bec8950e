// Writes types.ts from the *.schema.json beside it: `npm run types`. CI runs it and compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { compile } from 'json-schema-to-typescript'

const BANNER =
  '// Generated from *.schema.json by `npm run types`. Do not edit: change the schema.\n// biome-ignore-all lint: generated\n'
const here = new URL('./', import.meta.url)

interface Schema {
  readonly $id: string
  readonly title: string
  readonly definitions?: Readonly<Record<string, { readonly title: string }>>
}

const files = readdirSync(here)
  .filter((name) => name.endsWith('.schema.json'))
  .sort()
const documents = files.map((name) => JSON.parse(readFileSync(new URL(name, here), 'utf8')) as Schema)

// One combined schema, so that a definition that two documents share becomes one type.
const definitions: Record<string, unknown> = {}
const places = new Map<string, string>()
for (const document of documents) {
  places.set(document.$id, document.title)
  for (const [name, part] of Object.entries(document.definitions ?? {})) {
    places.set(`${document.$id}#/definitions/${name}`, part.title)
  }
}
for (const document of documents) {
  for (const part of Object.values(document.definitions ?? {})) definitions[part.title] = relink(part, document.$id)
  const { definitions: _, ...whole } = document
  definitions[document.title] = relink(whole, document.$id)
}

const combined = { title: 'Everything', type: 'object', additionalProperties: false, definitions }
const source = await compile(combined as never, 'Everything', {
  bannerComment: BANNER,
  unreachableDefinitions: true,
  additionalProperties: false,
  format: true,
  ignoreMinAndMaxItems: true,
  style: { semi: false, singleQuote: true, printWidth: 110 },
})
const readonlySource = source
  .replace(/\/\*\*\n \* This interface was referenced[\s\S]*?\*\/\n/g, '')
  .replace(/\n \*\n \* This interface was referenced by [\s\S]*?(?=\n \*\/)/g, '')
  .replace(/export interface Everything \{\}\n/, '')
const target = new URL('types.ts', here)
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== readonlySource) {
    process.stderr.write('schemas/types.ts is stale: run `npm run types` and commit the result\n')
    process.exitCode = 1
  }
} else {
  writeFileSync(target, readonlySource)
}

function relink(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((item) => relink(item, base))
  if (value === null || typeof value !== 'object') return value
  const copy: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$id' || key === '$schema') continue
    copy[key] = key === '$ref' ? reference(String(inner), base) : relink(inner, base)
  }
  return copy
}

function reference(target: string, base: string): string {
  const title = places.get(target.startsWith('#') ? base + target : target)
  if (title === undefined) throw new Error(`${base}: $ref to ${target}, which no schema defines`)
  return `#/definitions/${title}`
}
