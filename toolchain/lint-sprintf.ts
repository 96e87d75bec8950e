import type { RegoModule } from './rego-ast.ts'
import type { Finding } from './toolchain-error.ts'

/**
 * Finds calls of `sprintf` that would come out otherwise in the WASM host, where JavaScript formats: only `%s` for
 * texts, `%d` for whole numbers and `%%` mean the same there; `%q` throws, `%v` of null throws, composites differ.
 * `opa test` runs in Go and would not notice.
 */
export function lintSprintf(modules: ReadonlyMap<string, RegoModule>): readonly Finding[] {
  const findings: Finding[] = []
  for (const [file, module] of modules) {
    visit(module, 1, (format, line) => {
      const message = faultOf(format)
      if (message !== null) findings.push({ file, line, code: 'sprintf', message })
    })
  }
  return findings
}

interface Term {
  readonly type?: string
  readonly value?: unknown
  readonly location?: { readonly row?: number }
}

// A call is an array that begins with a reference to the function: as a term's value, or as an expression's terms.
function visit(node: unknown, line: number, found: (format: Term, line: number) => void): void {
  if (Array.isArray(node)) {
    if (isSprintf(node[0] as Term)) found((node[1] ?? {}) as Term, line)
    for (const item of node) visit(item, line, found)
  } else if (typeof node === 'object' && node !== null) {
    const row = (node as Term).location?.row ?? line
    for (const [key, member] of Object.entries(node)) if (key !== 'location') visit(member, row, found)
  }
}

function isSprintf(term: Term | undefined): boolean {
  if (term?.type !== 'ref' || !Array.isArray(term.value)) return false
  const [head] = term.value as readonly Term[]
  return term.value.length === 1 && head?.type === 'var' && head.value === 'sprintf'
}

function faultOf(format: Term): string | null {
  if (format.type !== 'string' || typeof format.value !== 'string')
    return 'the format of sprintf must be a literal text, so that it can be checked'
  const text = format.value
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 2)) {
    const verb = text.charAt(at + 1)
    if (verb !== 's' && verb !== 'd' && verb !== '%')
      return `sprintf %${verb} means something else in the engine: use %s for texts, %d for whole numbers, or concat`
  }
  return null
}
