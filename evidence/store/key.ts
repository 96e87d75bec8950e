import { StoreError } from './store-error.ts'

const MOST_LENGTH = 512
const MOST_DEPTH = 8
/** A file name may have 255 bytes; the rest is room for what a store adds. */
const MOST_PART = 200

/**
 * The parts of a key: 1 to 8, of 1 to 200 characters `[A-Za-z0-9._-]`, none of them `.` or `..`, together at
 * most 512 characters. Throws StoreError `key`.
 */
export function partsOf(key: string): readonly string[] {
  if (!isKey(key))
    throw new StoreError(
      'key',
      'a key has 1-8 parts of A-Z a-z 0-9 . _ - between slashes, no part . or .., and at most 512 characters',
    )
  return key.split('/')
}

/** Whether an object can have this key. */
export function isKey(key: string): boolean {
  const parts = key.split('/', MOST_DEPTH + 1)
  return key.length <= MOST_LENGTH && parts.length <= MOST_DEPTH && parts.every(isKeyPart)
}

/** Throws StoreError `key` for a prefix that no key can begin with. The empty prefix is that of all keys. */
export function checkPrefix(prefix: string): void {
  const parts = prefix.split('/', MOST_DEPTH + 1)
  const last = parts.pop() ?? ''
  const lastFits = last === '' || last === '.' || last === '..' || isKeyPart(last)
  if (prefix.length > MOST_LENGTH || parts.length >= MOST_DEPTH || !parts.every(isKeyPart) || !lastFits)
    throw new StoreError('key', 'no key can begin with this prefix')
}

export function isKeyPart(part: string): boolean {
  if (part.length === 0 || part.length > MOST_PART || part === '.' || part === '..') return false
  for (let at = 0; at < part.length; at++) if (!isKeyCharacter(part.charCodeAt(at))) return false
  return true
}

function isKeyCharacter(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a
  if (code >= 0x41) return code <= 0x5a || code === 0x5f
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e
}
