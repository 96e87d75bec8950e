import type { Piece, StructureContext } from '../structure-context.ts'

const URN_UUID = 'urn:uuid:'
const URN_OID = 'urn:oid:'

/**
 * Reference.reference, Bundle.entry.fullUrl (R4 2.3.0): the id in it, wherever it stands. A fragment stays. With
 * `isPatient` what has no type is a patient's.
 */
export function referencePieces(value: string, context: StructureContext, isPatient: boolean): readonly Piece[] {
  if (value.startsWith('#') || value === '') return []
  const urn = value.startsWith(URN_UUID) ? URN_UUID : value.startsWith(URN_OID) ? URN_OID : null
  if (urn !== null) {
    if (isPatient) context.subject(value.slice(urn.length))
    return idPieces(value, urn.length, value.length, context, urn === URN_OID)
  }
  if (value.includes('?')) return linkPieces(value, context)
  const found = typedId(value)
  if (found === null)
    return value.includes('://') ? linkPieces(value, context) : idPieces(value, 0, value.length, context, false)
  if (found.type === 'Patient') context.subject(value.slice(found.start, found.end))
  return idPieces(value, found.start, found.end, context, false)
}

/**
 * A URL that says where to go: ids in its path, and the values of search parameters but those about the search itself,
 * which begin with `_`.
 */
export function linkPieces(value: string, context: StructureContext): readonly Piece[] {
  const query = value.indexOf('?')
  const path = query < 0 ? value : value.slice(0, query)
  const found = typedId(path)
  const pieces = found === null ? [] : [...idPieces(value, found.start, found.end, context, false)]
  if (found?.type === 'Patient') context.subject(value.slice(found.start, found.end))
  return query < 0 ? pieces : [...pieces, ...queryPieces(value, query + 1, context)]
}

function queryPieces(value: string, from: number, context: StructureContext): readonly Piece[] {
  const pieces: Piece[] = []
  let start = from
  while (start < value.length) {
    const next = value.indexOf('&', start)
    const end = next < 0 ? value.length : next
    const equals = value.indexOf('=', start)
    const at = equals < 0 || equals >= end ? start : equals + 1
    const isId = value.startsWith('_id=', start)
    if (at < end && (at === start || isId || value[start] !== '_')) pieces.push(...queryValue(value, at, end, context))
    start = end + 1
  }
  return pieces
}

function queryValue(value: string, from: number, to: number, context: StructureContext): readonly Piece[] {
  if (context.ids === null || value.slice(from, to) === 'masked') return []
  return [{ start: from, end: to, text: 'masked', class: 'url' }]
}

interface TypedId {
  readonly type: string
  readonly start: number
  readonly end: number
}

// The last `Type/id` of a path.
function typedId(path: string): TypedId | null {
  const parts = path.split('/')
  let place = path.length
  for (let index = parts.length - 1; index > 0; index--) {
    const id = parts[index] ?? ''
    place -= id.length
    const type = parts[index - 1] ?? ''
    if (isType(type) && id !== '' && !id.startsWith('_') && !id.startsWith('$'))
      return { type, start: place, end: place + id.length }
    place--
  }
  return null
}

function isType(text: string): boolean {
  const first = text.charCodeAt(0)
  if (!(first >= 0x41 && first <= 0x5a) || text.length < 4 || text.length > 40) return false
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at) | 0x20
    if (code < 0x61 || code > 0x7a) return false
  }
  return true
}

function idPieces(
  value: string,
  start: number,
  end: number,
  { ids }: StructureContext,
  isOid: boolean,
): readonly Piece[] {
  const id = value.slice(start, end)
  if (ids === null || id === '') return []
  const text = isOid ? `2.25.${ids.of(id).replace('masked-', '')}` : ids.of(id)
  return text === id ? [] : [{ start, end, text, class: 'other-id' }]
}
