import type { RegoModule } from './rego-ast.ts'

/**
 * What of `input` the modules can read, as JSON Pointers, sorted; null where that may be all of it. Sound, and no finer
 * than it need be: a reference counts as a read of everything below its constant beginning, wherever it stands, so
 * `input.context` covers `input.context[key]`, and a bare `input` (in `walk(input)`, as an argument, in an import) covers
 * all. What `with` puts in its place is a reference like any other.
 */
export function inputReads(modules: ReadonlyMap<string, RegoModule>): readonly string[] | null {
  const pointers = new Set<string>()
  for (const module of modules.values()) visit(module, pointers)
  if (pointers.has('')) return null
  const all = [...pointers].sort()
  return all.filter((pointer) => !all.some((other) => pointer.startsWith(`${other}/`)))
}

interface Term {
  readonly type?: unknown
  readonly value?: unknown
}

function visit(node: unknown, pointers: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, pointers)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type, value } = node as Term
  if (type === 'ref' && Array.isArray(value) && isInput(value[0])) {
    pointers.add(beginning(value.slice(1) as readonly Term[]))
    // What stands in its brackets may be a reference of its own.
    for (const item of value.slice(1)) visit(item, pointers)
    return
  }
  if (isInput(node)) pointers.add('')
  // METADATA names the schema of input; it reads nothing.
  for (const [key, member] of Object.entries(node)) if (key !== 'annotations') visit(member, pointers)
}

function isInput(node: unknown): boolean {
  const { type, value } = (node ?? {}) as Term
  return type === 'var' && value === 'input'
}

function beginning(steps: readonly Term[]): string {
  let pointer = ''
  for (const { type, value } of steps.slice(0, MOST_STEPS)) {
    if (type !== 'string' || typeof value !== 'string' || !isPlain(value)) break
    pointer += `/${value}`
  }
  return pointer
}

// Neither `~` nor `/`, which a JSON Pointer would spell otherwise, nor a name that objects have by themselves.
function isPlain(step: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(step) && step !== '__proto__'
}

const MOST_STEPS = 16
