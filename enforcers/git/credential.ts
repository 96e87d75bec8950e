import type { IncomingMessage } from 'node:http'

const MOST_HEADER = 24_576

/** The token that a client shows: the password of HTTP Basic (whatever the user name), or a Bearer token. Null where there is none. */
export function readToken({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const { authorization } = headers
  if (authorization === undefined || authorization.length > MOST_HEADER) return null
  const space = authorization.indexOf(' ')
  const scheme = authorization.slice(0, space).toLowerCase()
  const value = authorization.slice(space + 1).trim()
  if (space < 0 || value === '') return null
  if (scheme === 'bearer') return value
  if (scheme !== 'basic') return null
  const text = Buffer.from(value, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const password = text.slice(colon + 1)
  return colon < 0 || password === '' ? null : password
}
