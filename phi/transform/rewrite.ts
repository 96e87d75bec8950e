import type { Mask } from '../flow/sink.ts'
import type { Transform } from '../phi.ts'
import { tagOf } from '../transforms.ts'
import type { Transformer } from './transformer.ts'

/** What stands in the place of masked bytes, given what would by itself. */
export type Rewrite = (bytes: Uint8Array, replacement: Uint8Array, mask: Mask) => Uint8Array

/** Longer values are redacted. */
const MOST_VALUE = 512
/** Marks of an escape in some format: what a value is cannot be told from its bytes. */
const ESCAPED = /[\\&"|^~]/
/** What stands in every format as it is (sink.ts). */
const SAFE = /^[A-Za-z0-9[\]\-:.+/ ()#_'@,]*$/

/**
 * Applies a transform where a stream masks. Where the place is typed, and has a mask of its own type, only a moved or
 * generalised date may take its place; where escapes stand in a value, or the result could break the format, it is redacted.
 */
export function rewriter(transformer: Transformer, transform: Transform, patient: string | undefined): Rewrite {
  return (bytes, replacement, mask) => {
    const tag = tagOf(mask.class)
    const isTyped = Buffer.from(replacement).toString('latin1') !== tag
    if (bytes.length > MOST_VALUE || (isTyped && !(transform === 'shift' && mask.class === 'date'))) return replacement
    const value = Buffer.from(bytes).toString('utf8')
    if (ESCAPED.test(value)) return replacement
    const text = transformer.transform(value, mask.class, transform, patient)
    if (!SAFE.test(text) || (isTyped && text === tag) || addsBreak(value, text)) return replacement
    return Buffer.from(text, 'utf8')
  }
}

// A comma, quote or space may stand only where one stood.
function addsBreak(value: string, text: string): boolean {
  return [...",'# /"].some((mark) => text.includes(mark) && !value.includes(mark))
}
