import type { FhirValue } from '../fhir/values.ts'
import { leaf } from '../flow/leaf.ts'
import { Node } from '../json/node.ts'

/** Keys under which loggers write the time of an entry. */
const KEYS = new Set('ts time timestamp @timestamp datetime asctime eventtime'.split(' '))
const MOST_BYTES = 40

/** An instant of ISO 8601 with its seconds is the machine's; anything else under such a key is read. */
const instant: FhirValue = (value) => (isInstant(value) ? [] : 'scan')

const STAMP = new Node(leaf('text', { numbers: 'keep', value: instant }), () => STAMP)

/** What a key of a log's line leads to that says when the line was written, else null. */
export function stampOf(key: string): Node | null {
  return KEYS.has(key.toLowerCase()) ? STAMP : null
}

// 2025-11-24T10:15:32, and digits, a fraction and a zone behind.
function isInstant(value: string): boolean {
  if (value.length > MOST_BYTES) return false
  const pattern = '9999-99-99T99:99:99'
  for (let at = 0; at < pattern.length; at++) {
    const byte = value.charCodeAt(at)
    const isDigit = byte >= 0x30 && byte <= 0x39
    if (
      pattern[at] === '9' ? !isDigit : pattern[at] === 'T' ? byte !== 0x54 && byte !== 0x20 : pattern[at] !== value[at]
    )
      return false
  }
  for (let at = pattern.length; at < value.length; at++)
    if (!'0123456789.,+-:Z'.includes(value.charAt(at))) return false
  return true
}
