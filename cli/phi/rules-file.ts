import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { createPhi, type Phi, PhiError, type PhiOptions, parsePhiRules } from '#phi'
import type { PhiRules } from '#schemas'
import { CommandError } from '../io.ts'

const MOST_BYTES = 4 * 1024 * 1024

/** What an engine is made of beside rules. */
export type PhiParts = Omit<PhiOptions, 'rules'>

/** An engine with a hospital's own rules, or without any. Throws CommandError with everything that is wrong with the file. */
export function phiWith(path: string | undefined, parts: PhiParts = {}): Phi {
  return path === undefined ? createPhi(parts) : loadRules(path, parts).phi
}

/** Reads rules, makes an engine of them and runs their examples. */
export function loadRules(path: string, parts: PhiParts = {}): { readonly rules: PhiRules; readonly phi: Phi } {
  const document = readYaml(path)
  try {
    const rules = parsePhiRules(document)
    return { rules, phi: createPhi({ ...parts, rules }) }
  } catch (cause) {
    if (cause instanceof PhiError) throw new CommandError(told(path, cause.problems), { cause })
    if (cause instanceof RangeError) throw new CommandError(`${path}: ${cause.message}`, { cause })
    throw cause
  }
}

function readYaml(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause })
  }
  if (text.length > MOST_BYTES)
    throw new CommandError(`${path} is larger than ${MOST_BYTES} bytes: it is no rules file`)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const [broken] = document.errors
  if (broken === undefined) return plainValue(path, document)
  const { line, col } = lines.linePos(broken.pos[0])
  // The parser's words quote the line, and examples may be taken from life.
  throw new CommandError(`${path}:${line}:${col}: this is no YAML (${broken.code})`)
}

function plainValue(path: string, document: { toJS(options: { maxAliasCount: number }): unknown }): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch (cause) {
    throw new CommandError(`${path} uses aliases (&name, *name): write the values out`, { cause })
  }
}

function told(path: string, problems: readonly string[]): string {
  return problems.map((problem) => `${path}: ${problem}`).join('\n')
}
