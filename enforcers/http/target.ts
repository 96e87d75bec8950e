import { HttpError } from './http-error.ts'

/** A request target that every server reads alike. */
export interface Target {
  /** As it came, without query. */
  readonly path: string
  /** Its segments, decoded. */
  readonly segments: readonly string[]
  /** As it came, without the question mark; empty where there is none. */
  readonly query: string
  readonly parameters: readonly Parameter[]
}

export interface Parameter {
  readonly name: string
  readonly value: string
}

const MOST_TARGET = 8192
const MOST_SEGMENTS = 32
const MOST_PARAMETERS = 256
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Takes a target apart (RFC 9112 section 3.2). What servers read differently is refused: dot segments in any
 * spelling, empty segments, encoded slashes and percent signs, path parameters, fragments, backslashes, controls. So what
 * was decided is what the service sees. Throws HttpError `request_target`.
 */
export function readTarget(target: string, host: string): Target {
  if (target.length > MOST_TARGET) throw new HttpError('request_target', 'The target is too long.', { status: 414 })
  const local = target.startsWith('/') ? target : originForm(target, host)
  if (!/^[\x21-\x7e]+$/.test(local) || /[#\\<>"`]/.test(local)) throw odd('holds characters that must be encoded')
  const mark = local.indexOf('?')
  const path = mark < 0 ? local : local.slice(0, mark)
  const query = mark < 0 ? '' : local.slice(mark + 1)
  return { path, segments: readSegments(path), query, parameters: readParameters(query) }
}

// Absolute form is allowed to any server, and must then name the same host (section 3.2.2).
function originForm(target: string, host: string): string {
  const match = /^https?:\/\/([^/?#@]{1,255})(\/.*)?$/i.exec(target)
  if (match === null) throw odd('is not a path')
  if (match[1]?.toLowerCase() !== host) throw odd('names another host than Host does')
  return match[2] ?? '/'
}

function readSegments(path: string): readonly string[] {
  if (path === '/') return []
  const parts = path.slice(1).split('/')
  // One slash at the end is a habit of people; anything between two is not.
  if (parts.at(-1) === '') parts.pop()
  if (parts.length > MOST_SEGMENTS) throw odd('has too many segments')
  return parts.map((part) => {
    // FHIR's clients write `system|code` in queries as it is; in a path nobody does.
    if (/[{}^|]/.test(part)) throw odd('holds characters that must be encoded')
    const text = decode(part)
    if (text === '' || text === '.' || text === '..' || /[/\\%;\p{Cc}]/u.test(text))
      throw odd('has a segment that servers read differently')
    return text
  })
}

/** Names and values of a query or a form (application/x-www-form-urlencoded). Throws HttpError `request_target`. */
export function readParameters(query: string): readonly Parameter[] {
  if (query === '') return []
  const pieces = query.split('&').filter((piece) => piece !== '')
  if (pieces.length > MOST_PARAMETERS) throw odd('has too many parameters')
  return pieces.map((piece) => {
    // Some servers part parameters by semicolons.
    if (piece.includes(';')) throw odd('has a semicolon in its query: write it %3B')
    const equals = piece.indexOf('=')
    const name = decode((equals < 0 ? piece : piece.slice(0, equals)).replaceAll('+', ' '))
    const value = decode(equals < 0 ? '' : piece.slice(equals + 1).replaceAll('+', ' '))
    if (name === '' || /\p{Cc}/u.test(name) || value.includes('\0')) throw odd('has a parameter that cannot be read')
    return { name, value }
  })
}

/** Percent-decoding that must give UTF-8. */
function decode(text: string): string {
  if (!text.includes('%')) return text
  const bytes = new Uint8Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== 0x25) {
      bytes[length++] = code
      continue
    }
    const hex = text.slice(at + 1, at + 3)
    if (!/^[0-9a-f]{2}$/i.test(hex)) throw odd('has a broken percent-encoding')
    bytes[length++] = Number.parseInt(hex, 16)
    at += 2
  }
  try {
    return decoder.decode(bytes.subarray(0, length))
  } catch (cause) {
    throw new HttpError('request_target', 'The target is not UTF-8 once decoded.', { cause })
  }
}

function odd(what: string): HttpError {
  return new HttpError('request_target', `The target ${what}.`)
}
